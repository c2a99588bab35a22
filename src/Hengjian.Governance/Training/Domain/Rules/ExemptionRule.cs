using System.Globalization;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>
/// R17-4.1.4, as of the day before the specification was issued, whatever day it is asked on: years of clinical work, title, cases done independently in the years ending
/// that day, no serious adverse event. A title obtained later and cases of a stretch that reaches beyond the window count nothing: such a stretch cannot be divided.
/// </summary>
internal sealed class ExemptionRule() : Rule<ExemptionFacts>(ClauseIds.Exemption)
{
    private static readonly RuleMessage Years = new("exempt.yearsShort", "years", "needs", "has", "on");
    private static readonly RuleMessage Title = new("exempt.lowTitle", "needs", "has", "on");
    private static readonly RuleMessage Cases = new("exempt.casesShort", "needs", "has", "from", "to");
    private static readonly RuleMessage Events = new("exempt.events", "has");
    private static readonly RuleMessage EventsUnstated = new("exempt.eventsUnstated");
    private static readonly RuleMessage NoPapers = new("exempt.noPapers");
    private static readonly RuleMessage NotChecked = new("evidence.notChecked");

    public override IReadOnlyList<ParameterNeed> Needs { get; } =
    [
        new("issuedOn", ParameterType.Date), new("years", ParameterType.Integer), new("cases", ParameterType.Integer), new("withinYears", ParameterType.Integer),
        new("minimumTitle", ParameterType.Choice), new("seriousAdverseEvents", ParameterType.Integer),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [Years, Title, Cases, Events, EventsUnstated, NoPapers, NotChecked];

    public override RuleAnswer Decide(ExemptionFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var issued = parameters.Date("issuedOn");
        var day = issued.AddDays(-1);
        var missing = new List<MissingItem>();
        var sheet = new FactSheet().Add("decidedAsOf", day).Add("proofDocuments", facts.Documents).Add("evidenceChecked", facts.Checked);
        CheckYears(facts, day, parameters.Int("years"), sheet, missing);
        CheckTitle(facts, day, CodeName.Parse<ProfessionalTitle>(parameters.Choice("minimumTitle")), sheet, missing);
        CheckCases(facts, ShanghaiDay.AddYears(issued, -parameters.Int("withinYears")), day, parameters.Int("cases"), sheet, missing);
        sheet.Add("seriousEvents", facts.SeriousEvents is { } stated ? Text(stated) : null);
        if (facts.SeriousEvents is null)
        {
            missing.Add(EventsUnstated.With());
        }
        else if (facts.SeriousEvents > parameters.Int("seriousAdverseEvents"))
        {
            missing.Add(Events.With(Text(facts.SeriousEvents.Value)));
        }

        if (facts.Documents == 0)
        {
            missing.Add(NoPapers.With());
        }

        if (!facts.Checked)
        {
            missing.Add(NotChecked.With());
        }

        return RuleAnswer.From(sheet, missing);
    }

    private static void CheckYears(ExemptionFacts facts, DateOnly day, int years, FactSheet sheet, List<MissingItem> missing)
    {
        var merged = MergedDays.Of(facts.Work.Where(w => w.From <= day).Select(w => (w.From, w.To is { } to && to < day ? to : day)));
        var needed = merged.Start is { } start ? ShanghaiDay.AddYears(start, years).DayNumber - start.DayNumber : 0;
        sheet.Add("clinicalWork", facts.Work.OrderBy(w => w.From).Select(w => $"{ClauseParameter.TextOf(w.From)}/{ClauseParameter.TextOf(w.To)} {w.Institution}"))
            .Add("yearsAsked", years).Add("countedFrom", merged.Start).Add("mergedDays", merged.Days).Add("requiredDays", needed);
        if (merged.Start is null || merged.Days < needed)
        {
            missing.Add(Years.With(Text(years), Text(needed), Text(merged.Days), ClauseParameter.TextOf(day)!));
        }
    }

    private static void CheckTitle(ExemptionFacts facts, DateOnly day, ProfessionalTitle least, FactSheet sheet, List<MissingItem> missing)
    {
        var held = facts.Titles.Where(t => t.From <= day).Select(t => t.Title).ToList();
        var title = held.Count == 0 ? null : CodeName.Of(held.Max());
        sheet.Add("title", title).Add("titleAsked", CodeName.Of(least));
        if (held.Count == 0 || held.Max() < least)
        {
            missing.Add(Title.With(CodeName.Of(least), title ?? "none", ClauseParameter.TextOf(day)!));
        }
    }

    private static void CheckCases(ExemptionFacts facts, DateOnly from, DateOnly to, int asked, FactSheet sheet, List<MissingItem> missing)
    {
        var within = facts.Cases.Where(c => c.From >= from && c.To <= to && c.From <= c.To).ToList();
        var count = within.Sum(c => (long)c.Count);
        sheet.Add("casesAsked", asked).Add("casesFrom", from).Add("casesTo", to).Add("casesCounted", count).Add("casesNotCounted", facts.Cases.Except(within).OrderBy(c => c.From).Select(Line));
        if (count < asked)
        {
            missing.Add(Cases.With(Text(asked), count.ToString(CultureInfo.InvariantCulture), ClauseParameter.TextOf(from)!, ClauseParameter.TextOf(to)!));
        }
    }

    private static string Line(OldCases cases) => string.Create(CultureInfo.InvariantCulture, $"{ClauseParameter.TextOf(cases.From)}/{ClauseParameter.TextOf(cases.To)}: {cases.Count}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
