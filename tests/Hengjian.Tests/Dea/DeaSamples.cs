using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;

namespace Hengjian.Tests.Dea;

/// <summary>Seeded data sets for the envelopment tests, from plain to as degenerate as they come.</summary>
internal static class DeaSamples
{
    public static readonly string[] Kinds =
        ["plain", "ties", "duplicates", "proportional", "zeros", "constant columns", "wide scales", "near duplicates", "few units", "line"];

    /// <summary>A data set of a kind; positive throughout unless the kind is "zeros".</summary>
    public static DeaData Make(string kind, int seed)
    {
        var random = new SeededRandom(seed, Array.IndexOf(Kinds, kind));
        var inputs = 1 + random.NextInt32(4);
        var outputs = 1 + random.NextInt32(4);
        var units = kind == "few units" ? 1 + random.NextInt32(4) : 5 + random.NextInt32(30);
        var x = Table(inputs, units, () => Value(kind, random));
        var y = Table(outputs, units, () => Value(kind, random));
        for (var unit = 1; unit < units; unit++)
            Degenerate(kind, random, x, y, unit);
        if (kind == "constant columns")
        {
            Array.Fill(x[0], 3);
            Array.Fill(y[^1], 2);
        }

        return new DeaData(x, y);
    }

    /// <summary>Uniform inputs on [1, 10] and outputs that follow them with noise: what the benchmarks use.</summary>
    public static DeaData Smooth(int units, int inputs, int outputs, int seed)
    {
        var random = new SeededRandom(seed);
        var x = Table(inputs, units, () => 1 + (9 * random.NextDouble()));
        var y = Table(outputs, units, () => 0);
        for (var unit = 0; unit < units; unit++)
        {
            var size = Math.Exp(Enumerable.Range(0, inputs).Average(i => Math.Log(x[i][unit])));
            for (var r = 0; r < outputs; r++)
                y[r][unit] = size * (0.3 + random.NextDouble()) * Math.Exp(-0.5 * Math.Abs(random.NextNormal()));
        }

        return new DeaData(x, y);
    }

    static double Value(string kind, SeededRandom random) => kind switch
    {
        "ties" or "line" => 1 + random.NextInt32(5),
        "zeros" => random.NextInt32(3) == 0 ? 0 : 1 + random.NextInt32(9),
        "wide scales" => Math.Pow(10, (8 * random.NextDouble()) - 4),
        _ => 1 + (9 * random.NextDouble()),
    };

    static void Degenerate(string kind, SeededRandom random, double[][] x, double[][] y, int unit)
    {
        var other = random.NextInt32(unit);
        var factor = kind switch
        {
            "duplicates" when random.NextInt32(2) == 0 => 1,
            "proportional" when random.NextInt32(2) == 0 => 1 + random.NextInt32(4),
            "near duplicates" when random.NextInt32(2) == 0 => 1 + (1e-9 * random.NextDouble()),
            "line" => double.NaN,
            _ => 0,
        };
        if (factor == 0)
        {
            FillZeroUnit(random, x, unit);
            FillZeroUnit(random, y, unit);
            return;
        }

        foreach (var column in x.Concat(y))
            column[unit] = double.IsNaN(factor) ? column[0] + unit : column[other] * factor;
    }

    static void FillZeroUnit(SeededRandom random, double[][] columns, int unit)
    {
        foreach (var u in new[] { 0, unit })
        {
            if (columns.All(column => column[u] == 0))
                columns[random.NextInt32(columns.Length)][u] = 1;
        }
    }

    static double[][] Table(int columns, int rows, Func<double> value) =>
        [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => value()).ToArray())];
}
