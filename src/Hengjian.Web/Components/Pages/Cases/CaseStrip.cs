using Hengjian.Web.Localization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Views;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>The state strip of a case: which states lie behind it with their times, and what the state table offers from here.</summary>
internal static class CaseStrip
{
    private static readonly CaseState[] Main = [.. CaseStates.Main.Select(Enum.Parse<CaseState>)];

    /// <summary>The act that brought a case into a state, as the ledger names it.</summary>
    private static readonly Dictionary<CaseState, string[]> EnteredBy = new()
    {
        [CaseState.Registered] = ["case.registered"],
        [CaseState.Indicated] = ["case.indicated", "case.indication.overridden"],
        [CaseState.Analysed] = ["case.aiResult.accepted", "case.aiResult.awaitingOperator", "case.aiFailed"],
        [CaseState.Reading] = ["case.opinion.signed"],
        [CaseState.OpinionIssued] = ["case.opinion.issued", "case.disagreement.resolved"],
        [CaseState.Concluded] = ["case.finalDiagnosis.signed"],
        [CaseState.Reported] = ["case.reported"],
        [CaseState.Closed] = ["case.closed"],
    };

    public static IReadOnlyList<StripStep> Steps(CaseView subject, IReadOnlyList<TimeLineEntry> records, CaseWords words)
    {
        // Off the straight way the case has been read but not issued; a cancelled one stands where it was left.
        var position = Array.IndexOf(Main, subject.State switch
        {
            CaseState.Provisional or CaseState.Disagreed => CaseState.Reading,
            CaseState.Cancelled => Main.Last(s => s == CaseState.Registered || Entered(s, records) is not null),
            var state => state,
        });
        return [.. Main.Select((state, i) => new StripStep(
            words.State(state),
            i < position || (i == position && subject.State == CaseState.Cancelled) ? StepState.Done : i == position ? StepState.Current : StepState.Future,
            i <= position ? Time(state, subject, records) : null))];
    }

    public static IReadOnlyList<StripBranch> Branches(CaseView subject, IReadOnlyList<TimeLineEntry> records, CaseWords words) =>
    [
        new(words.State(CaseState.Provisional), subject.State == CaseState.Provisional || subject.Opinions.Any(o => o.Provisional)),
        new(words.State(CaseState.Disagreed), records.Any(r => r.Action == "case.disagreed")),
        new(words.State(CaseState.Cancelled), subject.State == CaseState.Cancelled),
    ];

    /// <summary>From the present state, each act that leads on and the states it can lead to.</summary>
    public static string? LeadsOut(CaseState from, CaseWords words, IStringLocalizer<CasesText> texts)
    {
        var ways = CaseMachine.Table.Where(t => t.From == from && t.To.Any(to => to != from))
            .Select(t => texts["Strip.Way", words.Act(t.Event), words.Join(t.To.Where(to => to != from).Select(words.State))].Value)
            .ToList();
        return ways.Count == 0 ? null : texts["Strip.From", words.State(from), string.Join(texts["List.Semicolon"], ways)].Value;
    }

    private static string? Time(CaseState state, CaseView subject, IReadOnlyList<TimeLineEntry> records)
    {
        var at = state == CaseState.Indicated ? Entered(state, records) ?? subject.RegisteredAt : Entered(state, records);
        return at is { } instant ? LocalTime.Minute(instant)[5..] : null;
    }

    private static DateTimeOffset? Entered(CaseState state, IReadOnlyList<TimeLineEntry> records) =>
        records.Where(r => EnteredBy[state].Contains(r.Action)).Select(r => (DateTimeOffset?)r.At).FirstOrDefault();
}
