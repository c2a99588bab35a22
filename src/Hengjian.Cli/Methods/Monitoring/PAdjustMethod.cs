using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class PAdjustMethod : IMethod
{
    static readonly MethodOption<string> P = Option.Column("p", "column of p-values");
    static readonly MethodOption<double> Alpha = Option.Number("alpha", 0.05, NumberRule.OpenProbability, "level at which adjusted values reject");

    public string Name => "p-adjust";

    public string Summary => "Adjustment of p-values for multiple testing.";

    public IReadOnlyList<MethodOption> Options { get; } = [P, Alpha];

    public MissingValues Missing => MissingValues.Refuse;

    public JsonObject Run(MethodInput input)
    {
        var adjusted = PValueAdjustment.Compute(input.Data.Numbers(input.Get(P), NumberRule.Probability));
        return new JsonObject
        {
            ["rows"] = new JsonArray([.. adjusted.Select(one => new JsonObject
            {
                ["p"] = one.P,
                ["bh"] = one.BenjaminiHochberg,
                ["by"] = one.BenjaminiYekutieli,
                ["holm"] = one.Holm,
                ["bonferroni"] = one.Bonferroni,
            })]),
            ["rejected"] = new JsonObject
            {
                ["bh"] = Rejected(one => one.BenjaminiHochberg),
                ["by"] = Rejected(one => one.BenjaminiYekutieli),
                ["holm"] = Rejected(one => one.Holm),
                ["bonferroni"] = Rejected(one => one.Bonferroni),
            },
        };

        int Rejected(Func<AdjustedPValue, double> value) => adjusted.Count(one => PValueAdjustment.Rejects(value(one), input.Get(Alpha)));
    }
}
