using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Transparency;

/// <summary>The tree's tiles as stored, read one by one and kept for the life of one question.</summary>
internal sealed class StoredTiles(HengjianDbContext db) : IHashTiles
{
    private readonly Dictionary<(int, long), byte[]> _read = [];
    private bool _complete;

    /// <summary>Reads all of the institution's tiles at once (32 bytes a record), for a walk that holds the connection while it asks for them.</summary>
    public async Task LoadAllAsync(CancellationToken cancellationToken)
    {
        var institution = db.InstitutionId;
        await foreach (var tile in db.Set<LedgerTileRow>().AsNoTracking().Where(t => t.InstitutionId == institution).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _read[(tile.Level, tile.Number)] = tile.Hashes;
        }

        _complete = true;
    }

    public ReadOnlyMemory<byte> Read(int level, long index)
    {
        if (!_read.TryGetValue((level, index), out var hashes))
        {
            var institution = db.InstitutionId;
            hashes = _complete ? [] : db.Set<LedgerTileRow>().AsNoTracking()
                .Where(t => t.InstitutionId == institution && t.Level == level && t.Number == index)
                .Select(t => t.Hashes).FirstOrDefault() ?? [];
            _read[(level, index)] = hashes;
        }

        return hashes;
    }
}
