using System.Globalization;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Transparency;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Inbox;
using Hengjian.IntegrationTests.Pages;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Ledger;

/// <summary>
/// Somebody edits the database by SQL after the program has stopped: every column of a sample of rows in every governed table and in the ledger's own tables, and rows
/// removed, inserted and reordered. The verifier finds each, and names table and row.
/// </summary>
public sealed class TamperTests
{
    private static readonly string[] RowKey = ["institution_id", "id"];

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Tampering_WithAnything_IsFoundAndNamed(TestDatabase kind)
    {
        await using var played = await PlayAsync(kind);
        (await played.VerifyAsync()).Problems.ShouldBeEmpty("before anything is touched");

        await TamperGovernedColumnsAsync(played, kind == TestDatabase.Sqlite ? int.MaxValue : 6);
        await TamperGovernedRowsAsync(played);
        await TamperLedgerTableAsync(played, "ledger_records", RowKey, kind);
        await TamperLedgerTableAsync(played, "ledger_heads", ["institution_id", "size"], kind);
        await TamperLedgerTableAsync(played, "ledger_tiles", ["institution_id", "level", "number"], kind);
        await TamperLedgerTableAsync(played, "ledger_keys", ["institution_id", "key_id"], kind);
        await ReorderRecordsAsync(played);

        (await played.VerifyAsync()).Problems.ShouldBeEmpty("everything was put back");
    }

