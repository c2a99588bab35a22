using System.Security.Cryptography;
using System.Text.Json;
using Hengjian.Ledger;

namespace Hengjian.Tests.Ledger;

public class MerkleTreeTests
{
    private const int Small = 70;

    // The eight leaves with which implementations of RFC 6962 are customarily tried. Roots computed with Python's hashlib by the recursive definition.
    private static readonly string[] KnownLeaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_OfKnownLeaves_IsTheKnownHash(int size, string root)
    {
        var leaves = KnownLeaves.Take(size).Select(leaf => LedgerHash.Sha256.Leaf(Convert.FromHexString(leaf))).ToList();
        new MerkleTree(new MemoryHashTiles(), LedgerHash.Sha256).Append(0, leaves).Root.ToString().ShouldBe(root);
        var accumulator = new RootAccumulator(LedgerHash.Sha256);
        leaves.ForEach(accumulator.Add);
        accumulator.Root().ToString().ShouldBe(root);
    }

    [Fact]
    public void Append_InBatchesOfAnySize_GivesTheRootOfTheDefinition()
    {
        var leaves = Leaves(1000);
        var random = new Random(9162);
        var tiles = new MemoryHashTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        for (var size = 0; size < leaves.Length;)
        {
            var batch = Math.Min(random.Next(0, 120), leaves.Length - size);
            var growth = tree.Append(size, leaves.Skip(size).Take(batch));
            tiles.Write(growth.Tiles);
            size += batch;
            growth.Size.ShouldBe(size);
            growth.Root.ShouldBe(Definition(leaves.AsSpan(0, size)));
            tree.Root(size).ShouldBe(growth.Root);
        }
    }

    [Fact]
    public void Root_OfAnEarlierSize_IsNotTouchedByLaterLeaves()
    {
        var leaves = Leaves(700);
        var tree = Grown(leaves);
        for (var size = 0; size <= leaves.Length; size += 7)
            tree.Root(size).ShouldBe(Definition(leaves.AsSpan(0, size)));
    }

    [Fact]
    public void Append_OverStoredTilesThatRanAhead_IgnoresWhatLiesBeyondTheSize()
    {
        var leaves = Leaves(600);
        var tiles = new MemoryHashTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        tiles.Write(tree.Append(0, leaves).Tiles);
        var other = Leaves(200, seed: 2);
        var growth = tree.Append(300, other);
        growth.Root.ShouldBe(Definition([.. leaves[..300], .. other]));
    }

    [Fact]
    public void Append_BeyondTwoTileLevels_AgreesWithTheAccumulatorAndReadsFewTiles()
    {
        var leaves = Leaves(66_000);
        var tiles = new CountingTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        var accumulator = new RootAccumulator(LedgerHash.Sha256);
        long size = 0;
        foreach (var batch in leaves.Chunk(997))
        {
            tiles.Reads = 0;
            var growth = tree.Append(size, batch);
            tiles.Reads.ShouldBeLessThanOrEqualTo(3);
            tiles.Inner.Write(growth.Tiles);
            size = growth.Size;
            foreach (var leaf in batch)
                accumulator.Add(leaf);
            growth.Root.ShouldBe(accumulator.Root());
        }

        foreach (var index in new[] { 0L, 255, 256, 65_535, 65_536, 65_999 })
        {
            tiles.Reads = 0;
            tree.ProveInclusion(index, size).Verify(accumulator.Root()).ShouldBeTrue();
            tiles.Reads.ShouldBeLessThanOrEqualTo(6);
            tree.ProveConsistency(index, size).Verify(tree.Root(index), accumulator.Root()).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_535)]
    [InlineData(65_792)]
    public void EdgeTiles_OfASize_AreAllThatAnAppendReads(int size)
    {
        var tiles = new CountingTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        tiles.Inner.Write(tree.Append(0, Leaves(size)).Tiles);
        tiles.Seen.Clear();
        tree.Append(size, Leaves(300, seed: 3));
        tiles.Seen.ShouldBeSubsetOf(MerkleTree.EdgeTiles(size));
    }

    [Fact]
    public void Root_WithATileMissing_IsAnError()
    {
        var tiles = new MemoryHashTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        tiles.Write(tree.Append(0, Leaves(300)).Tiles.Where(tile => tile.Level == 0));
        Should.Throw<InvalidDataException>(() => tree.Root(300));
    }

    [Fact]
    public void Leaves_OfARange_AreThoseAppended()
    {
        var leaves = Leaves(700);
        Grown(leaves).Leaves(250, 600).ShouldBe(leaves[250..600]);
    }

    [Fact]
    public void Tiles_AsStored_PassTheirVerification()
    {
        var (tiles, leaves) = Stored(66_000);
        Verified(tiles, leaves).ShouldBeNull();
        Verified(tiles, leaves[..300]).ShouldBeNull();
    }

