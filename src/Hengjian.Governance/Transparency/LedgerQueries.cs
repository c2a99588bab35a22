using System.IO.Pipelines;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Transparency;

/// <summary>A record with its place in the log. <paramref name="Record"/> is the canonical JSON that is hashed.</summary>
public sealed record LedgerEntry(Guid Id, long? LeafIndex, LedgerRecord Record, string Canonical);

/// <summary>An inclusion proof together with the head that it leads to.</summary>
public sealed record LedgerProof(Guid RecordId, InclusionProof Proof, SignedTreeHead Head);

/// <summary>A stretch of the log read backwards. <paramref name="SearchedDownTo"/> is the least leaf index looked at; 0 when nothing older is left.</summary>
public sealed record LedgerSearch(IReadOnlyList<LedgerEntry> Items, long SearchedDownTo);

/// <summary>Reads the institution's log: heads, records, proofs, and the whole export.</summary>
public sealed class LedgerQueries(Database database, TimeProvider clock)
{
    public const int LargestPage = 1_000;

    private const int LongestSearch = 10_000;

    public async Task<SignedTreeHead?> HeadAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await LedgerSequencer.LastHeadAsync(db, cancellationToken);
    }

    public async Task<IReadOnlyList<PublicKeyRecord>> KeysAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return [.. (await Keys(db).ToListAsync(cancellationToken)).Select(k => PublicKeyRecord.Parse(k.Canonical))];
    }

    /// <summary>Integrated records with indices in [from, to), at most <see cref="LargestPage"/>.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> RecordsAsync(Guid institution, long from, long to, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var rows = await db.Set<LedgerRecordRow>().Where(r => r.LeafIndex >= from && r.LeafIndex < to).OrderBy(r => r.LeafIndex).Take(LargestPage).ToListAsync(cancellationToken);
        return [.. rows.Select(Entry)];
    }

    /// <summary>
    /// Integrated records below leaf index <paramref name="before"/> (null: the newest) whose action begins with <paramref name="action"/>, newest first. Looks at a bounded
    /// stretch of the log, so that a rare action does not cost a walk of it all: the answer says how far it looked.
    /// </summary>
    public async Task<LedgerSearch> SearchAsync(Guid institution, string? action, long? before, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var end = before ?? (await LedgerSequencer.LastHeadAsync(db, cancellationToken))?.Size ?? 0;
        var floor = Math.Max(0, end - LongestSearch);
        var rows = db.Set<LedgerRecordRow>().Where(r => r.LeafIndex >= floor && r.LeafIndex < end);
        if (!string.IsNullOrEmpty(action))
        {
            rows = rows.Where(r => r.Action.StartsWith(action));
        }

        var found = await rows.OrderByDescending(r => r.LeafIndex).Take(most).ToListAsync(cancellationToken);
        return new LedgerSearch([.. found.Select(Entry)], found.Count == most ? found[^1].LeafIndex!.Value : floor);
    }

    /// <summary>Records that wait for the sequencer.</summary>
    public async Task<int> WaitingAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await db.Set<LedgerRecordRow>().CountAsync(r => r.LeafIndex == null, cancellationToken);
    }

    /// <summary>The signed head of exactly this size; null where none was signed there.</summary>
    public async Task<SignedTreeHead?> HeadOfAsync(Guid institution, long size, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await Heads(db).FirstOrDefaultAsync(h => h.Size == size, cancellationToken) is { } row ? SignedTreeHead.Parse(row.Canonical) : null;
    }

    /// <summary>Sizes of the last signed heads, newest first.</summary>
    public async Task<IReadOnlyList<SignedTreeHead>> LastHeadsAsync(Guid institution, int most, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return [.. (await Heads(db).OrderByDescending(h => h.Size).Take(most).ToListAsync(cancellationToken)).Select(h => SignedTreeHead.Parse(h.Canonical))];
    }

    /// <summary>The root of the tree of the first <paramref name="size"/> records, from the stored tiles; null where there are fewer.</summary>
    public async Task<Digest?> RootAsync(Guid institution, long size, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var head = await LedgerSequencer.LastHeadAsync(db, cancellationToken);
        return head is null || size < 0 || size > head.Size ? null : new MerkleTree(new StoredTiles(db), LedgerHash.Sha256).Root(size);
    }

    public async Task<LedgerEntry?> FindAsync(Guid institution, Guid record, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await db.Set<LedgerRecordRow>().FirstOrDefaultAsync(r => r.Id == record, cancellationToken) is { } row ? Entry(row) : null;
    }

    /// <summary>Proof that the record is under the last signed head; null while there is no such record or it is not integrated yet.</summary>
    public async Task<LedgerProof?> ProveAsync(Guid institution, Guid record, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var index = await db.Set<LedgerRecordRow>().Where(r => r.Id == record).Select(r => r.LeafIndex).FirstOrDefaultAsync(cancellationToken);
        var head = await LedgerSequencer.LastHeadAsync(db, cancellationToken);
        return index is null || head is null || index >= head.Size
            ? null
            : new LedgerProof(record, new MerkleTree(new StoredTiles(db), LedgerHash.Sha256).ProveInclusion(index.Value, head.Size), head);
    }

    /// <summary>Proof that the tree of <paramref name="first"/> records is the beginning of that of <paramref name="second"/>; null where those sizes do not exist.</summary>
    public async Task<ConsistencyProof?> ProveConsistencyAsync(Guid institution, long first, long second, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var head = await LedgerSequencer.LastHeadAsync(db, cancellationToken);
        return head is null || first < 0 || first > second || second > head.Size
            ? null
            : new MerkleTree(new StoredTiles(db), LedgerHash.Sha256).ProveConsistency(first, second);
    }

    /// <summary>Writes the log up to its last head in the export form of docs/standards/ledger.md. Streams; memory does not grow with the log.</summary>
    public async Task ExportAsync(Guid institution, PipeWriter output, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var export = new ExportWriter(output, institution.ToString("D"), StoredInstant.ToMicroseconds(clock.GetUtcNow()));
        foreach (var key in await Keys(db).ToListAsync(cancellationToken))
        {
            export.Key(PublicKeyRecord.Parse(key.Canonical));
        }

        var heads = await Heads(db).ToListAsync(cancellationToken);
        var tree = new MerkleTree(new StoredTiles(db), LedgerHash.Sha256);
        long next = 0;
        foreach (var head in heads.Select(h => SignedTreeHead.Parse(h.Canonical)))
        {
            while (next < head.Size)
            {
                var from = next;
                var until = Math.Min(head.Size, from + LargestPage);
                var rows = await db.Set<LedgerRecordRow>().Where(r => r.LeafIndex >= from && r.LeafIndex < until).OrderBy(r => r.LeafIndex).ToListAsync(cancellationToken);
                foreach (var (row, leaf) in rows.Zip(tree.Leaves(from, until)))
                {
                    export.Record(row.LeafIndex!.Value, leaf, row.Canonical);
                }

                next = until;
                await output.FlushAsync(cancellationToken);
            }

            export.Head(head);
        }

        export.Complete();
        await output.FlushAsync(cancellationToken);
    }

    internal static IQueryable<LedgerKeyRow> Keys(HengjianDbContext db)
    {
        var institution = db.InstitutionId;
        return db.Set<LedgerKeyRow>().AsNoTracking().Where(k => k.InstitutionId == institution).OrderBy(k => k.KeyId);
    }

    internal static IQueryable<LedgerHeadRow> Heads(HengjianDbContext db)
    {
        var institution = db.InstitutionId;
        return db.Set<LedgerHeadRow>().AsNoTracking().Where(h => h.InstitutionId == institution).OrderBy(h => h.Size);
    }

    private static LedgerEntry Entry(LedgerRecordRow row) =>
        new(row.Id, row.LeafIndex, LedgerRecord.Parse(row.Canonical), System.Text.Encoding.UTF8.GetString(row.Canonical));
}
