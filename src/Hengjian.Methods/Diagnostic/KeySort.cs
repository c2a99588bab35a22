namespace Hengjian.Methods.Diagnostic;

/// <summary>Sorts the numbers of one class, keeping track of where each came from.</summary>
internal static class KeySort
{
    const int DigitBits = 11;
    const int Buckets = 1 << DigitBits;
    const int Digits = (64 + DigitBits - 1) / DigitBits;

    // Below this a comparison sort is faster than filling the histograms.
    const int RadixFrom = 4096;

    /// <summary>A key whose unsigned order is the numerical order; −0 and 0 share a key.</summary>
    public static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    /// <summary>Sorts <paramref name="keys"/> ascending and returns, for each sorted place, its place before.</summary>
    public static int[] Sort(ulong[] keys)
    {
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (keys.Length < RadixFrom)
        {
            Array.Sort(keys, order);
            return order;
        }
        return Radix(keys, order);
    }

    /// <summary>Least significant digit first; a digit that all keys share costs nothing.</summary>
    static int[] Radix(ulong[] keys, int[] order)
    {
        var n = keys.Length;
        var counts = new int[Digits * Buckets];
        foreach (var key in keys)
        {
            for (var digit = 0; digit < Digits; digit++)
                counts[digit * Buckets + (int)(key >> (digit * DigitBits) & (Buckets - 1))]++;
        }

        var (fromKeys, fromOrder) = (keys, order);
        var toKeys = GC.AllocateUninitializedArray<ulong>(n);
        var toOrder = GC.AllocateUninitializedArray<int>(n);
        for (var digit = 0; digit < Digits; digit++)
        {
            var places = counts.AsSpan(digit * Buckets, Buckets);
            var shift = digit * DigitBits;
            if (places[(int)(keys[0] >> shift & (Buckets - 1))] == n)
                continue;
            var place = 0;
            for (var bucket = 0; bucket < Buckets; bucket++)
            {
                var count = places[bucket];
                places[bucket] = place;
                place += count;
            }
            for (var i = 0; i < n; i++)
            {
                var key = fromKeys[i];
                var to = places[(int)(key >> shift & (Buckets - 1))]++;
                toKeys[to] = key;
                toOrder[to] = fromOrder[i];
            }
            (fromKeys, toKeys) = (toKeys, fromKeys);
            (fromOrder, toOrder) = (toOrder, fromOrder);
        }
        if (fromKeys != keys)
            fromKeys.AsSpan().CopyTo(keys);
        return fromOrder;
    }
}
