using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Benchmarks.Monitoring;

/// <summary>
/// The verb <c>drift</c>: maximum mean discrepancy on 10⁴ pooled values against NumPy and SciPy (Debian's python3-scipy) in the same run.
/// Prints a table of ratios in Markdown; seconds alone mean little on another machine.
/// </summary>
internal static class DriftBenchmark
{
    const int ValuesPerWindow = 5_000;
    const int Repetitions = 15;

    // The usual vectorised way: all pairs at once for the median and for the kernel.
    const string Peer = """
        import json, sys, time
        import numpy as np
        from scipy.spatial.distance import cdist, pdist

        x, y = (np.loadtxt(path).reshape(-1, 1) for path in sys.argv[1:3])
        seconds, processor = [], []
        for _ in range(int(sys.argv[3])):
            start, used = time.perf_counter(), time.process_time()
            h = np.median(pdist(np.vstack([x, y]), "sqeuclidean"))
            within_x = np.exp(-cdist(x, x, "sqeuclidean") / h).sum()
            within_y = np.exp(-cdist(y, y, "sqeuclidean") / h).sum()
            between = np.exp(-cdist(x, y, "sqeuclidean") / h).mean()
            n, m = len(x), len(y)
            unbiased = (within_x - n) / (n * (n - 1)) + (within_y - m) / (m * (m - 1)) - 2 * between
            seconds.append(time.perf_counter() - start)
            processor.append(time.process_time() - used)
        print(json.dumps({"seconds": min(seconds), "processor": min(processor), "unbiased": unbiased}))
        """;

    /// <summary>Runs the comparison.</summary>
    /// <returns>0, or 1 where the two results disagree or the peer cannot run.</returns>
    public static async Task<int> RunAsync(TextWriter output, TextWriter error)
    {
        var reference = Normals(stream: 1, mean: 0, sd: 1);
        var current = Normals(stream: 2, mean: 0.1, sd: 1.1);
        var (own, result) = Measure(() => MaximumMeanDiscrepancy.Compute(reference, current));
        var (alone, _) = Measure(() => OnOneThread(() => MaximumMeanDiscrepancy.Compute(reference, current)));
        if (await RunPeerAsync(reference, current, error) is not { } peer)
            return 1;

        if (Math.Abs(peer.Unbiased - result.Unbiased!.Value) > 1e-9 * Math.Abs(peer.Unbiased))
        {
            await error.WriteLineAsync($"the results differ: {result.Unbiased} here, {peer.Unbiased} by the peer");
            return 1;
        }

        await output.WriteLineAsync("# Monitoring");
        await output.WriteLineAsync();
        await output.WriteLineAsync(
            $"`drift`, maximum mean discrepancy on {2 * ValuesPerWindow} pooled values (exact median bandwidth), fastest of {Repetitions} runs, {Environment.ProcessorCount} cores; both sides in one run, results equal to 1e-9.");
        await output.WriteLineAsync();
        await output.WriteLineAsync("| implementation | seconds | times as fast | processor seconds | ratio of these |");
        await output.WriteLineAsync("| --- | --- | --- | --- | --- |");
        await output.WriteLineAsync(Row("NumPy and SciPy (all pairs in memory)", peer.Timing));
        await output.WriteLineAsync(Row("Hengjian, one thread", alone));
        await output.WriteLineAsync(Row("Hengjian", own));
        return 0;

        string Row(string who, Timing timing) => string.Create(
            CultureInfo.InvariantCulture,
            $"| {who} | {timing.Seconds:0.000} | {peer.Timing.Seconds / timing.Seconds:0.0} | {timing.Processor:0.000} | {peer.Timing.Processor / timing.Processor:0.0} |");
    }

    static double[] Normals(int stream, double mean, double sd)
    {
        var random = new SeededRandom(20250101, stream);
        double[] values = [.. Enumerable.Range(0, ValuesPerWindow).Select(_ => mean + (sd * random.NextNormal()))];
        Array.Sort(values);
        return values;
    }

    static (Timing Timing, T Result) Measure<T>(Func<T> work)
    {
        var result = work();
        var fastest = new Timing(double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < Repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            result = work();
            fastest = new Timing(
                Math.Min(fastest.Seconds, Stopwatch.GetElapsedTime(start).TotalSeconds),
                Math.Min(fastest.Processor, (Environment.CpuUsage.TotalTime - used).TotalSeconds));
        }

        return (fastest, result);
    }

    // The engine runs its blocks on the current task scheduler; this one has a single thread.
    static T OnOneThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler)
            .GetAwaiter().GetResult();

    static async Task<(Timing Timing, double Unbiased)?> RunPeerAsync(double[] reference, double[] current, TextWriter error)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian").FullName;
        try
        {
            string[] files = [Path.Combine(folder, "reference.txt"), Path.Combine(folder, "current.txt")];
            await File.WriteAllTextAsync(files[0], Text(reference));
            await File.WriteAllTextAsync(files[1], Text(current));
            string[] arguments = ["-c", Peer, .. files, Repetitions.ToString(CultureInfo.InvariantCulture)];
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var answer = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                await error.WriteLineAsync("the peer did not run: python3 with python3-scipy is needed");
                return null;
            }

            using var json = JsonDocument.Parse(answer);
            return (new Timing(Number("seconds"), Number("processor")), Number("unbiased"));

            double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The fastest of the repetitions, by the clock and by the processor; the latter is steady on a busy machine.</summary>
    readonly record struct Timing(double Seconds, double Processor);

    static string Text(double[] values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
            text.Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        return text.ToString();
    }
}
