using System.Text.Json.Nodes;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class FunnelMethod : IMethod
{
    static readonly MethodOption<string> Events = Option.Column("events", "column of events");
    static readonly MethodOption<string> Trials = Option.Column("trials", "column of trials");
    static readonly MethodOption<double?> Benchmark =
        Option.OptionalNumber("benchmark", NumberRule.OpenProbability, "rate to hold against, in (0, 1) (default: all events over all trials)");

    public string Name => "funnel";

    public string Summary => "Funnel plot of proportions with over-dispersion.";

    public IReadOnlyList<MethodOption> Options { get; } = [Option.Id, Events, Trials, Benchmark];

    public JsonObject Run(MethodInput input)
    {
        var ids = input.Data.Ids(input.Get(Option.Id));
        var events = input.Data.Numbers(input.Get(Events), NumberRule.Count);
        var trials = input.Data.Numbers(input.Get(Trials), NumberRule.PositiveCount);
        for (var row = 0; row < ids.Length; row++)
        {
            if (events[row] > trials[row])
                throw input.Data.Bad(row, input.Get(Events), "more events than trials");
        }

        var funnel = FunnelPlot.Compute([.. events.Zip(trials, (x, n) => new InstitutionCount((long)x, (long)n))], input.Get(Benchmark));
        return new JsonObject
        {
            ["benchmark"] = funnel.Benchmark,
            ["phi"] = funnel.Phi,
            ["institutions"] = new JsonArray([.. funnel.Institutions.Select((one, i) => Institution(ids[i], one))]),
        };
    }

    static JsonObject Institution(string id, FunnelInstitution one)
    {
        var json = new JsonObject { ["id"] = id, ["rate"] = one.Rate, ["z"] = one.Z, ["z_adjusted"] = one.ZAdjusted };
        AddLimits("normal_95", one.Normal95);
        AddLimits("normal_998", one.Normal998);
        AddLimits("exact_95", one.Exact95);
        AddLimits("exact_998", one.Exact998);
        json["outlier_998"] = one.IsOutlier998;
        json["p"] = one.P;
        json["p_bh"] = one.PBenjaminiHochberg;
        return json;

        void AddLimits(string name, Interval limits)
        {
            json[name + "_low"] = limits.Low;
            json[name + "_high"] = limits.High;
        }
    }
}