    [Fact]
    public async Task Tampering_WithAnotherInstitution_IsNotTheOwnOnesProblem()
    {
        await using var played = await PlayAsync(TestDatabase.Sqlite);
        var table = new RawTable(played.Database, "departments", RowKey);
        var row = (await table.ReadAsync()).First(r => r["institution_id"].ToString() == played.Institution.ToString("D"));

        await table.SetAsync(row, "name", "改名科");

        (await new DataVerifier(played.Database).VerifyAsync(played.Institution, CancellationToken.None)).Intact.ShouldBeFalse();
        (await new DataVerifier(played.Database).VerifyAsync(played.OtherInstitution, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    /// <summary>One column of one row in every table at a time; all tables together, since their findings are told apart by table and row.</summary>
    private static async Task TamperGovernedColumnsAsync(Played played, int mostColumns)
    {
        var tables = await played.TablesAsync();
        tables.Count.ShouldBeGreaterThan(20);
        var most = Math.Min(mostColumns, tables.Max(t => t.Columns.Count));
        var touched = 0;
        for (var column = 0; column < most; column++)
        {
            var undo = new List<Func<Task>>();
            var expected = new List<(string Table, string Row, string Column)>();
            foreach (var (table, columns, rows) in tables.Where(t => column < t.Columns.Count))
            {
                var name = columns[column];
                if (rows.FirstOrDefault(r => r[name] is not DBNull) is not { } row)
                {
                    continue;
                }

                var changed = new Dictionary<string, object>(row) { [name] = RawTable.Other(row[name]) };
                await table.SetAsync(row, name, changed[name]);
                undo.Add(() => table.SetAsync(changed, name, row[name]));
                expected.Add((table.Name, row["id"].ToString()!, name));
            }

            touched += expected.Count;
            var problems = (await played.VerifyAsync()).Problems;
            foreach (var (table, row, name) in expected)
            {
                problems.ShouldContain(p => p.Table == table && p.Row == row, $"{table}.{name}\n{Listed(problems)}");
            }

            foreach (var back in undo)
            {
                await back();
            }
        }

        touched.ShouldBeGreaterThan(mostColumns == int.MaxValue ? 200 : 100);
    }

    /// <summary>In every table a row removed, a row inserted, and a null filled in where there is one.</summary>
    private static async Task TamperGovernedRowsAsync(Played played)
    {
        foreach (var (table, columns, rows) in await played.TablesAsync())
        {
            var row = rows[^1];
            await table.DeleteAsync(row);
            var missing = (await played.VerifyAsync()).Problems;
            missing.ShouldContain(p => p.Table == table.Name && p.Row == row["id"].ToString(), $"{table.Name} removed\n{Listed(missing)}");

            await table.InsertAsync(row);
            if (table.Name != "institutions")
            {
                var copy = columns.ToDictionary(c => c, c => row[c] is not DBNull && played.IsUnique(table.Name, c) ? RawTable.Other(row[c]) : row[c]);
                copy["id"] = RawTable.Other(row["id"]);
                await table.InsertAsync(copy);
                var inserted = (await played.VerifyAsync()).Problems;
                inserted.ShouldContain(p => p.Table == table.Name && p.Row == copy["id"].ToString(), $"{table.Name} inserted\n{Listed(inserted)}");
                await table.DeleteAsync(copy);
            }
        }
    }

    private static async Task TamperLedgerTableAsync(Played played, string name, string[] key, TestDatabase kind)
    {
        var table = new RawTable(played.Database, name, key);
        var rows = (await table.ReadAsync(name == "ledger_records" ? "leaf_index, id" : null)).Where(r => r["institution_id"].ToString() == played.Institution.ToString("D")).ToList();
        List<Dictionary<string, object>> sample = kind == TestDatabase.Sqlite ? [rows[0], rows[rows.Count / 2], rows[^1]] : [rows[rows.Count / 2]];
        foreach (var row in sample.DistinctBy(r => string.Join('/', key.Select(k => r[k]))))
        {
            foreach (var column in row.Keys)
            {
                var changed = new Dictionary<string, object>(row) { [column] = column == "leaf_index" ? 1_000_000L : key.Contains(column) && row[column] is long number ? number + 1_000_000L : RawTable.Other(row[column]) };
                await table.SetAsync(row, column, changed[column]);
                var problems = (await played.VerifyAsync()).Problems;
                problems.ShouldContain(p => p.Table == name && Names(p, row, changed, key), $"{name}.{column}\n{Listed(problems)}");
                await table.SetAsync(changed, column, row[column]);
            }

            await table.DeleteAsync(row);
            var missing = (await played.VerifyAsync()).Problems;
            missing.ShouldContain(p => p.Table == name, $"{name} removed\n{Listed(missing)}");
            await table.InsertAsync(row);

            var copy = Copy(name, row);
            await table.InsertAsync(copy);
            var inserted = (await played.VerifyAsync()).Problems;
            inserted.ShouldContain(p => p.Table == name && Names(p, copy, copy, key), $"{name} inserted\n{Listed(inserted)}");
            await table.DeleteAsync(copy);
        }
    }

    /// <summary>Two records change places: the same records, another order.</summary>
    private static async Task ReorderRecordsAsync(Played played)
    {
        var table = new RawTable(played.Database, "ledger_records", RowKey);
        var rows = (await table.ReadAsync("leaf_index")).Where(r => r["institution_id"].ToString() == played.Institution.ToString("D")).ToList();
        foreach (var (a, b) in new[] { (rows[1], rows[2]), (rows[3], rows[^2]) })
        {
            await table.SetAsync(a, "leaf_index", -1L);
            await table.SetAsync(b, "leaf_index", a["leaf_index"]);
            await table.SetAsync(a, "leaf_index", b["leaf_index"]);
            var problems = (await played.VerifyAsync()).Problems;
            problems.ShouldContain(p => p.Table == "ledger_records" && p.Row == a["id"].ToString(), Listed(problems));
            problems.ShouldContain(p => p.Table == "ledger_records" && p.Row == b["id"].ToString(), Listed(problems));
            await table.SetAsync(a, "leaf_index", -1L);
            await table.SetAsync(b, "leaf_index", b["leaf_index"]);
            await table.SetAsync(a, "leaf_index", a["leaf_index"]);
        }
    }

    private static bool Names(DataProblem problem, Dictionary<string, object> row, Dictionary<string, object> changed, string[] key)
    {
        foreach (var at in new[] { row, changed })
        {
            var name = string.Join('/', key.Skip(1).Select(k => Convert.ToString(at[k], CultureInfo.InvariantCulture)));
            if (problem.Row == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A row that looks like the given one under a key of its own.</summary>
    private static Dictionary<string, object> Copy(string table, Dictionary<string, object> row)
    {
        var copy = new Dictionary<string, object>(row);
        switch (table)
        {
            case "ledger_records":
                copy["id"] = RawTable.Other(row["id"]);
                copy["leaf_index"] = DBNull.Value;
                break;
            case "ledger_heads":
                copy["size"] = (long)row["size"] + 100_000;
                break;
            case "ledger_tiles":
                copy["number"] = (long)row["number"] + 1000;
                break;
            default:
                copy["key_id"] = RawTable.Other(row["key_id"]);
                break;
        }

        return copy;
    }

    private static string Listed(IReadOnlyList<DataProblem> problems) => string.Join('\n', problems.Take(12).Select(p => $"{p.Table} {p.Row}: {p.Reason}"));

    /// <summary>Real acts of a clinic, a row of everything else, and several signed heads over more than one tile; then the program stops.</summary>
    private static async Task<Played> PlayAsync(TestDatabase kind)
    {
        await using var app = await AppFixture.StartAsync(kind, keepFolder: true);
        var clinic = await Clinic.CreateAsync(app);
        var sequencer = app.Services.GetRequiredService<LedgerSequencer>();
        await sequencer.IntegrateAsync(clinic.Institution, CancellationToken.None);
        var id = await clinic.IssuedAsync();
        await clinic.PostAsync(clinic.Clinician, $"/api/v1/cases/{id}/final-diagnosis", new { label = "seen", text = "结节", signature = new { method = "password", secret = TestUser.Password } });
        await clinic.RegisterAsync();
        await Stow.SendAsync(await Stow.DeviceAsync(clinic, "dicom"), Reports.Part10(Reports.OfLastCase(clinic)));
        await sequencer.IntegrateAsync(clinic.Institution, CancellationToken.None);
        await app.WriteAsync(clinic.Institution, scope => SampleRows.Add(scope, 2));
        await app.WriteAsync(clinic.Institution, scope =>
        {
            for (var i = 0; i < 300; i++)
            {
                scope.Record("test.played", "Department", scope.NewId());
            }
        });
        await sequencer.IntegrateAsync(clinic.Institution, CancellationToken.None);
        return new Played(app.Settings, clinic.Institution, app.InstitutionId);
    }

    /// <summary>A data folder without its program.</summary>
    private sealed class Played(DatabaseSettings settings, Guid institution, Guid other) : IAsyncDisposable
    {
        public Guid Institution => institution;

        public Guid OtherInstitution => other;

        public Database Database { get; } = new(settings, new KeyFolder(settings));

        public Task<DataVerification> VerifyAsync() => new DataVerifier(Database).VerifyAsync(CancellationToken.None);

        /// <summary>Every governed table with its columns, the salt included, and the rows of the institution.</summary>
        public async Task<List<(RawTable Table, IReadOnlyList<string> Columns, List<Dictionary<string, object>> Rows)>> TablesAsync()
        {
            await using var db = Database.Read(Guid.Empty);
            var tables = new List<(RawTable, IReadOnlyList<string>, List<Dictionary<string, object>>)>();
            foreach (var governed in GovernedTable.Of(db.Model).Values.OrderBy(t => t.Table, StringComparer.Ordinal))
            {
                var table = new RawTable(Database, governed.Table, RowKey);
                var rows = (await table.ReadAsync()).Where(r => r["institution_id"].ToString() == institution.ToString("D")).ToList();
                rows.ShouldNotBeEmpty(governed.Table);
                tables.Add((table, [.. governed.ColumnNames, "salt"], rows));
            }

            return tables;
        }

        /// <summary>Whether the column is part of a unique index beside the key.</summary>
        public bool IsUnique(string table, string column)
        {
            using var db = Database.Read(Guid.Empty);
            return db.Model.GetEntityTypes().First(e => e.GetTableName() == table).GetIndexes().Where(i => i.IsUnique).Any(i => i.Properties.Any(p => p.GetColumnName() == column))
                && column is not ("institution_id" or "id");
        }

        public ValueTask DisposeAsync()
        {
            Database.Dispose();
            Directory.Delete(settings.DataDirectory, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