    [Fact]
    public void Tiles_AnyOfThemChangedOrShortened_IsNamed()
    {
        var (tiles, leaves) = Stored(66_000);
        foreach (var (level, index) in new[] { (0, 0L), (0, 100L), (0, 257L), (1, 0L), (1, 1L), (2, 0L) })
        {
            var kept = tiles.Read(level, index);
            var changed = kept.ToArray();
            changed[^1] ^= 1;
            foreach (var hashes in new[] { changed, kept[..^Digest.Size], default })
            {
                tiles.Write([new HashTile(level, index, hashes)]);
                var problem = Verified(tiles, leaves).ShouldNotBeNull();
                problem.Kind.ShouldBe(LedgerProblemKind.TileDiffers);
                problem.Reason.ShouldStartWith($"Tile {index} of level {level} ");
            }

            tiles.Write([new HashTile(level, index, kept)]);
        }
    }

    [Fact]
    public void Inclusion_EveryLeafOfEverySize_IsThePathOfTheDefinitionAndVerifies()
    {
        var leaves = Leaves(Small);
        var tree = Grown(leaves);
        for (var size = 1; size <= Small; size++)
        {
            var root = Definition(leaves.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var proof = tree.ProveInclusion(index, size);
                proof.Path.ShouldBe(PathOfDefinition(index, leaves.AsSpan(0, size)));
                proof.Leaf.ShouldBe(leaves[index]);
                proof.Verify(root).ShouldBeTrue($"{index} of {size}");
            }
        }
    }

