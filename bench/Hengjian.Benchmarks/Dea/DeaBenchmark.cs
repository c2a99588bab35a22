using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hengjian.Benchmarks.Diagnostic;
using Hengjian.Methods.Common;
using Hengjian.Methods.Dea;
using Peer = Hengjian.Benchmarks.Diagnostic.Peer;

namespace Hengjian.Benchmarks.Dea;

/// <summary>
/// Both phases of DEA for all units, 3 inputs and 3 outputs, against one linear program a unit in HiGHS (through SciPy), lp_solve (through R) and GLPK.
/// The peers solve phase 1 of a sample of units, and their time is scaled up to all units.
/// </summary>
internal static class DeaBenchmark
{
    const int Runs = 7;
    const int SampledByPeer = 50;
    const int SampledByGlpk = 10;

    static readonly Peer Highs = new(
        "HiGHS (SciPy linprog)",
        ["/usr/bin/python3", "python3"],
        "-c",
        """
        import time, numpy as np
        from scipy.optimize import linprog
        m, s, n, variable, sampled = np.fromfile('shape.bin', dtype=np.int32)
        z = np.fromfile('data.bin').reshape(m + s, n)
        x, y = z[:m] / z[:m].mean(axis=1, keepdims=True), z[m:] / z[m:].mean(axis=1, keepdims=True)
        cost = np.zeros(n + 1); cost[-1] = 1
        equal = (np.append(np.ones(n), 0)[None, :], [1]) if variable else (None, None)
        scores, start = [], time.perf_counter()
        for u in range(0, n, n // sampled)[:sampled]:
            upper = np.vstack([np.hstack([x, -x[:, [u]]]), np.hstack([-y, np.zeros((s, 1))])])
            scores.append(linprog(cost, A_ub=upper, b_ub=np.append(np.zeros(m), -y[:, u]), A_eq=equal[0], b_eq=equal[1], method='highs').fun)
        print(repr((time.perf_counter() - start) / sampled * n))
        for score in scores: print(repr(float(score)))
        """);

    // R's Benchmarking, the usual program, calls lp_solve once a unit as well.
    static readonly Peer LpSolve = new(
        "lp_solve (R lpSolve)",
        ["Rscript"],
        "-e",
        """
        library(lpSolve)
        shape <- readBin("shape.bin", "integer", 5)
        m <- shape[1]; s <- shape[2]; n <- shape[3]; variable <- shape[4]; sampled <- shape[5]
        z <- matrix(readBin("data.bin", "double", (m + s) * n), nrow = m + s, byrow = TRUE)
        z <- z / rowMeans(z)
        units <- seq(1, by = n %/% sampled, length.out = sampled)
        start <- proc.time()[["elapsed"]]
        scores <- sapply(units, function(u) {
          a <- rbind(cbind(z[1:m, ], -z[1:m, u]), cbind(z[(m + 1):(m + s), ], 0))
          direction <- c(rep("<=", m), rep(">=", s)); right <- c(rep(0, m), z[(m + 1):(m + s), u])
          if (variable == 1) { a <- rbind(a, c(rep(1, n), 0)); direction <- c(direction, "="); right <- c(right, 1) }
          lp("min", c(rep(0, n), 1), a, direction, right)$objval
        })
        cat(sprintf("%.17g\n", c((proc.time()[["elapsed"]] - start) / sampled * n, scores)), sep = "")
        """);

    /// <summary>The verb <c>dea</c>; arguments change the numbers of units.</summary>
    public static int Run(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [500, 2000, 10_000];
        foreach (var size in sizes)
        {
            var data = Sample(size);
            List<string> lines =
            [
                Line($"{size:N0} units, 3 inputs, 3 outputs, input orientation, slacks and peers of all units; {Environment.ProcessorCount} processors."),
                "",
                "| returns | who | seconds | times ours |",
                "| --- | --- | --- | --- |",
            ];
            foreach (var returns in new[] { ReturnsToScale.Constant, ReturnsToScale.Variable })
                Compare(data, returns, lines);
            lines.AddRange(["", Line($"Largest working set so far: {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MiB; the data take {6 * 8.0 * size / 1048576:F2} MiB.")]);
            ResultsFile.Replace("dea.md", "Data envelopment analysis", Line($"dea, {size:N0} units"), lines);
            lines.ForEach(Console.WriteLine);
        }

        return 0;
    }

    static void Compare(DeaData data, ReturnsToScale returns, List<string> lines)
    {
        var results = Envelopment.Solve(data, returns, Orientation.Input);
        var seconds = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            results = Envelopment.Solve(data, returns, Orientation.Input);
            seconds[run] = clock.Elapsed.TotalSeconds;
        }

        Array.Sort(seconds);
        var name = returns == ReturnsToScale.Constant ? "CRS" : "VRS";
        var median = seconds[Runs / 2];
        lines.Add(Line($"| {name} | Hengjian, median of {Runs} (fastest {seconds[0]:F3}, slowest {seconds[^1]:F3}) | {median:F3} | 1 |"));

