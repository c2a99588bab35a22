namespace Hengjian.Ledger;

/// <summary>Root of any number of leaves that pass by once, in memory that grows with the logarithm of their number.</summary>
public sealed class RootAccumulator(LedgerHash hash)
{
    // Roots of the complete subtrees so far, largest first: one for each binary one of Size.
    private readonly List<Digest> subtrees = [];

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>Takes the next leaf hash.</summary>
    public void Add(Digest leaf)
    {
        for (var whole = Size; (whole & 1) == 1; whole >>= 1)
        {
            leaf = hash.Node(subtrees[^1], leaf);
            subtrees.RemoveAt(subtrees.Count - 1);
        }

        subtrees.Add(leaf);
        Size++;
    }

    /// <summary>Root of the leaves so far.</summary>
    public Digest Root()
    {
        if (Size == 0)
            return hash.Empty;
        var root = subtrees[^1];
        for (var i = subtrees.Count - 2; i >= 0; i--)
            root = hash.Node(subtrees[i], root);
        return root;
    }
}