    [Fact]
    public void Inclusion_AnyByteOfAnyProofChanged_Fails()
    {
        var leaves = Leaves(Small);
        var tree = Grown(leaves);
        for (var size = 1; size <= Small; size++)
        {
            var root = tree.Root(size);
            for (var index = 0; index < size; index++)
            {
                var proof = tree.ProveInclusion(index, size);
                foreach (var path in Tampered(proof.Path))
                    (proof with { Path = path }).Verify(root).ShouldBeFalse();
                foreach (var digest in Tampered(root))
                    proof.Verify(digest).ShouldBeFalse();
                foreach (var digest in Tampered(proof.Leaf))
                    (proof with { Leaf = digest }).Verify(root).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Inclusion_OfAnotherPlaceOrWithAStepMoreOrLess_Fails()
    {
        var leaves = Leaves(Small);
        var tree = Grown(leaves);
        for (var size = 1; size <= Small; size++)
        {
            var root = tree.Root(size);
            for (var index = 0; index < size; index++)
            {
                var proof = tree.ProveInclusion(index, size);
                for (var other = -1; other <= size; other++)
                    (proof with { Index = other }).Verify(root).ShouldBe(other == index);
                (proof with { Path = [.. proof.Path, root] }).Verify(root).ShouldBeFalse();
                (proof with { Path = [.. proof.Path.SkipLast(1)] }).Verify(root).ShouldBe(size == 1);
            }
        }
    }

    [Fact]
    public void Consistency_EveryPairOfSizes_IsTheProofOfTheDefinitionAndVerifies()
    {
        var leaves = Leaves(Small);
        var tree = Grown(leaves);
        for (var second = 0; second <= Small; second++)
        {
            for (var first = 0; first <= second; first++)
            {
                var proof = tree.ProveConsistency(first, second);
                if (first > 0)
                    proof.Path.ShouldBe(SubproofOfDefinition(first, leaves.AsSpan(0, second), whole: true));
                proof.Verify(tree.Root(first), tree.Root(second)).ShouldBeTrue($"{first} in {second}");
            }
        }
    }

    [Fact]
    public void Consistency_AnyByteOfAnyProofChanged_Fails()
    {
        var tree = Grown(Leaves(Small));
        for (var second = 1; second <= Small; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var proof = tree.ProveConsistency(first, second);
                var (firstRoot, secondRoot) = (tree.Root(first), tree.Root(second));
                foreach (var path in Tampered(proof.Path))
                    (proof with { Path = path }).Verify(firstRoot, secondRoot).ShouldBeFalse();
                foreach (var digest in Tampered(firstRoot))
                    proof.Verify(digest, secondRoot).ShouldBeFalse();
                foreach (var digest in Tampered(secondRoot))
                    proof.Verify(firstRoot, digest).ShouldBeFalse();
                (proof with { Path = [.. proof.Path, firstRoot] }).Verify(firstRoot, secondRoot).ShouldBeFalse();
                if (proof.Path.Count > 0)
                    (proof with { Path = [.. proof.Path.SkipLast(1)] }).Verify(firstRoot, secondRoot).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Consistency_WithARewrittenEarlierLeaf_CannotBeProved()
    {
        var leaves = Leaves(Small);
        var before = Grown(leaves[..40]).Root(40);
        leaves[17] = LedgerHash.Sha256.Leaf("rewritten"u8);
        var forged = Grown(leaves);
        forged.ProveConsistency(40, Small).Verify(before, forged.Root(Small)).ShouldBeFalse();
    }

    [Fact]
    public void Proof_AsJson_ReadsBackAndVerifies()
    {
        var tree = Grown(Leaves(20));
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var json = JsonSerializer.Serialize(tree.ProveInclusion(3, 20), options);
        json.ShouldStartWith("{\"algorithm\":\"sha256\",\"index\":3,\"size\":20,\"leaf\":\"");
        JsonSerializer.Deserialize<InclusionProof>(json, options)!.Verify(tree.Root(20)).ShouldBeTrue();
    }

    [Fact]
    public void Proof_UnderAnUnknownAlgorithm_IsNotTrue()
    {
        var tree = Grown(Leaves(20));
        (tree.ProveInclusion(3, 20) with { Algorithm = "md5" }).Verify(tree.Root(20)).ShouldBeFalse();
        (tree.ProveConsistency(3, 20) with { Algorithm = "md5" }).Verify(tree.Root(3), tree.Root(20)).ShouldBeFalse();
    }

    private static Digest[] Leaves(int count, int seed = 1) =>
        [.. Enumerable.Range(0, count).Select(i => LedgerHash.Sha256.Leaf(BitConverter.GetBytes(((long)seed << 32) | (uint)i)))];

    private static (MemoryHashTiles Tiles, Digest[] Leaves) Stored(int count)
    {
        var leaves = Leaves(count);
        var tiles = new MemoryHashTiles();
        tiles.Write(new MerkleTree(tiles, LedgerHash.Sha256).Append(0, leaves).Tiles);
        return (tiles, leaves);
    }

    private static LedgerProblem? Verified(MemoryHashTiles tiles, Digest[] leaves)
    {
        var verifier = new TileVerifier(tiles, LedgerHash.Sha256);
        return leaves.Select(verifier.Add).FirstOrDefault(problem => problem is not null) ?? verifier.Finish();
    }

    private static MerkleTree Grown(Digest[] leaves)
    {
        var tiles = new MemoryHashTiles();
        var tree = new MerkleTree(tiles, LedgerHash.Sha256);
        tiles.Write(tree.Append(0, leaves).Tiles);
        return tree;
    }

    // RFC 9162, sections 2.1.1, 2.1.3.1 and 2.1.4.1 as they are defined, by recursion over the list, sharing no code with the product.
    private static Digest Definition(ReadOnlySpan<Digest> leaves) => leaves.Length switch
    {
        0 => new Digest(SHA256.HashData([])),
        1 => leaves[0],
        _ => new Digest(SHA256.HashData([1, .. Definition(leaves[..Split(leaves.Length)]).Bytes, .. Definition(leaves[Split(leaves.Length)..]).Bytes])),
    };

    private static List<Digest> PathOfDefinition(int index, ReadOnlySpan<Digest> leaves)
    {
        if (leaves.Length == 1)
            return [];
        var k = Split(leaves.Length);
        return index < k
            ? [.. PathOfDefinition(index, leaves[..k]), Definition(leaves[k..])]
            : [.. PathOfDefinition(index - k, leaves[k..]), Definition(leaves[..k])];
    }

    private static List<Digest> SubproofOfDefinition(int first, ReadOnlySpan<Digest> leaves, bool whole)
    {
        if (first == leaves.Length)
            return whole ? [] : [Definition(leaves)];
        var k = Split(leaves.Length);
        return first <= k
            ? [.. SubproofOfDefinition(first, leaves[..k], whole), Definition(leaves[k..])]
            : [.. SubproofOfDefinition(first - k, leaves[k..], whole: false), Definition(leaves[..k])];
    }

    private static int Split(int count)
    {
        var k = 1;
        while (k * 2 < count)
            k *= 2;
        return k;
    }

    private static IEnumerable<IReadOnlyList<Digest>> Tampered(IReadOnlyList<Digest> path)
    {
        for (var i = 0; i < path.Count; i++)
        {
            foreach (var digest in Tampered(path[i]))
                yield return [.. path.Take(i), digest, .. path.Skip(i + 1)];
        }
    }

    private static IEnumerable<Digest> Tampered(Digest digest)
    {
        for (var at = 0; at < Digest.Size; at++)
        {
            var bytes = digest.ToArray();
            bytes[at] ^= (byte)(1 << (at % 8));
            yield return new Digest(bytes);
        }
    }

    private sealed class CountingTiles : IHashTiles
    {
        internal MemoryHashTiles Inner { get; } = new();

        internal int Reads { get; set; }

        internal HashSet<(int Level, long Index)> Seen { get; } = [];

        public ReadOnlyMemory<byte> Read(int level, long index)
        {
            Reads++;
            Seen.Add((level, index));
            return Inner.Read(level, index);
        }
    }
}
