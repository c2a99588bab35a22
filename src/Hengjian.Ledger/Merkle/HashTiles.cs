namespace Hengjian.Ledger;

/// <summary>
/// Up to 256 consecutive node hashes of one level of the tree. A tile of level L holds roots of complete subtrees of 256^L leaves; its entry j is
/// number 256·<paramref name="Index"/> + j of them. A tile only ever grows, so a later state of it serves an earlier tree size.
/// </summary>
/// <param name="Level">0 for leaf hashes.</param>
/// <param name="Index">Place of the tile in its level, from 0.</param>
/// <param name="Hashes">1 to 256 hashes of 32 bytes, end to end.</param>
public sealed record HashTile(int Level, long Index, ReadOnlyMemory<byte> Hashes)
{
    /// <summary>Binary levels of the tree that a tile covers.</summary>
    public const int Height = 8;

    /// <summary>Hashes in a full tile.</summary>
    public const int Width = 1 << Height;
}

/// <summary>Where the tiles of one tree are kept.</summary>
public interface IHashTiles
{
    /// <summary>The hashes of a tile, end to end, as many as are stored; nothing for a tile that is not stored.</summary>
    ReadOnlyMemory<byte> Read(int level, long index);
}

/// <summary>Tiles kept in memory.</summary>
public sealed class MemoryHashTiles : IHashTiles
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> tiles = [];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(int level, long index) => tiles.GetValueOrDefault((level, index));

    /// <summary>Stores tiles, in place of their earlier states.</summary>
    public void Write(IEnumerable<HashTile> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        foreach (var tile in changed)
            tiles[(tile.Level, tile.Index)] = tile.Hashes;
    }
}
