using System.Text.Json.Nodes;
using Hengjian.Methods.Weighting;

namespace Hengjian.Cli.Methods.Weighting;

internal sealed class DelphiMethod : IMethod
{
    static readonly MethodOption<IReadOnlyList<string>> Indicators = Option.Columns("indicators", "columns of scores, one an indicator", atLeast: 2);
    static readonly MethodOption<string?> Ca = Option.OptionalColumn("ca", "column of the experts' bases of judgement, in [0, 1]");
    static readonly MethodOption<string?> Cs = Option.OptionalColumn("cs", "column of the experts' familiarity, in [0, 1]");
    static readonly MethodOption<double> FullScore = Option.Number("full-score", 5, NumberRule.Positive, "highest score");
    static readonly MethodOption<int?> Invited = Option.OptionalInteger("invited", 1, "number of experts invited");

    public string Name => "delphi";

    public string Summary => "Statistics of an expert panel: concordance, dispersion, authority, response.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, Indicators, Ca, Cs, FullScore, Invited];

    public int MinimumRows => 2;

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var names = input.Get(Indicators);
        if (input.Get(Ca) is null != input.Get(Cs) is null)
            throw new OptionException("--ca and --cs: give both or neither");
        if (input.Get(Invited) < ids.Length)
            throw new OptionException($"--invited: fewer than the {ids.Length} experts who answered");
        var result = Delphi.Compute(new DelphiRound(
            input.Data.Numbers(names, NumberRule.Between(0, input.Get(FullScore))),
            input.Get(FullScore),
            Coefficients(input, Ca),
            Coefficients(input, Cs),
            input.Get(Invited)));
        var json = new JsonObject
        {
            ["n_experts"] = result.Experts,
            ["n_indicators"] = names.Count,
            ["w"] = result.Concordance?.W,
            ["w_uncorrected"] = result.Concordance?.WUncorrected,
            ["chi2"] = result.Concordance?.ChiSquare,
            ["df"] = names.Count - 1,
            ["p"] = result.Concordance?.P,
            ["indicators"] = new JsonArray([.. result.Indicators.Select((indicator, i) => Indicator(names[i], indicator))]),
            ["authority"] = Authority(result.Authority),
            ["positive_coefficient"] = result.PositiveCoefficient,
        };
        return json.WithReason(Reason(result));
    }

    static double[]? Coefficients(MethodInput input, MethodOption<string?> option) =>
        input.Get(option) is { } column ? input.Data.Numbers(column, NumberRule.Probability) : null;

    static JsonObject Indicator(string name, DelphiIndicator indicator) => new JsonObject
    {
        ["name"] = name,
        ["mean"] = indicator.Mean,
        ["sd"] = indicator.StandardDeviation,
        ["cv"] = indicator.CoefficientOfVariation,
        ["median"] = indicator.Median,
        ["full_score_rate"] = indicator.FullScoreRate,
    }.WithReason(indicator.CoefficientOfVariation is null ? "the mean is 0" : null);

    static JsonObject Authority(IReadOnlyList<double>? coefficients) => coefficients is null
        ? new JsonObject { ["experts"] = new JsonArray(), ["mean"] = null, ["reason"] = "--ca and --cs are not given" }
        : new JsonObject { ["experts"] = new JsonArray([.. coefficients.Select(one => (JsonNode)one)]), ["mean"] = coefficients.Average() };

    static string? Reason(DelphiResult result)
    {
        string?[] reasons =
        [
            result.Concordance is null ? "every expert ties all indicators, so there is no concordance" : null,
            result.PositiveCoefficient is null ? "--invited is not given" : null,
        ];
        return reasons.Any(reason => reason is not null) ? string.Join("; ", reasons.Where(reason => reason is not null)) : null;
    }
}
