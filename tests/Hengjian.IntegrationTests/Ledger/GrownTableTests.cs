using System.Data.Common;
using System.Security.Cryptography;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>Rows that were last written before a migration added columns to their table: they are as they were committed to.</summary>
public sealed class GrownTableTests
{
    private static readonly HashSet<string> Added = ["subjects", "hardware"];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task RowOfBeforeTheColumns_HoldingTheirDefaults_MeetsItsCommitment(TestDatabase database) =>
        (await MeetsAsync(database, row => row.Canonical(Added))).ShouldBeTrue();

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task RowOfNow_MeetsItsCommitment(TestDatabase database) => (await MeetsAsync(database, row => row.Canonical(null))).ShouldBeTrue();

    [Fact]
    public async Task RowOfBeforeTheColumns_WithSomethingInOneOfThem_DoesNotMeetIt() =>
        (await MeetsAsync(TestDatabase.Sqlite, row => row.Canonical(Added), "UPDATE departments SET hardware = '[1]' WHERE id = ")).ShouldBeFalse();

    [Fact]
    public async Task Commitment_WithoutAColumnThatWasAlwaysThere_IsNotMet() =>
        (await MeetsAsync(TestDatabase.Sqlite, row => row.Canonical(new HashSet<string> { "name" }))).ShouldBeFalse();

    private static async Task<bool> MeetsAsync(TestDatabase database, Func<Row, byte[]> committed, string? edit = null)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = (await world.Officer.SendAsync("departments", new { name = "科 " + CaseWorld.Next(), kind = "other" })).Created().Id;
        var store = world.App.Services.GetRequiredService<Database>();
        await using var db = store.Read(world.App.InstitutionId);
        var table = GovernedTable.Of(db.Model).Values.Single(t => t.Table == "departments");
        var connection = db.Database.GetDbConnection();
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        if (edit is not null)
        {
            command.CommandText = $"{edit}'{id:D}'";
            (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        }

        command.CommandText = $"SELECT {string.Join(", ", table.ColumnNames)} FROM departments WHERE id = '{id:D}'";
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        var salt = RandomNumberGenerator.GetBytes(32);
        var row = new Row(table, reader, world.App.InstitutionId, id, store);
        return table.Meets(Commitment.To(committed(row), salt), reader, world.App.InstitutionId, id, salt, store.Fields, GrownColumns.Of(db));
    }

    private sealed record Row(GovernedTable Table, DbDataReader Reader, Guid Institution, Guid Id, Database Store)
    {
        public byte[] Canonical(IReadOnlySet<string>? without) => Table.Canonical(Reader, Institution, Id, Store.Fields, without);
    }
}
