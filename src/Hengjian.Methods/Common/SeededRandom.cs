using System.Numerics;

namespace Hengjian.Methods.Common;

/// <summary>
/// A repeatable stream of random numbers: xoshiro256** (Blackman and Vigna, ACM TOMS 47 (2021) 36) seeded by SplitMix64.
/// The numbers depend on the seed and the stream alone, never on the platform, the time or the thread.
/// </summary>
/// <remarks>Not safe for use by several threads: give each replicate a stream of its own.</remarks>
public sealed class SeededRandom
{
    ulong s0, s1, s2, s3;
    double spareNormal;
    bool hasSpareNormal;

    /// <summary>Starts a stream.</summary>
    /// <param name="seed">The seed that the user gave.</param>
    /// <param name="stream">Which of the independent streams of that seed, for example the number of the replicate.</param>
    public SeededRandom(long seed, long stream = 0)
    {
        var state = unchecked((ulong)seed);
        var mixed = SplitMix(ref state) ^ unchecked((ulong)stream * 0xD1342543DE82EF95UL);
        s0 = SplitMix(ref mixed);
        s1 = SplitMix(ref mixed);
        s2 = SplitMix(ref mixed);
        s3 = SplitMix(ref mixed);
    }

    /// <summary>Uniform on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on 0 … <paramref name="exclusiveMaximum"/>−1, without bias (Lemire's rejection).</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        var range = (ulong)exclusiveMaximum;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }

        return (int)high;
    }

    /// <summary>Standard normal, by the polar method of Marsaglia.</summary>
    public double NextNormal()
    {
        if (hasSpareNormal)
        {
            hasSpareNormal = false;
            return spareNormal;
        }

        double u, v, square;
        do
        {
            u = (2 * NextDouble()) - 1;
            v = (2 * NextDouble()) - 1;
            square = (u * u) + (v * v);
        }
        while (square >= 1 || square == 0);
        var factor = Math.Sqrt(-2 * Math.Log(square) / square);
        spareNormal = v * factor;
        hasSpareNormal = true;
        return u * factor;
    }

    ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    static ulong SplitMix(ref ulong state)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        var z = state;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
