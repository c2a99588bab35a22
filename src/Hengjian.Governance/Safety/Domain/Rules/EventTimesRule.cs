using System.Globalization;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;

namespace Hengjian.Governance.Safety.Domain.Rules;

/// <summary>HP-11.1: an event is reported within the hours of its grade, to the second, and investigated within the days of its grade, the last day included.</summary>
internal sealed class EventTimesRule() : Rule<EventTimeFacts>(ClauseIds.EventTimes)
{
    private static readonly RuleMessage ReportedLate = new("event.reportedLate", "hours", "due");
    private static readonly RuleMessage InvestigationOverdue = new("event.investigationOverdue", "due");
    private static readonly RuleMessage InvestigatedLate = new("event.investigatedLate", "due", "on");

    public override IReadOnlyList<ParameterNeed> Needs => [.. EventTerms.Needs];

    public override IReadOnlyList<RuleMessage> Messages => [ReportedLate, InvestigationOverdue, InvestigatedLate];

    public override RuleAnswer Decide(EventTimeFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var terms = EventTerms.Of(facts.Grade, parameters);
        var reportBy = facts.OccurredAt.AddHours(terms.ReportHours);
        var investigateBy = terms.InvestigationDueOn(facts.ReportedAt);
        var sheet = new FactSheet().Add("eventGrade", CodeName.Of(facts.Grade)).Add("occurredAt", facts.OccurredAt).Add("reportBy", reportBy).Add("reportedAt", facts.ReportedAt)
            .Add("investigateBy", investigateBy).Add("investigatedAt", facts.InvestigatedAt);
        var missing = new List<MissingItem>();
        if (facts.ReportedAt > reportBy)
            missing.Add(ReportedLate.With(terms.ReportHours.ToString(CultureInfo.InvariantCulture), FactSheet.Text(reportBy)));
        if (facts.InvestigatedAt is { } done && ShanghaiDay.Of(done) > investigateBy)
            missing.Add(InvestigatedLate.With(Text(investigateBy), Text(ShanghaiDay.Of(done))));
        else if (facts.InvestigatedAt is null && ShanghaiDay.Of(at) > investigateBy)
            missing.Add(InvestigationOverdue.With(Text(investigateBy)));
        return RuleAnswer.From(sheet, missing);
    }

    private static string Text(DateOnly day) => ClauseParameter.TextOf(day)!;
}
