using System.Globalization;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.LifeCycle.Domain.Rules;

/// <summary>HP-5.3: a technology that the pack restricts is filed within its working days of the first use. For any other no clock runs, and the decision says so.</summary>
internal sealed class FilingRule() : Rule<FilingFacts>(ClauseIds.Filing)
{
    private const string Restricted = "restricted";
    private const string WorkingDays = "workingDays";

    private static readonly RuleMessage NotRestricted = new("filing.notRestricted");
    private static readonly RuleMessage NotUsed = new("filing.notUsed");
    private static readonly RuleMessage NotYetDue = new("filing.notYetDue", "first", "days", "due");
    private static readonly RuleMessage Overdue = new("filing.overdue", "first", "due");
    private static readonly RuleMessage Late = new("filing.late", "due", "on");

    public override IReadOnlyList<ParameterNeed> Needs => [new(Restricted, ParameterType.Boolean), new(WorkingDays, ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotRestricted, NotUsed, NotYetDue, Overdue, Late];

    public override RuleAnswer Decide(FilingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("restricted", parameters.Bool(Restricted)).Add("firstUseOn", facts.FirstUseOn).Add("filedOn", facts.FiledOn);
        if (!parameters.Bool(Restricted))
            return RuleAnswer.NotApplicable(sheet, NotRestricted.With());
        if (facts.FirstUseOn is not { } first)
            return RuleAnswer.NotApplicable(sheet, NotUsed.With());

        var days = parameters.Int(WorkingDays);
        var due = facts.Calendar.After(first, days);
        sheet.Add("dueOn", due);
        if (facts.FiledOn is { } filed)
            return RuleAnswer.From(sheet, filed <= due ? [] : [Late.With(Text(due), Text(filed))]);
        return ShanghaiDay.Of(at) <= due
            ? RuleAnswer.NotApplicable(sheet, NotYetDue.With(Text(first), days.ToString(CultureInfo.InvariantCulture), Text(due)))
            : RuleAnswer.From(sheet, [Overdue.With(Text(first), Text(due))]);
    }

    private static string Text(DateOnly day) => ClauseParameter.TextOf(day)!;
}
