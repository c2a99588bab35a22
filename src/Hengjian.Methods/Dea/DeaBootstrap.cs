using Hengjian.Methods.Common;

namespace Hengjian.Methods.Dea;

/// <summary>Bias and confidence intervals of radial scores by the homogeneous smoothed bootstrap.</summary>
/// <remarks>
/// Simar and Wilson, Manage. Sci. 44 (1998) 49, on Shephard's scale δ = 1/θ (input) or φ (output), with scores reflected at 1.
/// Pseudo data X* = θ·δ*·X (output: Y* = φ/δ*·Y); the units are scored against them.
/// </remarks>
public static class DeaBootstrap
{
    const double Inefficient = 1e-6;
    const double NormalInterquartileRange = 1.349;

    /// <summary>Measures every unit and how far its score is from certain.</summary>
    /// <param name="data">The units.</param>
    /// <param name="returns">Which scalings count as possible.</param>
    /// <param name="orientation">What is scaled.</param>
    /// <param name="replicates">Number of pseudo samples, at least 2.</param>
    /// <param name="level">Coverage of the intervals, strictly between 0 and 1.</param>
    /// <param name="seed">Same seed, same result, whatever the number of threads.</param>
    /// <param name="progress">Receives the share of replicates done, in [0, 1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a unit, in the order of the data.</returns>
    /// <exception cref="UndefinedResultException">Every unit is efficient, so that there is no distribution of scores to draw from.</exception>
    public static BootstrapResult Solve(
        DeaData data,
        ReturnsToScale returns,
        Orientation orientation,
        int replicates,
        double level,
        long seed,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies strictly between 0 and 1.");

        var scores = RadialScores.OfMembers(Frontier.Of(data, returns, cancellation), data, returns, orientation, progress: null, cancellation);
        var isInput = orientation == Orientation.Input;
        double[] delta = [.. scores.Select(score => isInput ? 1 / score : score)];
        var smooth = new SmoothedScores(scores, delta);
        var replicated = Replicate(data, returns, orientation, smooth, replicates, seed, progress, cancellation);

        var tail = (1 - level) / 2;
        var units = new UnitBootstrap[data.Count];
        var sample = new double[replicates];
        for (var unit = 0; unit < units.Length; unit++)
        {
            for (var b = 0; b < replicates; b++)
                sample[b] = replicated[b][unit];
            units[unit] = Summarise(delta[unit], sample, tail, isInput);
        }

        return new BootstrapResult(smooth.Bandwidth, units);
    }

    static double[][] Replicate(
        DeaData data,
        ReturnsToScale returns,
        Orientation orientation,
        SmoothedScores smooth,
        int replicates,
        long seed,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var replicated = new double[replicates][];
        var done = 0;
        ParallelLoop.Run(replicates, cancellation, b =>
        {
            var drawn = smooth.Draw(new SeededRandom(seed, b));
            var solver = new RadialSolver(ReferenceMatrix.From(PseudoData(data, smooth.Delta, drawn, orientation)), returns, orientation);
            var unit = new UnitValues(data);
            var deltas = new double[data.Count];
            for (var j = 0; j < deltas.Length; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                unit.Load(data, j);
                var score = solver.Score(unit.Inputs, unit.Outputs) ?? double.NaN;
                deltas[j] = orientation == Orientation.Input ? 1 / score : score;
            }

            replicated[b] = deltas;
            progress?.Report((double)Interlocked.Increment(ref done) / replicates);
        });
        return replicated;
    }

    static DeaData PseudoData(DeaData data, double[] delta, double[] drawn, Orientation orientation)
    {
        double[] Column(ReadOnlySpan<double> values, bool isScaled)
        {
            var column = values.ToArray();
            if (!isScaled)
                return column;
            for (var unit = 0; unit < column.Length; unit++)
                column[unit] *= orientation == Orientation.Input ? drawn[unit] / delta[unit] : delta[unit] / drawn[unit];
            return column;
        }

        return new DeaData(
            [.. Enumerable.Range(0, data.InputCount).Select(i => Column(data.Input(i), orientation == Orientation.Input))],
            [.. Enumerable.Range(0, data.OutputCount).Select(r => Column(data.Output(r), orientation == Orientation.Output))]);
    }

    static UnitBootstrap Summarise(double delta, double[] replicated, double tail, bool isInput)
    {
        double[] differences = [.. replicated.Select(value => delta - value)];
        Array.Sort(differences);
        var corrected = delta - (replicated.Average() - delta);
        var low = delta + Quantiles.Type9(differences, tail);
        var high = delta + Quantiles.Type9(differences, 1 - tail);
        return isInput
            ? new UnitBootstrap(1 / delta, 1 / corrected, 1 / high, 1 / low)
            : new UnitBootstrap(delta, corrected, low, high);
    }

    /// <summary>The distribution of scores that the replicates draw from.</summary>
    sealed class SmoothedScores
    {
        readonly double[] reflected;
        readonly double shrink;

        public SmoothedScores(double[] scores, double[] delta)
        {
            Delta = delta;
            double[] inefficient = [.. scores.Where((_, unit) => delta[unit] > 1 + Inefficient)];
            if (inefficient.Length == 0)
                throw new UndefinedResultException("every unit is efficient, there is no distribution of scores to draw from");
            double[] both = [.. inefficient, .. inefficient.Select(score => 2 - score)];
            Array.Sort(both);
            var deviation = Deviation(both);
            var robust = (Quantiles.Type7(both, 0.75) - Quantiles.Type7(both, 0.25)) / NormalInterquartileRange;
            var spread = robust > Inefficient && robust < deviation ? robust : deviation;
            Bandwidth = 0.9 * spread * Math.Pow(both.Length, -0.2) * (Deviation(delta) / deviation) * Math.Pow((double)both.Length / delta.Length, 0.2);
            reflected = [.. delta, .. delta.Select(value => 2 - value)];
            var variance = Math.Pow(Deviation(reflected), 2);
            shrink = 1 / Math.Sqrt(1 + (Bandwidth * Bandwidth / variance));
        }

        public double[] Delta { get; }

        public double Bandwidth { get; }

        /// <summary>One δ* a unit, all at least 1.</summary>
        public double[] Draw(SeededRandom random)
        {
            var beta = new double[Delta.Length];
            for (var i = 0; i < beta.Length; i++)
                beta[i] = reflected[random.NextInt32(reflected.Length)];
            var mean = beta.Average();
            for (var i = 0; i < beta.Length; i++)
            {
                var smoothed = mean + ((beta[i] + (Bandwidth * random.NextNormal()) - mean) * shrink);
                beta[i] = smoothed < 1 ? 2 - smoothed : smoothed;
            }

            return beta;
        }

        static double Deviation(double[] values)
        {
            var mean = values.Average();
            return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        }
    }
}

/// <summary>The bootstrap of all units.</summary>
/// <param name="Bandwidth">h, on the scale of δ.</param>
/// <param name="Units">One result a unit.</param>
public sealed record BootstrapResult(double Bandwidth, IReadOnlyList<UnitBootstrap> Units);

/// <summary>The bootstrap of one unit, on the scale of θ (input) or φ (output).</summary>
/// <param name="Efficiency">The score itself.</param>
/// <param name="BiasCorrected">The score less its estimated bias (taken off on the scale of δ).</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record UnitBootstrap(double Efficiency, double BiasCorrected, double Low, double High)
{
    /// <summary>Score less bias-corrected score.</summary>
    public double Bias => Efficiency - BiasCorrected;
}
