using System.Text.Json.Nodes;
using Hengjian.Methods.Diagnostic;

namespace Hengjian.Cli.Methods.Diagnostic;

/// <summary><c>proportion-ci</c></summary>
internal sealed class ProportionCiMethod : IMethod
{
    static readonly MethodOption<string> Events = Option.Column("events", "column of the numbers of events");
    static readonly MethodOption<string> Trials = Option.Column("trials", "column of the numbers of trials");

    public string Name => "proportion-ci";

    public string Summary => "Intervals of proportions: Wilson, with continuity correction, Clopper-Pearson, Agresti-Coull.";

    public IReadOnlyList<MethodOption> Options { get; } = [Events, Trials, Option.Level];

    public JsonObject Run(MethodInput input)
    {
        var events = input.Data.Numbers(input.Get(Events), NumberRule.Count);
        var trials = input.Data.Numbers(input.Get(Trials), NumberRule.Count);
        var level = input.Get(Option.Level);
        var rows = new JsonArray();
        for (var i = 0; i < events.Length; i++)
        {
            if (events[i] > trials[i])
                throw input.Data.Bad(i, input.Get(Events), $"must not exceed the trials {trials[i]:R}");
            rows.Add(trials[i] == 0 ? Empty() : Row((long)events[i], (long)trials[i], level));
        }
        return new JsonObject { ["rows"] = rows };
    }

    static JsonObject Row(long events, long trials, double level) => new()
    {
        ["events"] = events,
        ["trials"] = trials,
        ["estimate"] = (double)events / trials,
        ["wilson"] = Nodes.Of(Proportion.Wilson(events, trials, level)),
        ["wilson_cc"] = Nodes.Of(Proportion.WilsonContinuityCorrected(events, trials, level)),
        ["clopper_pearson"] = Nodes.Of(Proportion.ClopperPearson(events, trials, level)),
        ["agresti_coull"] = Nodes.Of(Proportion.AgrestiCoull(events, trials, level)),
    };

    static JsonObject Empty() => new JsonObject
    {
        ["events"] = 0,
        ["trials"] = 0,
        ["estimate"] = null,
        ["wilson"] = null,
        ["wilson_cc"] = null,
        ["clopper_pearson"] = null,
        ["agresti_coull"] = null,
    }.WithReason("no trials");
}
