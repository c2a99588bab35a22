namespace Hengjian.Ledger;

/// <summary>Compares the stored tiles of a tree with those that its leaves give, as the leaves pass by once in order. What tiles hold beyond the last leaf is not looked at.</summary>
public sealed class TileVerifier(IHashTiles tiles, LedgerHash hash)
{
    private readonly MerkleTree tree = new(tiles, hash);
    private readonly List<Digest> waiting = new(HashTile.Width);
    private long size;

    /// <summary>Takes the next leaf hash, recomputed from its record.</summary>
    public LedgerProblem? Add(Digest leaf)
    {
        waiting.Add(leaf);
        return waiting.Count == HashTile.Width ? Compare() : null;
    }

    /// <summary>Compares what is left at the end.</summary>
    public LedgerProblem? Finish() => Compare();

    private LedgerProblem? Compare()
    {
        try
        {
            // Growing the tree anew reads only entries that were compared before.
            var growth = tree.Append(size, waiting);
            foreach (var tile in growth.Tiles)
            {
                if (!tiles.Read(tile.Level, tile.Index).Span.StartsWith(tile.Hashes.Span))
                    return new(LedgerProblemKind.TileDiffers, $"Tile {tile.Index} of level {tile.Level} is not the one that records up to {growth.Size - 1} give.", size) { Tile = $"{tile.Level}/{tile.Index}" };
            }

            size = growth.Size;
            waiting.Clear();
            return null;
        }
        catch (InvalidDataException e)
        {
            return new(LedgerProblemKind.TileDiffers, e.Message, size);
        }
    }
}
