using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Ledger;

namespace Hengjian.Governance.Transparency;

/// <summary>
/// Walks one institution's log: keys, heads, records in order with their leaves and the heads where their size is reached, then the tail and the shape of the tree.
/// What the tree alone cannot name (which record, which head) the rows' own authentication codes do.
/// </summary>
internal sealed class LogWalk(VerificationRun run, Guid institution, string name)
{
    private const string Altered = "was not added by this program, or was altered";

    private readonly LogVerifier _log = new(name);
    private readonly Dictionary<Digest, PublicKeyRecord> _keys = [];
    private readonly Queue<SignedTreeHead> _heads = [];
    private bool _broken;
    private bool _treeBroken;
    private long _size;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        run.Db.InstitutionId = institution;
        var tiles = new StoredTiles(run.Db);
        await tiles.LoadAllAsync(cancellationToken);
        await ReadKeysAsync(cancellationToken);
        await ReadHeadsAsync(cancellationToken);
        await ReadRecordsAsync(tiles, cancellationToken);
        await CheckTilesAsync(cancellationToken);
    }

    private async Task ReadKeysAsync(CancellationToken cancellationToken)
    {
        await using var command = run.Command($"SELECT key_id, canonical, mac FROM ledger_keys WHERE institution_id = {run.Literal(institution)} ORDER BY key_id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = RawValues.Text(reader, 0);
            try
            {
                var canonical = RawValues.Bytes(reader, 1);
                Require(LedgerKeys.KeyMac(run.Keys, institution, canonical), RawValues.Bytes(reader, 2), "ledger_keys", row);
                var key = PublicKeyRecord.Parse(canonical);
                if (key.KeyId.ToString() != row)
                {
                    Problem("ledger_keys", row, "key_id is not that of the stored key");
                }

                Report("ledger_keys", row, _log.Key(key));
                _keys[key.KeyId] = key;
            }
            catch (FormatException exception)
            {
                Problem("ledger_keys", row, exception.Message);
            }
        }
    }

    private async Task ReadHeadsAsync(CancellationToken cancellationToken)
    {
        await using var command = run.Command(
            $"SELECT size, signed_at, canonical, previous_size, mac FROM ledger_heads WHERE institution_id = {run.Literal(institution)} ORDER BY size");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        long before = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = RawValues.Text(reader, 0);
            try
            {
                var canonical = RawValues.Bytes(reader, 2);
                var previous = RawValues.Number(reader, 3);
                Require(LedgerKeys.HeadMac(run.Keys, institution, previous, canonical), RawValues.Bytes(reader, 4), "ledger_heads", row);
                var head = SignedTreeHead.Parse(canonical);
                if (head.Size != RawValues.Number(reader, 0) || head.Instant != RawValues.Number(reader, 1))
                {
                    Problem("ledger_heads", row, "size or signed_at differs from the signed head");
                }

                if (previous != before)
                {
                    Problem("ledger_heads", row, string.Create(CultureInfo.InvariantCulture, $"the head of {previous} records before it is missing, or heads stand between them that were not there"));
                }

                before = head.Size;
                _size = Math.Max(_size, head.Size);
                _heads.Enqueue(head);
            }
            catch (FormatException exception)
            {
                Problem("ledger_heads", row, exception.Message);
            }
        }

        foreach (var key in _heads.Select(h => h.KeyId).Distinct().Where(k => !_keys.ContainsKey(k)))
        {
            Problem("ledger_keys", key.ToString(), "signed heads, but is missing");
        }
    }

    private async Task ReadRecordsAsync(StoredTiles tiles, CancellationToken cancellationToken)
    {
        await using var command = run.Command(
            "SELECT id, canonical, recorded_at, action, subject_kind, subject_id, actor_id, mac, leaf_index FROM ledger_records " +
            $"WHERE institution_id = {run.Literal(institution)} ORDER BY leaf_index IS NULL, leaf_index, recorded_at, id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tree = new TileVerifier(tiles, LedgerHash.Sha256);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = RawValues.Text(reader, 0);
            var waiting = await reader.IsDBNullAsync(8, cancellationToken);
            run.CountRecord(waiting);
            try
            {
                ReadRecord(reader, id, waiting, tiles, tree);
            }
            catch (FormatException exception)
            {
                _broken = true;
                Problem("ledger_records", id, exception.Message);
            }
        }

        if (!_broken && !_treeBroken)
        {
            Report("ledger_tiles", name, tree.Finish());
        }

        if (!_broken && _log.Finish() is { } unsigned)
        {
            // Records get their place and their head in one transaction.
            Problem("ledger_heads", _log.Records.ToString(CultureInfo.InvariantCulture), "is missing: " + unsigned.Reason);
        }

        foreach (var head in _heads)
        {
            ReportUnreachedHead(head);
        }
    }

    private void ReadRecord(DbDataReader reader, string id, bool waiting, StoredTiles tiles, TileVerifier tree)
    {
        var canonical = RawValues.Bytes(reader, 1);
        Require(LedgerKeys.Mac(run.Keys, institution, canonical), RawValues.Bytes(reader, 7), "ledger_records", id);
        var record = LedgerRecord.Parse(canonical);
        run.Remember(record);
        CheckColumns(reader, record, id);
        if (waiting)
        {
            return;
        }

        var index = RawValues.Number(reader, 8);
        var leaf = LedgerRecord.LeafHash(canonical);
        CheckStoredLeaf(tiles, index, leaf, id);
        if (_broken)
        {
            return;
        }

        if (!_treeBroken && tree.Add(leaf) is { } differs)
        {
            _treeBroken = true;
            Report("ledger_tiles", name, differs);
        }

        if (_log.Record(index, null, canonical) is { } problem)
        {
            _broken = true;
            Report("ledger_records", id, problem);
        }
        else if (_heads.TryPeek(out var head) && head.Size == _log.Records)
        {
            _heads.Dequeue();
            var found = _log.Head(head);
            _broken = found is not null;
            Report("ledger_heads", head.Size.ToString(CultureInfo.InvariantCulture), found);
        }
    }

    /// <summary>The tree holds each record's leaf at the record's place: this names a record that was moved, and a leaf that was changed.</summary>
    private void CheckStoredLeaf(StoredTiles tiles, long index, Digest leaf, string id)
    {
        if (index < 0)
        {
            return;
        }

        var hashes = tiles.Read(0, index / HashTile.Width).Span;
        var start = (int)(index % HashTile.Width) * Digest.Size;
        if (hashes.Length < start + Digest.Size || !hashes.Slice(start, Digest.Size).SequenceEqual(leaf.Bytes))
        {
            Problem("ledger_records", id, string.Create(CultureInfo.InvariantCulture, $"the tree has another leaf at {index}: the record was moved, or the leaf was changed"));
            Problem("ledger_tiles", Tile(0, index / HashTile.Width), $"does not hold the leaf of record {id}");
        }
    }

    private void CheckColumns(DbDataReader reader, LedgerRecord record, string id)
    {
        var same = record.Id == id
            && record.Institution == name
            && record.RecordedAt == RawValues.Number(reader, 2)
            && record.Action == RawValues.Text(reader, 3)
            && record.Subject.Kind == RawValues.Text(reader, 4)
            && record.Subject.Id == RawValues.Text(reader, 5)
            && record.Actor.Id == RawValues.Text(reader, 6);
        if (!same)
        {
            Problem("ledger_records", id, "a column differs from the record's content");
        }
    }

    /// <summary>Heads that the records did not lead to: beyond the end, or after the place where the walk broke off.</summary>
    private void ReportUnreachedHead(SignedTreeHead head)
    {
        var row = head.Size.ToString(CultureInfo.InvariantCulture);
        if (!_broken)
        {
            Problem("ledger_records", _log.Records.ToString(CultureInfo.InvariantCulture), $"is missing: the log ends before the {row} records of a signed head");
        }
        else if (!_keys.TryGetValue(head.KeyId, out var key))
        {
            Problem("ledger_heads", row, $"names key {head.KeyId}, which is not stored");
        }
        else if (head.Verify(key) is not SignatureStatus.Valid and var status)
        {
            Problem("ledger_heads", row, $"its signature is not valid: {status}");
        }
    }

    /// <summary>Which tiles there must be, and how full, follows from the size of the tree: none is missing, none is too many, none too long.</summary>
    private async Task CheckTilesAsync(CancellationToken cancellationToken)
    {
        var due = new Dictionary<(long Level, long Number), long>();
        for (var (level, hashes) = (0, _size); hashes > 0; level++, hashes >>= HashTile.Height)
        {
            for (long number = 0; number * HashTile.Width < hashes; number++)
            {
                due[(level, number)] = Math.Min(HashTile.Width, hashes - (number * HashTile.Width)) * Digest.Size;
            }
        }

        await using var command = run.Command($"SELECT level, number, hashes FROM ledger_tiles WHERE institution_id = {run.Literal(institution)} ORDER BY level, number");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = $"{RawValues.Text(reader, 0)}/{RawValues.Text(reader, 1)}";
            try
            {
                if (!due.Remove((RawValues.Number(reader, 0), RawValues.Number(reader, 1)), out var length))
                {
                    Problem("ledger_tiles", row, "does not belong to the tree");
                }
                else if (RawValues.Bytes(reader, 2).Length != length)
                {
                    Problem("ledger_tiles", row, "does not hold as many hashes as the tree has there");
                }
            }
            catch (FormatException exception)
            {
                Problem("ledger_tiles", row, exception.Message);
            }
        }

        foreach (var (level, number) in due.Keys)
        {
            Problem("ledger_tiles", Tile(level, number), "is missing");
        }
    }

    private static string Tile(long level, long number) => string.Create(CultureInfo.InvariantCulture, $"{level}/{number}");

    private void Require(byte[] expected, byte[] stored, string table, string row)
    {
        if (!CryptographicOperations.FixedTimeEquals(expected, stored))
        {
            Problem(table, row, Altered);
        }
    }

    private void Problem(string table, string row, string reason) => run.Problem(name, table, row, reason);

    private void Report(string table, string row, LedgerProblem? problem)
    {
        if (problem is not null)
        {
            Problem(table, problem.Tile ?? problem.RecordId ?? row, problem.Reason);
        }
    }
}
