namespace Hengjian.Ledger;

/// <summary>What an append gives: the new size and root, and the tiles that must be stored with them, in place of their earlier states.</summary>
public sealed record TreeGrowth(long Size, Digest Root, IReadOnlyList<HashTile> Tiles);

/// <summary>
/// The append-only tree of RFC 9162 section 2.1 over stored tiles. Its size is the caller's to keep; tiles may hold more than that size, which is not looked
/// at, so storing tiles before the size is safe. Appending and proving read a number of tiles that grows with the logarithm of the size.
/// </summary>
/// <remarks><see cref="InvalidDataException"/> from any operation: a tile is missing or too short for the size.</remarks>
public sealed class MerkleTree(IHashTiles tiles, LedgerHash hash)
{
    /// <summary>The tiles that <see cref="Append"/> and <see cref="Root"/> read at a size, so that a store can fetch them at once.</summary>
    public static IReadOnlyList<(int Level, long Index)> EdgeTiles(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var edge = new List<(int, long)>();
        for (var (level, count) = (0, size); count > 0; level++, count /= HashTile.Width)
        {
            if (count % HashTile.Width != 0)
                edge.Add((level, count / HashTile.Width));
        }

        return edge;
    }

    /// <summary>Appends leaf hashes to a tree of <paramref name="size"/> leaves. Nothing is stored: that is the caller's, by the result.</summary>
    public TreeGrowth Append(long size, IEnumerable<Digest> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(leaves);
        var reader = new TileReader(tiles, hash);
        foreach (var leaf in leaves)
            reader.Put(0, size++, leaf);
        return new TreeGrowth(size, reader.Range(0, size), reader.Grown);
    }

    /// <summary>Root of the first <paramref name="size"/> leaves.</summary>
    public Digest Root(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new TileReader(tiles, hash).Range(0, size);
    }

    /// <summary>Stored leaf hashes from index <paramref name="start"/> up to but without <paramref name="end"/>; each tile is read once.</summary>
    public IEnumerable<Digest> Leaves(long start, long end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        for (var reader = new TileReader(tiles, hash); start < end; start++)
        {
            if (start % HashTile.Width == 0)
                reader = new TileReader(tiles, hash);
            yield return reader.Subtree(0, start);
        }
    }

    /// <summary>Proves that a leaf stands at <paramref name="index"/> in the tree of <paramref name="size"/> leaves (RFC 9162 section 2.1.3.1).</summary>
    public InclusionProof ProveInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var reader = new TileReader(tiles, hash);
        var path = new List<Digest>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                path.Add(reader.Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(reader.Range(start, middle));
                start = middle;
            }
        }

        path.Reverse();
        return new InclusionProof(hash.Id, index, size, reader.Subtree(0, index), path);
    }

    /// <summary>Proves that the tree of <paramref name="second"/> leaves begins with the tree of <paramref name="first"/> leaves (RFC 9162 section 2.1.4.1). Empty when first is 0 or equals second.</summary>
    public ConsistencyProof ProveConsistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<Digest>();
        if (first > 0)
            CollectConsistency(new TileReader(tiles, hash), first, second, path);
        return new ConsistencyProof(hash.Id, first, second, path);
    }

    /// <summary>Walks from the root to the place where the smaller tree ends, noting the sibling at each turn.</summary>
    private static void CollectConsistency(TileReader reader, long first, long second, List<Digest> path)
    {
        var (start, end) = (0L, second);
        while (end != first)
        {
            var middle = start + Split(end - start);
            if (first <= middle)
            {
                path.Add(reader.Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(reader.Range(start, middle));
                start = middle;
            }
        }

        // The subtree reached is a whole part of the smaller tree. Its root is known to who knows the smaller root only when it is that tree itself.
        if (start > 0)
            path.Add(reader.Range(start, end));
        path.Reverse();
    }

    /// <summary>The largest power of two smaller than <paramref name="count"/> (at least 2).</summary>
    private static long Split(long count) => 1L << (63 - (int)long.LeadingZeroCount(count - 1));
}