        var folder = Directory.CreateTempSubdirectory("hengjian-bench");
        try
        {
            Write(data, returns, folder.FullName);
            Add(lines, name, Line($"{Highs.Name}, {SampledByPeer} units scaled up"), median, Highs.Run(folder.FullName), results, SampledByPeer);
            Add(lines, name, Line($"{LpSolve.Name}, {SampledByPeer} units scaled up"), median, LpSolve.Run(folder.FullName), results, SampledByPeer);
            Add(lines, name, Line($"glpsol a process a unit, {SampledByGlpk} units scaled up"), median, Glpk(data, returns, folder.FullName), results, SampledByGlpk);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Add(List<string> lines, string returns, string who, double ours, double[]? theirs, IReadOnlyList<UnitEfficiency> results, int sampled)
    {
        if (theirs is null)
        {
            lines.Add($"| {returns} | {who} | not installed | |");
            return;
        }

        var stride = results.Count / sampled;
        var apart = theirs.Skip(1).Select((score, index) => Math.Abs(score - results[index * stride].Efficiency)).Max();
        lines.Add(Line($"| {returns} | {who}; largest difference of θ {apart:E0} | {theirs[0]:F2} | {theirs[0] / ours:F0} |"));
    }

    /// <summary>The seconds for all units, by the processes' wall time, and the scores of the sample; null where glpsol is not installed.</summary>
    static double[]? Glpk(DeaData data, ReturnsToScale returns, string folder)
    {
        var problem = Path.Combine(folder, "unit.lp");
        var solution = Path.Combine(folder, "unit.txt");
        List<double> results = [0];
        for (var sample = 0; sample < SampledByGlpk; sample++)
        {
            File.WriteAllText(problem, Program(data, returns, sample * (data.Count / SampledByGlpk)));
            var clock = Stopwatch.StartNew();
            try
            {
                using var process = Process.Start(new ProcessStartInfo("glpsol", ["--lp", problem, "-w", solution])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                })!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null;
            }

            results[0] += clock.Elapsed.TotalSeconds * data.Count / SampledByGlpk;
            var first = File.ReadLines(solution).First(line => line.StartsWith("j 1 ", StringComparison.Ordinal));
            results.Add(double.Parse(first.Split(' ')[3], CultureInfo.InvariantCulture));
        }

        return [.. results];
    }

    static string Program(DeaData data, ReturnsToScale returns, int unit)
    {
        var text = new StringBuilder("Minimize\n obj: t\nSubject To\n");
        for (var row = 0; row < data.InputCount + data.OutputCount; row++)
        {
            var isInput = row < data.InputCount;
            var values = isInput ? data.Input(row) : data.Output(row - data.InputCount);
            for (var j = 0; j < values.Length; j++)
                text.Append(CultureInfo.InvariantCulture, $" + {values[j] / values[unit]:R} l{j}\n");
            text.Append(isInput ? " - 1 t <= 0\n" : " >= 1\n");
        }

        if (returns == ReturnsToScale.Variable)
            text.AppendJoin('\n', Enumerable.Range(0, data.Count).Select(j => $" + 1 l{j}")).Append(" = 1\n");
        return text.Append("End\n").ToString();
    }

    static void Write(DeaData data, ReturnsToScale returns, string folder)
    {
        int[] shape = [data.InputCount, data.OutputCount, data.Count, returns == ReturnsToScale.Variable ? 1 : 0, SampledByPeer];
        File.WriteAllBytes(Path.Combine(folder, "shape.bin"), [.. shape.SelectMany(BitConverter.GetBytes)]);
        using var file = new BinaryWriter(File.Create(Path.Combine(folder, "data.bin")));
        for (var i = 0; i < data.InputCount; i++)
        {
            foreach (var value in data.Input(i))
                file.Write(value);
        }

        for (var r = 0; r < data.OutputCount; r++)
        {
            foreach (var value in data.Output(r))
                file.Write(value);
        }
    }

    /// <summary>Uniform inputs; outputs that follow the size of the unit, with noise and inefficiency.</summary>
    internal static DeaData Sample(int units)
    {
        var random = new SeededRandom(20250101);
        double[][] x = [.. Enumerable.Range(0, 3).Select(_ => new double[units])];
        double[][] y = [.. Enumerable.Range(0, 3).Select(_ => new double[units])];
        for (var unit = 0; unit < units; unit++)
        {
            foreach (var column in x)
                column[unit] = 1 + (9 * random.NextDouble());
            var size = Math.Exp(x.Average(column => Math.Log(column[unit])));
            foreach (var column in y)
                column[unit] = size * (0.3 + random.NextDouble()) * Math.Exp(-0.5 * Math.Abs(random.NextNormal()));
        }

        return new DeaData(x, y);
    }

    static string Line(FormattableString text) => FormattableString.Invariant(text);
}
