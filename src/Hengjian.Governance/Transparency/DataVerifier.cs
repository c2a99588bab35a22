using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Hengjian.Governance.Persistence.Database;

namespace Hengjian.Governance.Transparency;

/// <summary>What was found wrong. <paramref name="Table"/> and <paramref name="Row"/> name the row; <paramref name="Reason"/> says why in English.</summary>
public sealed record DataProblem(string Institution, string Table, string Row, string Reason);

/// <summary>Result of a verification of the database against its ledger.</summary>
/// <param name="Problems">Every problem found, at most <see cref="DataVerifier.MostProblems"/>; empty: intact.</param>
/// <param name="Institutions">Institutions verified.</param>
/// <param name="Records">Ledger records read, those not under a head yet included.</param>
/// <param name="Waiting">Of them not under a head yet.</param>
/// <param name="Rows">Governed rows compared.</param>
public sealed record DataVerification(IReadOnlyList<DataProblem> Problems, int Institutions, long Records, long Waiting, long Rows)
{
    public bool Intact => Problems.Count == 0;
}

/// <summary>
/// Walks every institution's log and every governed table, and finds what was changed, removed, inserted or reordered in either: log and data bind each other both
/// ways. Reads one snapshot; stored values are read raw, so that a value that no longer parses is a finding and not an exception.
/// </summary>
public sealed class DataVerifier(Database database)
{
    public const int MostProblems = 100;

    public async Task<DataVerification> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(Guid.Empty);
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        var run = new Run(database, db, snapshot.GetDbTransaction());
        await run.ReadLogsAsync(cancellationToken);
        foreach (var table in GovernedTable.Of(db.Model).Values.OrderBy(t => t.Table, StringComparer.Ordinal))
        {
            await run.CompareAsync(table, cancellationToken);
        }

