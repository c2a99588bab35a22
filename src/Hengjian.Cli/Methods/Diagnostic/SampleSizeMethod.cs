using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>sample-size</c></summary>
internal sealed class SampleSizeMethod : IMethod
{
    static readonly MethodOption<string> Design = Option.RequiredChoice("design", "what is to be planned", "buderer", "hanley-mcneil", "connor", "proportion");
    static readonly MethodOption<double?> Sensitivity = Option.OptionalNumber("sensitivity", NumberRule.Probability, "buderer: expected sensitivity");
    static readonly MethodOption<double?> Specificity =
        Option.OptionalNumber("specificity", NumberRule.Probability, "buderer: expected specificity (may be left out)");
    static readonly MethodOption<double?> Prevalence = Option.OptionalNumber("prevalence", NumberRule.OpenProbability, "buderer: share of diseased");
    static readonly MethodOption<double?> Proportion = Option.OptionalNumber("proportion", NumberRule.Probability, "proportion: expected proportion");
    static readonly MethodOption<double?> HalfWidth =
        Option.OptionalNumber("half-width", NumberRule.OpenProbability, "buderer, proportion: half the width of the interval");
    static readonly MethodOption<double?> Auc = Option.OptionalNumber("auc", NumberRule.Probability, "hanley-mcneil: expected area");
    static readonly MethodOption<int?> Positives = Option.OptionalInteger("n-positive", 1, "hanley-mcneil: diseased cases");
    static readonly MethodOption<int?> Negatives = Option.OptionalInteger("n-negative", 1, "hanley-mcneil: healthy cases");
    static readonly MethodOption<double?> P10 = Option.OptionalNumber("p10", NumberRule.Probability, "connor: share of pairs with only the first positive");
    static readonly MethodOption<double?> P01 = Option.OptionalNumber("p01", NumberRule.Probability, "connor: share of pairs with only the second positive");
    static readonly MethodOption<double> Alpha = Option.Number("alpha", 0.05, NumberRule.OpenProbability, "connor: two-sided significance level");
    static readonly MethodOption<double> Power = Option.Number("power", 0.8, NumberRule.OpenProbability, "connor: wanted power");

    static readonly Dictionary<string, MethodOption[]> OfDesign = new()
    {
        ["buderer"] = [Sensitivity, Specificity, Prevalence, HalfWidth],
        ["hanley-mcneil"] = [Auc, Positives, Negatives],
        ["connor"] = [P10, P01, Alpha, Power],
        ["proportion"] = [Proportion, HalfWidth],
    };

    public string Name => "sample-size";

    public string Summary => "Cases that a diagnostic study needs: sensitivity and specificity, area, paired comparison, one proportion.";

    public IReadOnlyList<MethodOption> Options { get; } =
        [Design, Sensitivity, Specificity, Prevalence, Proportion, HalfWidth, Auc, Positives, Negatives, P10, P01, Alpha, Power, Option.Level];

    public bool ReadsData => false;

    public JsonObject Run(MethodInput input)
    {
        var design = input.Get(Design);
        var foreign = Options.FirstOrDefault(option =>
            option != Design && option != Option.Level && input.Options.IsGiven(option) && !OfDesign[design].Contains(option));
        if (foreign is not null)
            throw new OptionException($"--{foreign.Name}: not an option of --design {design}");
        return design switch
        {
            "buderer" => Buderer(input),
            "hanley-mcneil" => new JsonObject
            {
                ["standard_error"] = SampleSize.HanleyMcNeil(Needed(input, Auc), Needed(input, Positives), Needed(input, Negatives)),
            },
            "connor" => new JsonObject
            {
                ["n_pairs"] = SampleSize.Connor(Needed(input, P10), Needed(input, P01), input.Get(Alpha), input.Get(Power)),
            },
            _ => ForProportion(input),
        };
    }

    static JsonObject Buderer(MethodInput input)
    {
        var size = SampleSize.Buderer(
            Needed(input, Sensitivity), input.Get(Specificity), Needed(input, HalfWidth), Needed(input, Prevalence), input.Get(Option.Level));
        return new JsonObject
        {
            ["n_diseased"] = size.Diseased,
            ["n_healthy"] = size.Healthy,
            ["n_total_sensitivity"] = size.TotalForSensitivity,
            ["n_total_specificity"] = size.TotalForSpecificity,
            ["n_total"] = size.Total,
        }.WithReason(size.Healthy is null ? "no specificity was given" : null);
    }

    static JsonObject ForProportion(MethodInput input)
    {
        var size = SampleSize.ForProportion(Needed(input, Proportion), Needed(input, HalfWidth), input.Get(Option.Level));
        return new JsonObject { ["n"] = size.Size, ["n_exact"] = size.Exact };
    }

    static T Needed<T>(MethodInput input, MethodOption<T?> option)
        where T : struct =>
        input.Get(option) ?? throw new OptionException($"--{option.Name}: required, {option.Help}");
}
