using System.Diagnostics;
using System.Globalization;
using Hengjian.Benchmarks.Diagnostic;
using Hengjian.Methods.Dea;

namespace Hengjian.Benchmarks.Dea;

/// <summary>
/// The bootstrap of Simar and Wilson on one thread and on all: the results must be the same to the last bit, so that the ratio of the times is what
/// the threads are worth.
/// </summary>
internal static class BootstrapBenchmark
{
    const int Replicates = 500;
    const int Runs = 3;
    const long Seed = 20250101;

    /// <summary>The verb <c>dea-bootstrap</c>; an argument changes the number of units.</summary>
    public static int Run(string[] args)
    {
        var units = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100;
        var data = DeaBenchmark.Sample(units);
        BootstrapResult Solve() => DeaBootstrap.Solve(data, ReturnsToScale.Variable, Orientation.Input, Replicates, 0.95, Seed);
        var (alone, onOne) = Fastest(() => OnOneThread(Solve));
        var (together, onAll) = Fastest(Solve);
        if (!onOne.Units.SequenceEqual(onAll.Units))
        {
            Console.Error.WriteLine("the results depend on the number of threads");
            return 1;
        }

        string[] lines =
        [
            Line($"{units:N0} units, 3 inputs, 3 outputs, VRS, {Replicates} replicates, fastest of {Runs} runs; {Environment.ProcessorCount} processors, the same results bit for bit."),
            "",
            "| threads | seconds | times as fast |",
            "| --- | --- | --- |",
            Line($"| one | {alone:F3} | 1 |"),
            Line($"| all | {together:F3} | {alone / together:F2} |"),
        ];
        ResultsFile.Replace("dea.md", "Data envelopment analysis", "dea-bootstrap", lines);
        Array.ForEach(lines, Console.WriteLine);
        return 0;
    }

    static (double Seconds, BootstrapResult Result) Fastest(Func<BootstrapResult> work)
    {
        var result = work();
        var seconds = double.PositiveInfinity;
        for (var run = 0; run < Runs; run++)
        {
            var clock = Stopwatch.StartNew();
            result = work();
            seconds = Math.Min(seconds, clock.Elapsed.TotalSeconds);
        }

        return (seconds, result);
    }

    // Parallel loops run on the scheduler of the task that they are called from, which here takes one piece of work at a time.
    static T OnOneThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler)
            .GetAwaiter().GetResult();

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
