using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>calibration</c></summary>
internal sealed class CalibrationMethod : IMethod
{
    static readonly MethodOption<string> Truth = Option.Column("truth", "column of the outcome, 0 or 1");
    static readonly MethodOption<string> Probability = Option.Column("probability", "column of the predicted probabilities");
    static readonly MethodOption<int> Bins = Option.Integer("bins", 10, 1, "bins of equal width", atMost: 1_000_000);

    public string Name => "calibration";

    public string Summary => "Brier score, calibration errors, and calibration intercept and slope.";

    public IReadOnlyList<MethodOption> Options { get; } = [Truth, Probability, Bins];

    public JsonObject Run(MethodInput input)
    {
        var truth = input.Data.Binary(input.Get(Truth));
        var probabilities = input.Data.Numbers(input.Get(Probability), NumberRule.Probability);
        var result = Calibration.Analyse(truth, probabilities, input.Get(Bins));
        return new JsonObject
        {
            ["brier"] = result.Brier,
            ["ece"] = result.Ece,
            ["mce"] = result.Mce,
            ["intercept"] = result.Intercept,
            ["slope"] = result.Slope,
            ["calibration_in_the_large"] = result.InTheLarge,
        }.WithReason(result.SlopeReason, result.InTheLargeReason)
            .With("bins", new JsonArray([.. result.Bins.Select(Bin)]));
    }

    static JsonNode Bin(CalibrationBin bin) => new JsonObject
    {
        ["low"] = bin.Low,
        ["high"] = bin.High,
        ["n"] = bin.N,
        ["mean_predicted"] = bin.MeanPredicted,
        ["observed_rate"] = bin.ObservedRate,
    }.WithReason(bin.N == 0 ? "the bin is empty" : null);
}
