using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class RiskAdjustedCusumMethod : IMethod
{
    static readonly MethodOption<string> Outcome = Option.Column("outcome", "column of outcomes, 1 = the unwanted event");
    static readonly MethodOption<string> Risk = Option.Column("risk", "column of predicted risks, in (0, 1)");
    static readonly MethodOption<double> Up = Option.Number("odds-ratio-up", 2, NumberRule.Positive, "worsening to detect, above 1");
    static readonly MethodOption<double> Down = Option.Number("odds-ratio-down", 0.5, NumberRule.OpenProbability, "improvement to detect, in (0, 1)");
    static readonly MethodOption<double> Limit = Option.Number("limit", 4.5, NumberRule.Positive, "limit of either sum");
    static readonly MethodOption<bool> Reset = Option.Flag("reset", "start a sum again from 0 after its signal");

    public string Name => "ra-cusum";

    public string Summary => "Risk-adjusted CUSUM and variable life-adjusted display.";

    public IReadOnlyList<MethodOption> Options { get; } = [Outcome, Risk, Up, Down, Limit, Reset];

    public JsonObject Run(MethodInput input)
    {
        if (!(input.Get(Up) > 1))
            throw new OptionException("--odds-ratio-up: must be above 1");
        var outcomes = input.Data.Binary(input.Get(Outcome));
        var risks = input.Data.Numbers(input.Get(Risk), NumberRule.OpenProbability);
        var chart = RiskAdjustedCusum.Compute(
            [.. outcomes.Zip(risks, (outcome, risk) => new RiskedOutcome(outcome, risk))],
            new RiskAdjustedCusumOptions(input.Get(Up), input.Get(Down), input.Get(Limit), input.Get(Reset)));
        return new JsonObject
        {
            ["points"] = new JsonArray([.. chart.Points.Select((point, i) => new JsonObject
            {
                ["index"] = input.Data.RowNumber(i),
                ["s_up"] = point.Up,
                ["s_down"] = point.Down,
                ["vlad"] = point.Vlad,
            })]),
            ["maximum"] = chart.Maximum,
            ["maximum_at"] = input.Data.RowNumber(chart.MaximumAt),
            ["first_signal_up"] = Row(chart.FirstSignalUp),
            ["first_signal_down"] = Row(chart.FirstSignalDown),
        };

        int? Row(int? position) => position is { } i ? input.Data.RowNumber(i) : null;
    }
}
