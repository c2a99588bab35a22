using Hengjian.Methods.Common;

namespace Hengjian.Benchmarks.Diagnostic;

/// <summary>Seeded cases with two correlated scores, and the same as files that the peers read.</summary>
internal sealed class ScoredCases
{
    const long Seed = 20250101;

    public ScoredCases(int n)
    {
        Truth = new bool[n];
        A = new double[n];
        B = new double[n];
        var random = new SeededRandom(Seed);
        for (var i = 0; i < n; i++)
        {
            Truth[i] = random.NextDouble() < 0.3;
            var shared = random.NextNormal() + (Truth[i] ? 1 : 0);
            A[i] = shared + random.NextNormal();
            B[i] = shared + random.NextNormal();
        }
    }

    public bool[] Truth { get; }

    public double[] A { get; }

    public double[] B { get; }

    /// <summary>truth.bin (bytes 0/1), a.bin and b.bin (little-endian doubles).</summary>
    public void Write(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "truth.bin"), [.. Truth.Select(positive => (byte)(positive ? 1 : 0))]);
        WriteDoubles(Path.Combine(folder, "a.bin"), A);
        WriteDoubles(Path.Combine(folder, "b.bin"), B);
    }

    static void WriteDoubles(string file, double[] values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        File.WriteAllBytes(file, bytes);
    }
}
