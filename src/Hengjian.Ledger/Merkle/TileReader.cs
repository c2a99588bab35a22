namespace Hengjian.Ledger;

/// <summary>The tiles that one operation touches: each is read once, and those that it extends are kept until the end.</summary>
internal sealed class TileReader(IHashTiles tiles, LedgerHash hash)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> read = [];
    private readonly SortedDictionary<(int Level, long Index), GrowingTile> grown = [];

    internal IReadOnlyList<HashTile> Grown =>
        grown.Select(tile => new HashTile(tile.Key.Level, tile.Key.Index, tile.Value.Written)).ToList();

    /// <summary>Puts the root of a complete subtree at its place in a level, and its parents where it completes them.</summary>
    internal void Put(int level, long position, Digest digest)
    {
        var key = (level, position / HashTile.Width);
        if (!grown.TryGetValue(key, out var tile))
        {
            var kept = (int)(position % HashTile.Width);
            grown[key] = tile = new GrowingTile(Entries(level, key.Item2, 0, kept));
        }

        tile.Add(digest);
        if (tile.IsFull)
            Put(level + 1, key.Item2, Fold(tile.Written.Span));
    }

    /// <summary>Root of the leaves from <paramref name="start"/> up to but without <paramref name="end"/>, where start is a multiple of the largest power of two within the range.</summary>
    internal Digest Range(long start, long end)
    {
        // The complete subtrees of the range are its binary digits; they hang together from the right.
        Digest? root = null;
        for (var level = 0; start < end; level++)
        {
            var width = 1L << level;
            if (((end - start) & width) == 0)
                continue;
            end -= width;
            var left = Subtree(level, end >> level);
            root = root is { } right ? hash.Node(left, right) : left;
        }

        return root ?? hash.Empty;
    }

    /// <summary>Root of complete subtree number <paramref name="position"/> of 2^<paramref name="level"/> leaves.</summary>
    internal Digest Subtree(int level, long position)
    {
        var within = level % HashTile.Height;
        var first = position << within;
        return Fold(Entries(level / HashTile.Height, first / HashTile.Width, (int)(first % HashTile.Width), 1 << within).Span);
    }

    private ReadOnlyMemory<byte> Entries(int level, long index, int first, int count)
    {
        if (count == 0)
            return default;
        ReadOnlyMemory<byte> hashes;
        if (grown.TryGetValue((level, index), out var tile))
            hashes = tile.Written;
        else if (!read.TryGetValue((level, index), out hashes))
            read[(level, index)] = hashes = tiles.Read(level, index);
        if (hashes.Length < (first + count) * Digest.Size)
        {
            throw new InvalidDataException(
                $"Tile {index} of level {level} holds {hashes.Length / Digest.Size} hashes, {first + count} are needed.");
        }

        return hashes.Slice(first * Digest.Size, count * Digest.Size);
    }

    /// <summary>Root of a power of two of hashes.</summary>
    private Digest Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == Digest.Size)
            return new Digest(hashes);
        var half = hashes.Length / 2;
        return hash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }

    private sealed class GrowingTile
    {
        private readonly byte[] bytes = new byte[HashTile.Width * Digest.Size];
        private int length;

        internal GrowingTile(ReadOnlyMemory<byte> kept)
        {
            kept.CopyTo(bytes);
            length = kept.Length;
        }

        internal bool IsFull => length == bytes.Length;

        internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

        internal void Add(Digest digest)
        {
            digest.Bytes.CopyTo(bytes.AsSpan(length));
            length += Digest.Size;
        }
    }
}