        run.ReportMissingRows();
        return run.Result();
    }

    /// <summary>One verification under way.</summary>
    private sealed class Run(Database database, HengjianDbContext db, DbTransaction snapshot)
    {
        private readonly List<DataProblem> _problems = [];
        private readonly Dictionary<(string Institution, string Kind, string Id), (Commitment? Commitment, string Record)> _last = [];
        private readonly HashSet<string> _institutions = [];
        private long _records;
        private long _waiting;
        private long _rows;

        public DataVerification Result() => new(_problems, _institutions.Count, _records, _waiting, _rows);

        public async Task ReadLogsAsync(CancellationToken cancellationToken)
        {
            foreach (var institution in await TextsAsync(
                "SELECT institution_id FROM ledger_records UNION SELECT institution_id FROM ledger_heads UNION SELECT institution_id FROM ledger_tiles UNION SELECT institution_id FROM ledger_keys",
                cancellationToken))
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
            var columns = string.Join(", ", table.ColumnNames);
            await using var command = Command($"SELECT {columns}, salt, institution_id, id FROM {table.Table}");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var salt = table.ColumnNames.Count;
            while (await reader.ReadAsync(cancellationToken))
            {
                _rows++;
                var institution = Text(reader, salt + 1);
                var id = Text(reader, salt + 2);
                if (!_last.Remove((institution, table.Kind, id), out var expected))
                {
                    Problem(institution, table.Table, id, "the ledger has no record of this row: it was inserted, or its key was changed");
                    continue;
                }

                if (expected.Commitment is null)
                {
                    Problem(institution, table.Table, id, $"record {expected.Record} says that this row was erased");
                    continue;
                }

                try
                {
                    var canonical = table.Canonical(reader, Guid.Parse(institution), Guid.Parse(id), database.Fields);
                    var stored = reader.GetValue(salt) as byte[] ?? throw new FormatException("column salt: is not bytes");
                    if (!expected.Commitment.Matches(canonical, stored))
                    {
                        Problem(institution, table.Table, id, $"a column differs from what record {expected.Record} commits to");
                    }
                }
                catch (FormatException exception)
                {
                    Problem(institution, table.Table, id, exception.Message);
                }
            }
        }

        public void ReportMissingRows()
        {
            foreach (var ((institution, kind, id), (commitment, record)) in _last.Where(e => e.Value.Commitment is not null).OrderBy(e => e.Value.Record, StringComparer.Ordinal))
            {
                Problem(institution, kind, id, $"record {record} commits to this row, but it is missing");
            }
        }

        public void Problem(string institution, string table, string row, string reason)
        {
            if (_problems.Count < MostProblems)
            {
                _problems.Add(new DataProblem(institution, table, row, reason));
            }
        }

        public void Remember(LedgerRecord record)
        {
            _records++;
            foreach (var part in record.Parts)
            {
                _last[(record.Institution, part.Kind, part.Id)] = (part.Commitment, record.Id);
            }
        }

        public void CountWaiting() => _waiting++;

        public DbCommand Command(string sql)
        {
            var command = snapshot.Connection!.CreateCommand();
            command.Transaction = snapshot;
            command.CommandText = sql;
            return command;
        }

        public string Own(Guid institution) => database.IsSqlite ? $"'{institution:D}'" : $"'{institution:D}'::uuid";

        public byte[] Mac(Guid institution, byte[] canonical) => LedgerKeys.Mac(database.Keys, institution, canonical);

        public HengjianDbContext Db => db;

        private async Task<List<string>> TextsAsync(string sql, CancellationToken cancellationToken)
        {
            await using var command = Command(sql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var texts = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
            {
                texts.Add(Text(reader, 0));
            }

            return texts;
        }
    }

    /// <summary>Walks one institution's log: keys, records in order with their leaves, heads where their size is reached, then the tail.</summary>
    private sealed class LogWalk(Run run, Guid institution, string name)
    {
        public async Task RunAsync(CancellationToken cancellationToken)
        {
            run.Db.InstitutionId = institution;
            var log = new LogVerifier(name);
            var tiles = new StoredTiles(run.Db);
            var tileCheck = new TileVerifier(tiles, LedgerHash.Sha256);
            try
            {
                await ReadKeysAsync(log, cancellationToken);
                var heads = await ReadHeadsAsync(cancellationToken);
                await ReadRecordsAsync(log, heads, tileCheck, cancellationToken);
                Report("ledger_tiles", tileCheck.Finish());
                Report("ledger_heads", log.Finish());
            }
            catch (InvalidDataException exception)
            {
                run.Problem(name, "ledger_tiles", name, exception.Message);
            }
        }

        private async Task ReadKeysAsync(LogVerifier log, CancellationToken cancellationToken)
        {
            await using var command = run.Command($"SELECT key_id, canonical FROM ledger_keys WHERE institution_id = {run.Own(institution)} ORDER BY key_id");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                try
                {
                    var key = PublicKeyRecord.Parse(Bytes(reader, 1));
                    if (key.KeyId.ToString() != Text(reader, 0))
                    {
                        run.Problem(name, "ledger_keys", Text(reader, 0), "key_id is not that of the stored key");
                    }

                    Report("ledger_keys", log.Key(key));
                }
                catch (FormatException exception)
                {
                    run.Problem(name, "ledger_keys", Text(reader, 0), exception.Message);
                }
            }
        }

        private async Task<Queue<SignedTreeHead>> ReadHeadsAsync(CancellationToken cancellationToken)
        {
            var heads = new Queue<SignedTreeHead>();
            await using var command = run.Command($"SELECT size, signed_at, canonical FROM ledger_heads WHERE institution_id = {run.Own(institution)} ORDER BY size");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                try
                {
                    var head = SignedTreeHead.Parse(Bytes(reader, 2));
                    if (head.Size != Number(reader, 0) || head.Instant != Number(reader, 1))
                    {
                        run.Problem(name, "ledger_heads", Text(reader, 0), "size or signed_at differs from the signed head");
                    }

                    heads.Enqueue(head);
                }
                catch (FormatException exception)
                {
                    run.Problem(name, "ledger_heads", Text(reader, 0), exception.Message);
                }
            }

            return heads;
        }

        private async Task ReadRecordsAsync(LogVerifier log, Queue<SignedTreeHead> heads, TileVerifier tiles, CancellationToken cancellationToken)
        {
            await using var command = run.Command(
                "SELECT id, canonical, recorded_at, action, subject_kind, subject_id, actor_id, mac, leaf_index FROM ledger_records " +
                $"WHERE institution_id = {run.Own(institution)} ORDER BY leaf_index IS NULL, leaf_index, recorded_at, id");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var broken = false;
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = Text(reader, 0);
                try
                {
                    var canonical = Bytes(reader, 1);
                    var record = LedgerRecord.Parse(canonical);
                    CheckColumns(reader, record, id);
                    if (!CryptographicOperations.FixedTimeEquals(Bytes(reader, 7), run.Mac(institution, canonical)))
                    {
                        run.Problem(name, "ledger_records", id, "was not added by this program, or was altered");
                    }

                    run.Remember(record);
                    if (await reader.IsDBNullAsync(8, cancellationToken))
                    {
                        run.CountWaiting();
                        continue;
                    }

                    if (!broken)
                    {
                        var problem = log.Record(Number(reader, 8), null, canonical) ?? tiles.Add(LedgerRecord.LeafHash(canonical)) ?? HeadsReached(log, heads);
                        broken = problem is not null;
                        Report("ledger_records", problem, id);
                    }
                }
                catch (FormatException exception)
                {
                    broken = true;
                    run.Problem(name, "ledger_records", id, exception.Message);
                }
            }

            if (!broken && heads.Count > 0)
            {
                run.Problem(name, "ledger_records", name, string.Create(CultureInfo.InvariantCulture, $"the log ends before the {heads.Peek().Size} records of a signed head"));
            }
        }

        private static LedgerProblem? HeadsReached(LogVerifier log, Queue<SignedTreeHead> heads) =>
            heads.TryPeek(out var head) && head.Size == log.Records ? log.Head(heads.Dequeue()) : null;

        private void CheckColumns(DbDataReader reader, LedgerRecord record, string id)
        {
            var same = record.Id == id
                && record.Institution == name
                && record.RecordedAt == Number(reader, 2)
                && record.Action == Text(reader, 3)
                && record.Subject.Kind == Text(reader, 4)
                && record.Subject.Id == Text(reader, 5)
                && record.Actor.Id == Text(reader, 6);
            if (!same)
            {
                run.Problem(name, "ledger_records", id, "a column differs from the record's content");
            }
        }

        private void Report(string table, LedgerProblem? problem, string? row = null)
        {
            if (problem is not null)
            {
                run.Problem(name, table, problem.RecordId ?? row ?? problem.Index?.ToString(CultureInfo.InvariantCulture) ?? name, problem.Reason);
            }
        }
    }

    private static string Text(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        Guid id => id.ToString("D"),
        string text => text,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    private static byte[] Bytes(DbDataReader reader, int column) =>
        reader.GetValue(column) as byte[] ?? throw new FormatException($"column {reader.GetName(column)}: is not bytes");

    private static long Number(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        long number => number,
        int number => number,
        _ => throw new FormatException($"column {reader.GetName(column)}: is not a whole number"),
    };
}
