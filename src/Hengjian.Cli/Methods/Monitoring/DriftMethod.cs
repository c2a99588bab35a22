using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class DriftMethod : IMethod
{
    const string ConstantReference = "the reference is constant, so it has no bins";
    static readonly MethodOption<string?> Value = Option.OptionalColumn("value", "numeric: column of values");
    static readonly MethodOption<string?> Window = Option.OptionalColumn("window", "numeric: column that tells the windows apart");
    static readonly MethodOption<string?> Reference = Option.OptionalText("reference", "numeric: label of the reference window");
    static readonly MethodOption<string?> Current = Option.OptionalText("current", "numeric: label of the current window");
    static readonly MethodOption<int> Bins = Option.Integer("bins", 10, 1, "numeric: quantile bins of the reference");
    static readonly MethodOption<double> Epsilon = Option.Number("epsilon", 1e-4, NumberRule.OpenProbability, "floor of a share in the PSI");
    static readonly MethodOption<string?> Category = Option.OptionalColumn("category", "counts: column of categories");
    static readonly MethodOption<string?> ReferenceCount = Option.OptionalColumn("reference-count", "counts: column of counts in the reference window");
    static readonly MethodOption<string?> CurrentCount = Option.OptionalColumn("current-count", "counts: column of counts in the current window");
    static readonly MethodOption[] NumericOptions = [Value, Window, Reference, Current];
    static readonly MethodOption[] CountOptions = [Category, ReferenceCount, CurrentCount];

    public string Name => "drift";

    public string Summary => "Drift of a distribution: PSI, Kolmogorov-Smirnov, Jensen-Shannon, Wasserstein, MMD, chi-square.";

    public IReadOnlyList<MethodOption> Options { get; } = [Value, Window, Reference, Current, Bins, Epsilon, Category, ReferenceCount, CurrentCount];

    public JsonObject Run(MethodInput input)
    {
        var isNumeric = RequireOneSet(input.Options);
        return isNumeric ? Numeric(input) : Counts(input);
    }

    /// <summary>True when the numeric options are given, false when those of the counts are; all of the set and none of the other.</summary>
    static bool RequireOneSet(OptionValues options)
    {
        var isNumeric = Array.Exists(NumericOptions, options.IsGiven);
        if (isNumeric && Array.Find(CountOptions, options.IsGiven) is { } foreign)
            throw new OptionException($"--{foreign.Name}: does not go with --value and --window");
        var missing = Array.Find(isNumeric ? NumericOptions : CountOptions, option => !options.IsGiven(option));
        if (missing is null)
            return isNumeric;
        throw new OptionException(
            $"--{missing.Name}: required; give --value --window --reference --current, or --category --reference-count --current-count");
    }

    static JsonObject Numeric(MethodInput input)
    {
        string referenceLabel = input.Get(Reference)!, currentLabel = input.Get(Current)!;
        if (referenceLabel == currentLabel)
            throw new OptionException("--current: the same window as --reference", currentLabel);
        var reference = WindowValues(input, referenceLabel);
        var current = WindowValues(input, currentLabel);
        var drift = Drift.Compare(reference, current, input.Get(Bins), input.Get(Epsilon), cancellation: input.Cancellation);
        return new JsonObject
        {
            ["n"] = reference.Length + current.Length,
            ["n_reference"] = reference.Length,
            ["n_current"] = current.Length,
            ["psi"] = Psi(drift.PopulationStability, drift.Shares),
            ["ks"] = KolmogorovSmirnovJson(drift.KolmogorovSmirnov),
            ["jensen_shannon"] = JensenShannonJson(drift.JensenShannonNats),
            ["wasserstein"] = drift.Wasserstein,
            ["mmd"] = Mmd(drift.MaximumMeanDiscrepancy),
        };
    }

    static double[] WindowValues(MethodInput input, string label)
    {
        var column = input.Get(Window)!;
        var windows = input.Data.Texts(column);
        var rows = input.Data.Where(row => windows[row] == label);
        return rows.RowCount > 0
            ? rows.Numbers(input.Get(Value)!, NumberRule.Any)
            : throw new BadInputException("no row of this window", column: column, value: label);
    }

    static JsonObject Counts(MethodInput input)
    {
        var categories = input.Data.Ids(input.Get(Category));
        var reference = input.Data.Numbers(input.Get(ReferenceCount)!, NumberRule.Count);
        var current = input.Data.Numbers(input.Get(CurrentCount)!, NumberRule.Count);
        var drift = Drift.CompareCounts([.. reference.Zip(current)], input.Get(Epsilon));
        return new JsonObject
        {
            ["n_reference"] = reference.Sum(),
            ["n_current"] = current.Sum(),
            ["categories"] = new JsonArray([.. categories.Select(category => (JsonNode)category)]),
            ["psi"] = Psi(drift.PopulationStability, drift.Shares),
            ["jensen_shannon"] = JensenShannonJson(drift.JensenShannonNats),
            ["chi2"] = drift.ChiSquare is { } test
                ? new JsonObject { ["value"] = test.Value, ["df"] = test.DegreesOfFreedom, ["p"] = test.P }
                : new JsonObject { ["value"] = null, ["df"] = 0, ["p"] = null, ["reason"] = "fewer than two categories were seen" },
        };
    }

    static JsonObject Psi(double? value, IReadOnlyList<SharePair>? shares) => new JsonObject
    {
        ["value"] = value,
        ["bins"] = new JsonArray([.. (shares ?? []).Select(share => new JsonObject { ["reference"] = share.Reference, ["current"] = share.Current })]),
    }.WithReason(value is null ? ConstantReference : null);

    static JsonObject JensenShannonJson(double? nats) => nats is { } divergence
        ? new JsonObject { ["distance_base2"] = JensenShannon.DistanceBase2(divergence), ["divergence_nats"] = divergence }
        : new JsonObject { ["distance_base2"] = null, ["divergence_nats"] = null, ["reason"] = ConstantReference };

    static JsonObject KolmogorovSmirnovJson(KolmogorovSmirnovResult test) => new JsonObject
    {
        ["d"] = test.D,
        ["p_exact"] = test.PExact,
        ["p_asymptotic"] = test.PAsymptotic,
    }.WithReason(test.PExact is null ? "the product of the sizes exceeds 10000000, p_exact is not counted" : null);

    static JsonObject Mmd(MaximumMeanDiscrepancyResult mmd) => new JsonObject
    {
        ["bandwidth"] = mmd.Bandwidth,
        ["mmd2_unbiased"] = mmd.Unbiased,
        ["mmd2_biased"] = mmd.Biased,
    }.WithReason(mmd switch
    {
        { Biased: null } => "the median distance is 0, so the kernel has no bandwidth",
        { Unbiased: null } => "a window holds one value, which has no pair within it",
        _ => null,
    });
}
