using System.Data.Common;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Ledger;

namespace Hengjian.Governance.Transparency;

/// <summary>One verification under way: what the logs commit to, what the tables hold, and what was found so far.</summary>
internal sealed class VerificationRun(Database database, HengjianDbContext db, DbTransaction snapshot, Guid? only, IReadOnlyList<GovernedTable> tables)
{
    private readonly List<DataProblem> _problems = [];
    private readonly Dictionary<(string Institution, string Kind, string Id), (Commitment? Commitment, string Record, long Version)> _last = [];
    private readonly HashSet<string> _institutions = [];
    private readonly GrownColumns _grown = GrownColumns.Of(db);
    private long _records;
    private long _waiting;
    private long _rows;

    public HengjianDbContext Db => db;

    public KeyFolder Keys => database.Keys;

    public DataVerification Result() => new(_problems, _institutions.Count, _records, _waiting, _rows);

    public async Task ReadLogsAsync(CancellationToken cancellationToken)
    {
        foreach (var institution in await InstitutionsAsync(cancellationToken))
        {
            if (!Guid.TryParseExact(institution, "D", out var id))
            {
                Problem(institution, "ledger_records", institution, "institution_id is not an id");
                continue;
            }

            _institutions.Add(institution);
            await new LogWalk(this, id, institution).RunAsync(cancellationToken);
        }
    }

    /// <summary>Compares each row of a governed table with the last commitment to it.</summary>
    public async Task CompareAsync(GovernedTable table, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.ColumnNames.Select(c => $"\"{c}\""));
        var own = only is { } id ? $" WHERE institution_id = {Literal(id)}" : "";
        await using var command = Command($"SELECT {columns}, salt, institution_id, id FROM {table.Table}{own}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _rows++;
            CompareRow(table, reader);
        }
    }

    public void ReportMissingRows()
    {
        var tableOf = tables.ToDictionary(t => t.Kind, t => t.Table);
        foreach (var ((institution, kind, id), (_, record, _)) in _last.Where(e => e.Value.Commitment is not null).OrderBy(e => e.Value.Record, StringComparer.Ordinal))
        {
            Problem(institution, tableOf.GetValueOrDefault(kind, kind), id, $"record {record} commits to this row, but it is missing");
        }
    }

    public void Problem(string institution, string table, string row, string reason)
    {
        if (_problems.Count < DataVerifier.MostProblems)
        {
            _problems.Add(new DataProblem(institution, table, row, reason));
        }
    }

    /// <summary>
    /// Takes what an integrated or waiting record commits to. Of two records of one row the later version counts, wherever they stand in the log: records get their places by
    /// their instants, and the clocks of a hospital's servers are set back at times.
    /// </summary>
    public void Remember(LedgerRecord record)
    {
        foreach (var part in record.Parts)
        {
            var row = (record.Institution, part.Kind, part.Id);
            var again = part.Operation == PartOperation.Created;
            if (!_last.TryGetValue(row, out var known) || part.Version > known.Version || (known.Commitment is null && again))
            {
                _last[row] = (part.Commitment, record.Id, part.Version);
            }
        }
    }

    public void CountRecord(bool waiting)
    {
        _records++;
        _waiting += waiting ? 1 : 0;
    }

    public DbCommand Command(string sql)
    {
        var command = snapshot.Connection!.CreateCommand();
        command.Transaction = snapshot;
        command.CommandText = sql;
        return command;
    }

    /// <summary>An institution's id as the database compares it.</summary>
    public string Literal(Guid institution) => database.IsSqlite ? $"'{institution:D}'" : $"'{institution:D}'::uuid";

    private void CompareRow(GovernedTable table, DbDataReader reader)
    {
        var salt = table.ColumnNames.Count;
        var institution = RawValues.Text(reader, salt + 1);
        var id = RawValues.Text(reader, salt + 2);
        if (!_last.Remove((institution, table.Kind, id), out var expected))
        {
            Problem(institution, table.Table, id, "the ledger has no record of this row: it was inserted, or its key was changed");
            return;
        }

        if (expected.Commitment is null)
        {
            Problem(institution, table.Table, id, $"record {expected.Record} says that this row was erased");
            return;
        }

        try
        {
            var stored = reader.GetValue(salt) as byte[] ?? throw new FormatException("column salt: is not bytes");
            if (!table.Meets(expected.Commitment, reader, Guid.Parse(institution), Guid.Parse(id), stored, database.Fields, _grown))
            {
                Problem(institution, table.Table, id, $"a column differs from what record {expected.Record} commits to");
            }
        }
        catch (FormatException exception)
        {
            Problem(institution, table.Table, id, exception.Message);
        }
    }

    private async Task<List<string>> InstitutionsAsync(CancellationToken cancellationToken)
    {
        if (only is { } id)
        {
            return [id.ToString("D")];
        }

        await using var command = Command(
            "SELECT institution_id FROM ledger_records UNION SELECT institution_id FROM ledger_heads UNION SELECT institution_id FROM ledger_tiles UNION SELECT institution_id FROM ledger_keys");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(RawValues.Text(reader, 0));
        }

        return texts;
    }
}
