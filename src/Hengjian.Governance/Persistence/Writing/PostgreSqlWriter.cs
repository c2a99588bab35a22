using System.Security.Cryptography;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Governed;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>The writer of PostgreSQL: a transaction an act, repeated when another act changed the same row first. The server groups the flushes itself.</summary>
internal sealed class PostgreSqlWriter(Database database, LedgerAppender ledger, TimeProvider clock) : IWriter
{
    /// <summary>Each round has a winner, so an act among n that meet at one row needs n rounds at most; far beyond that something is wrong.</summary>
    private const int Attempts = 200;

    private const int LongestPauseMilliseconds = 40;

    public async Task<Outcome<T>> WriteAsync<T>(WriteRequest request, Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var item = new WorkItem<T>(request, work, cancellationToken);
            try
            {
                await RunOnceAsync(item, cancellationToken);
                return await item.Answer;
            }
            catch (Exception exception) when (attempt < Attempts && IsConflict(exception))
            {
                // Of different length for each, else those that met meet again.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, Math.Min(5 * attempt, LongestPauseMilliseconds) + 1)), clock, cancellationToken);
            }
        }
    }

    private async Task RunOnceAsync(WorkItem item, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var db = database.Write(connection, item.Request.Caller.InstitutionId);
        await db.Database.UseTransactionAsync(transaction, cancellationToken);
        if (await item.RunAsync(db, database, ledger, StoredInstant.Truncate(clock.GetUtcNow())))
        {
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }

        item.Complete();
    }

    /// <summary>Another act won: a changed row version, the same unique key, a serialisation failure or a deadlock.</summary>
    private static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: PostgresException inner } => IsConflict(inner),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };
}
