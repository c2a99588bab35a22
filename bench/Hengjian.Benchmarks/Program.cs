using Hengjian.Benchmarks.Dea;
using Hengjian.Benchmarks.Diagnostic;
using Hengjian.Benchmarks.Eligibility;
using Hengjian.Benchmarks.Examinations;
using Hengjian.Benchmarks.Intake;
using Hengjian.Benchmarks.Monitoring;
using Hengjian.Benchmarks.Readiness;

// One line a verb. A benchmark takes the arguments after its verb and returns the exit code.
var verbs = new SortedDictionary<string, Func<string[], Task<int>>>(StringComparer.Ordinal)
{
    ["auc"] = rest => Task.FromResult(DiagnosticBenchmark.Auc(rest)),
    ["dea"] = rest => Task.FromResult(DeaBenchmark.Run(rest)),
    ["dea-bootstrap"] = rest => Task.FromResult(BootstrapBenchmark.Run(rest)),
    ["delong"] = rest => Task.FromResult(DiagnosticBenchmark.DeLong(rest)),
    ["eligibility"] = EligibilityBenchmark.RunAsync,
    ["examination"] = ExaminationLoad.RunAsync,
    ["intake"] = IntakeBenchmark.RunAsync,
    ["readiness"] = ReadinessBenchmark.RunAsync,
    ["worklist"] = WorkListBenchmark.RunAsync,
    ["drift"] = _ => DriftBenchmark.RunAsync(Console.Out, Console.Error),
};

if (args.Length > 0 && verbs.TryGetValue(args[0], out var benchmark))
    return await benchmark(args[1..]);

await Console.Error.WriteLineAsync($"usage: dotnet run -c Release --project bench/Hengjian.Benchmarks -- {string.Join('|', verbs.Keys)}");
return 2;
