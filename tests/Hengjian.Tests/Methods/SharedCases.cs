using System.Globalization;
using System.Text.Json.Nodes;

namespace Hengjian.Tests.Methods;

/// <summary>The shared cases (an argument line and what the reference implementation gave), by the family of their method.</summary>
public static class SharedCases
{
    static readonly string[] Envelopment = ["dea", "dea-scale", "dea-super", "dea-cost", "malmquist", "dea-bootstrap", "sbm"];

    static readonly string[] Statistics =
    [
        "diagnostic-accuracy", "proportion-ci", "mcnemar", "roc", "delong", "mrmc", "cohen-kappa", "fleiss-kappa", "kendall-w", "icc",
        "hosmer-lemeshow", "calibration", "fairness", "sample-size",
    ];

    public static TheoryData<string> OfEnvelopment() => Names(Envelopment.Contains);

    public static TheoryData<string> OfStatistics() => Names(Statistics.Contains);

    public static TheoryData<string> OfDecisions() => Names(method => !Envelopment.Contains(method) && !Statistics.Contains(method));

    /// <summary>Runs a case and compares the keys that its expectation has.</summary>
    internal static void Check(string name)
    {
        var cases = SharedData.Require("data", "methods", "cases");
        var arguments = ArgumentsOf(Path.Combine(cases, name + ".cmd"));
        var reference = JsonNode.Parse(File.ReadAllText(Path.Combine(cases, name + ".expected.json")))!.AsObject();
        var tolerance = new Tolerance(reference["tolerance"]!.GetValue<string>(), reference["tolerance_overrides"]?.AsObject());

        var result = MethodsCli.Run(arguments).Result();

        JsonComparison.Differences(result, reference["expected"], tolerance.Agree).ShouldBeEmpty();
    }

    static string[] ArgumentsOf(string commandFile)
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(commandFile))!;
        return [.. CommandLine.Split(File.ReadAllText(commandFile)).Skip(1).Select(argument => argument.Replace("{dir}", folder, StringComparison.Ordinal))];
    }

    // Without the shared data there is one case without a name, so that the theory shows as skipped rather than as empty.
    static TheoryData<string> Names(Func<string, bool> isOfFamily)
    {
        if (SharedData.Root is null)
            return [""];
        var commands = Directory.EnumerateFiles(Path.Combine(SharedData.Root, "data", "methods", "cases"), "*.cmd").Order(StringComparer.Ordinal);
        return [.. commands.Where(file => isOfFamily(ArgumentsOf(file)[0])).Select(file => Path.GetFileNameWithoutExtension(file))];
    }

    /// <summary>|a − b| ≤ absolute + relative·|b|.</summary>
    sealed class Tolerance(string kind, JsonObject? overrides)
    {
        static readonly string[] ProbabilitiesAndIntervals = ["p", "low", "high"];

        public bool Agree(string path, double actual, JsonValue expected)
        {
            var key = JsonComparison.KeyOf(path);
            var (absolute, relative) = kind switch
            {
                "lp" => (1e-6, 1e-6),
                "closed" => (1e-12, IsProbabilityOrInterval(key) ? 1e-7 : 1e-9),
                "fit" => (1e-8, 1e-6),
                "mc" => (0.02, 0),
                _ => throw new InvalidOperationException($"Unknown tolerance {kind}."),
            };
            if (overrides?[key] is { } named)
            {
                relative = named.GetValue<double>();
                absolute = kind == "lp" ? relative : absolute;
            }

            var value = double.Parse(expected.ToJsonString(), CultureInfo.InvariantCulture);
            return Math.Abs(actual - value) <= absolute + (relative * Math.Abs(value));
        }

        static bool IsProbabilityOrInterval(string key) => key.Split('_').Any(ProbabilitiesAndIntervals.Contains);
    }
}

public sealed class EnvelopmentSharedCases
{
    [Theory]
    [MemberData(nameof(SharedCases.OfEnvelopment), MemberType = typeof(SharedCases))]
    public void Method_OnSharedData_GivesTheReferenceResult(string name) => SharedCases.Check(name);
}

public sealed class StatisticsSharedCases
{
    [Theory]
    [MemberData(nameof(SharedCases.OfStatistics), MemberType = typeof(SharedCases))]
    public void Method_OnSharedData_GivesTheReferenceResult(string name) => SharedCases.Check(name);
}

public sealed class DecisionSharedCases
{
    [Theory]
    [MemberData(nameof(SharedCases.OfDecisions), MemberType = typeof(SharedCases))]
    public void Method_OnSharedData_GivesTheReferenceResult(string name) => SharedCases.Check(name);
}
