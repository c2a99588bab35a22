using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Hengjian.IntegrationTests.Schema;

/// <summary>The hand-written migrations give the schema that the model itself would create, on both databases.</summary>
public sealed class MigrationTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task MigratedSchema_ComparedWithTheModels_IsTheSame(TestDatabase kind)
    {
        using var migrated = await OpenAsync(kind);
        await migrated.MigrateAsync();
        using var created = await OpenAsync(kind);
        await using (var db = created.Read(Guid.Empty))
        {
            await db.Database.EnsureCreatedAsync();
        }

        var expected = await DescribeAsync(created);
        expected.Count.ShouldBeGreaterThan(200);
        (await DescribeAsync(migrated)).Where(l => !l.Contains("EFMigrations", StringComparison.Ordinal)).ShouldBe(expected);
    }

    [Fact]
    public async Task Migrate_SecondTime_ChangesNothing()
    {
        using var database = await OpenAsync(TestDatabase.Sqlite);
        await database.MigrateAsync();
        var before = await DescribeAsync(database);

        await database.MigrateAsync();

        (await DescribeAsync(database)).ShouldBe(before);
    }

    private static async Task<Database> OpenAsync(TestDatabase kind)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-schema-").FullName;
        var settings = kind == TestDatabase.Sqlite
            ? DatabaseSettings.Sqlite(folder)
            : DatabaseSettings.PostgreSql(folder, await (await PostgreSqlServer.RequireAsync()).CreateDatabaseAsync());
        return new Database(settings, new KeyFolder(settings));
    }

    /// <summary>Tables, columns with type and nullability, keys and indexes, one a line, sorted.</summary>
    private static async Task<IReadOnlyList<string>> DescribeAsync(Database database)
    {
        const string Sqlite =
            "SELECT 'column ' || m.name || ' ' || p.name || ' ' || p.type || ' ' || p.\"notnull\" || ' ' || p.pk || ' ' || COALESCE(p.dflt_value, '-') FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' " +
            "UNION ALL SELECT 'index ' || m.name || ' ' || i.name || ' ' || i.\"unique\" || ' ' || c.seqno || ' ' || c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) c WHERE m.type = 'table' ORDER BY 1";
        const string PostgreSql =
            "SELECT 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '-') FROM information_schema.columns WHERE table_schema = 'public' " +
            "UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
        await using var db = database.Read(Guid.Empty);
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? PostgreSql : Sqlite;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
