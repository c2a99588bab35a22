using System.Security.Cryptography;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Transparency;

/// <summary>
/// Gives committed records their place in the institution's tree and signs a head over them. One at a time per institution: on SQLite through the single writer, on
/// PostgreSQL under an advisory lock of the transaction.
/// </summary>
public sealed class LedgerSequencer(Database database, IWriter writer, IInstitutionRegister institutions)
{
    private const int LargestBatch = 5_000;

    /// <summary>Integrates everything that waits; answers how many records were integrated.</summary>
    /// <exception cref="InvalidDataException">What is stored does not continue the last signed head: the log was altered, nothing is integrated.</exception>
    public async Task<int> IntegrateAsync(Guid institution, CancellationToken cancellationToken)
    {
        var total = 0;
        while (true)
        {
            var outcome = await writer.WriteAsync<int>(
                new WriteRequest(Caller.System(institution)), async (scope, ct) => await IntegrateBatchAsync(scope, ct), cancellationToken);
            total += outcome.Value;
            if (outcome.Value < LargestBatch)
            {
                return total;
            }
        }
    }

    /// <summary>Institutions with records that wait.</summary>
    public async Task<IReadOnlyList<Guid>> WaitingAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<Guid>();
        await using var db = database.Read(Guid.Empty);
        // Institution by institution: each is one step in the index, where a search over all would read the whole of it.
        foreach (var (id, _, _, _, _) in await institutions.AllAsync(cancellationToken))
        {
            if (await db.Set<LedgerRecordRow>().IgnoreQueryFilters().AnyAsync(r => r.InstitutionId == id && r.LeafIndex == null, cancellationToken))
            {
                waiting.Add(id);
            }
        }

        return waiting;
    }

    private static async Task<int> IntegrateBatchAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var institution = scope.InstitutionId;
        if (!scope.Database.IsSqlite)
        {
            var lockKey = BitConverter.ToInt64(institution.ToByteArray(), 8);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({lockKey})", cancellationToken);
        }

        var waiting = await db.Set<LedgerRecordRow>().Where(r => r.LeafIndex == null)
            .OrderBy(r => r.RecordedAt).ThenBy(r => r.Id).Take(LargestBatch).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return 0;
        }

        foreach (var record in waiting)
        {
            if (!CryptographicOperations.FixedTimeEquals(record.Mac, LedgerKeys.Mac(scope.Database.Keys, institution, record.Canonical)))
            {
                throw new InvalidDataException($"Record {record.Id:D} was not added by this program.");
            }
        }

        var last = await LastHeadAsync(db, cancellationToken);
        var size = last?.Size ?? 0;
        var tree = new MerkleTree(new StoredTiles(db), LedgerHash.Sha256);
        if (last is not null && tree.Root(size) != last.Root)
        {
            throw new InvalidDataException($"The stored tree of {institution:D} does not have the root of its last signed head.");
        }

        var growth = tree.Append(size, waiting.Select(r => LedgerRecord.LeafHash(r.Canonical)));
        for (var i = 0; i < waiting.Count; i++)
        {
            waiting[i].LeafIndex = size + i;
        }

        foreach (var tile in growth.Tiles)
        {
            await StoreAsync(db, institution, tile, cancellationToken);
        }

        await SignAsync(scope, growth, size, cancellationToken);
        return waiting.Count;
    }

    internal static async Task<SignedTreeHead?> LastHeadAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var institution = db.InstitutionId;
        var row = await db.Set<LedgerHeadRow>().AsNoTracking().Where(h => h.InstitutionId == institution).OrderByDescending(h => h.Size).FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : SignedTreeHead.Parse(row.Canonical);
    }

    private static async Task StoreAsync(HengjianDbContext db, Guid institution, HashTile tile, CancellationToken cancellationToken)
    {
        var row = await db.Set<LedgerTileRow>().FirstOrDefaultAsync(t => t.InstitutionId == institution && t.Level == tile.Level && t.Number == tile.Index, cancellationToken);
        if (row is null)
        {
            db.Add(new LedgerTileRow { InstitutionId = institution, Level = tile.Level, Number = tile.Index, Hashes = tile.Hashes.ToArray() });
        }
        else
        {
            row.Hashes = tile.Hashes.ToArray();
        }
    }

    private static async Task SignAsync(WriteScope scope, TreeGrowth growth, long previousSize, CancellationToken cancellationToken)
    {
        var institution = scope.InstitutionId;
        var name = institution.ToString("D");
        var now = StoredInstant.ToMicroseconds(scope.Now);
        using var key = LedgerKeys.Signing(scope.Database.Keys, institution);
        var head = SignedTreeHead.Sign(key, name, growth.Size, growth.Root, now);
        var keyId = head.KeyId.ToString();
        if (!await scope.Db.Set<LedgerKeyRow>().AnyAsync(k => k.InstitutionId == institution && k.KeyId == keyId, cancellationToken))
        {
            var record = PublicKeyRecord.For(key, KeyPurpose.Log, name, name, now).Encode();
            scope.Db.Add(new LedgerKeyRow { InstitutionId = institution, KeyId = keyId, Canonical = record, Mac = LedgerKeys.KeyMac(scope.Database.Keys, institution, record) });
        }

        var canonical = head.Encode();
        scope.Db.Add(new LedgerHeadRow
        {
            InstitutionId = institution,
            Size = growth.Size,
            SignedAt = scope.Now,
            Canonical = canonical,
            PreviousSize = previousSize,
            Mac = LedgerKeys.HeadMac(scope.Database.Keys, institution, previousSize, canonical),
        });
    }
}
