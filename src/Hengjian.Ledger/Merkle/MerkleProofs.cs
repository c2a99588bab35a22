namespace Hengjian.Ledger;

/// <summary>Proof that a leaf hash stands at an index of a tree of a size. Serialises to JSON as it is.</summary>
/// <param name="Algorithm">Id of the tree's hash function.</param>
/// <param name="Index">Place of the leaf, from 0.</param>
/// <param name="Size">Leaves in the tree.</param>
/// <param name="Leaf">The leaf hash.</param>
/// <param name="Path">Sibling roots from the leaf up.</param>
public sealed record InclusionProof(string Algorithm, long Index, long Size, Digest Leaf, IReadOnlyList<Digest> Path)
{
    /// <summary>Whether the proof leads to <paramref name="root"/> (RFC 9162 section 2.1.3.2). False for an unknown algorithm.</summary>
    public bool Verify(Digest root)
    {
        if (Index < 0 || Index >= Size || LedgerHash.Find(Algorithm) is not { } hash)
            return false;
        var (node, last) = (Index, Size - 1);
        var reached = Leaf;
        foreach (var sibling in Path)
        {
            if (last == 0)
                return false;
            if (IsRightChild(node) || node == last)
            {
                reached = hash.Node(sibling, reached);
                Climb(ref node, ref last);
            }
            else
            {
                reached = hash.Node(reached, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && reached == root;
    }

    internal static bool IsRightChild(long node) => (node & 1) == 1;

    /// <summary>A node at the ragged right edge without a sibling stands for its ancestors up to the first that is a right child.</summary>
    internal static void Climb(ref long node, ref long last)
    {
        while (!IsRightChild(node) && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }
}

/// <summary>Proof that a tree begins with a smaller one. Serialises to JSON as it is.</summary>
/// <param name="Algorithm">Id of the tree's hash function.</param>
/// <param name="First">Leaves in the smaller tree.</param>
/// <param name="Second">Leaves in the larger tree.</param>
/// <param name="Path">Subtree roots, lowest first; empty when <paramref name="First"/> is 0 or equals <paramref name="Second"/>.</param>
public sealed record ConsistencyProof(string Algorithm, long First, long Second, IReadOnlyList<Digest> Path)
{
    /// <summary>Whether the proof leads to both roots (RFC 9162 section 2.1.4.2). False for an unknown algorithm.</summary>
    public bool Verify(Digest firstRoot, Digest secondRoot)
    {
        if (First < 0 || First > Second || LedgerHash.Find(Algorithm) is not { } hash)
            return false;
        if (First == Second)
            return Path.Count == 0 && firstRoot == secondRoot;
        if (First == 0)
            return Path.Count == 0 && firstRoot == hash.Empty;

        // A smaller tree that is one complete subtree is its own first step.
        IEnumerable<Digest> path = long.IsPow2(First) ? Path.Prepend(firstRoot) : Path;
        var (node, last) = (First - 1, Second - 1);
        while (InclusionProof.IsRightChild(node))
        {
            node >>= 1;
            last >>= 1;
        }

        Digest? smaller = null;
        Digest larger = default;
        foreach (var step in path)
        {
            if (smaller is not { } reached)
            {
                smaller = larger = step;
                continue;
            }

            if (last == 0)
                return false;
            if (InclusionProof.IsRightChild(node) || node == last)
            {
                smaller = hash.Node(step, reached);
                larger = hash.Node(step, larger);
                InclusionProof.Climb(ref node, ref last);
            }
            else
            {
                larger = hash.Node(larger, step);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && smaller == firstRoot && larger == secondRoot;
    }
}
