using Hengjian.Governance.Persistence.Protection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Hengjian.Governance.Persistence;

/// <summary>Opens the database of either provider: reading contexts for pages and queries, and the parts that the writer and the ledger need.</summary>
public sealed class Database : IDisposable
{
    private readonly DbContextOptions<HengjianDbContext> _readOptions;
    private readonly DbContextOptions<HengjianDbContext> _writeOptions;

    public Database(DatabaseSettings settings, KeyFolder keys)
    {
        Settings = settings;
        Keys = keys;
        Fields = new FieldProtector(keys);
        Directory.CreateDirectory(settings.DataDirectory);
        ConnectionString = settings.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnectionStringBuilder { DataSource = settings.DatabaseFile, DefaultTimeout = 10, Pooling = true }.ToString()
            : settings.ConnectionString ?? throw new ArgumentException("PostgreSQL needs a connection string.", nameof(settings));
        _readOptions = Options().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
        _writeOptions = Options().Options;
    }

    public DatabaseSettings Settings { get; }

    public KeyFolder Keys { get; }

    public FieldProtector Fields { get; }

    public bool IsSqlite => Settings.Provider == DatabaseProvider.Sqlite;

    internal string ConnectionString { get; }

    /// <summary>A context for reading (no tracking), confined to <paramref name="institution"/>. The caller disposes it.</summary>
    public HengjianDbContext Read(Guid institution) => new(_readOptions) { InstitutionId = institution };

    /// <summary>A context that writes on <paramref name="connection"/>; for the writers alone.</summary>
    internal HengjianDbContext Write(System.Data.Common.DbConnection connection, Guid institution)
    {
        var context = new HengjianDbContext(_writeOptions) { InstitutionId = institution };
        context.Database.SetDbConnection(connection);
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }

    /// <summary>One set of options for reading and writing: with different ones the framework builds a second model, which compiled queries refuse.</summary>
    private DbContextOptionsBuilder<HengjianDbContext> Options()
    {
        var builder = new DbContextOptionsBuilder<HengjianDbContext>().EnableThreadSafetyChecks(false)
            // Migrations are written by hand, without the model snapshot that this warning compares; a test compares the schemas themselves.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return IsSqlite ? builder.UseSqlite(ConnectionString) : builder.UseNpgsql(ConnectionString);
    }

    /// <summary>Creates or upgrades the schema, and sets what SQLite needs to be durable while it is read: write-ahead log, full synchronisation.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken = default)
    {
        if (IsSqlite)
        {
            await using var connection = await OpenSqliteAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL;";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Migrating takes a lock row that a killed process would leave behind, so it is not even begun where nothing is to be done.
        await using var db = Read(Guid.Empty);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    /// <summary>An open SQLite connection with full synchronisation, so that what is acknowledged survives a power cut.</summary>
    internal async Task<SqliteConnection> OpenSqliteAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000;";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    /// <summary>
    /// Writes the whole database anew, so that nothing of what was overwritten or removed is left in its files; false where somebody is using it just now. Needs as much free space as it is large.
    /// </summary>
    internal async Task<bool> RewriteAsync(CancellationToken cancellationToken)
    {
        if (!IsSqlite)
        {
            await using var server = new Npgsql.NpgsqlConnection(ConnectionString);
            await server.OpenAsync(cancellationToken);
            await using var vacuum = new Npgsql.NpgsqlCommand("SET lock_timeout = '30s'; ", server) { CommandTimeout = 0 };
            await vacuum.ExecuteNonQueryAsync(cancellationToken);
            try
            {
                vacuum.CommandText = "VACUUM (FULL)";
                await vacuum.ExecuteNonQueryAsync(cancellationToken);
                return true;
            }
            catch (Npgsql.PostgresException exception) when (exception.SqlState == Npgsql.PostgresErrorCodes.LockNotAvailable)
            {
                return false;
            }
        }

        await using var connection = await OpenSqliteAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        try
        {
            command.CommandText = "VACUUM";
            await command.ExecuteNonQueryAsync(cancellationToken);

            // Until the log is cut to nothing it holds pages as they were.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) == 0;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is 5 or 6)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (IsSqlite)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
    }
}
