using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Domain.Rules;

/// <summary>
/// HP-5.6: where the conditions of R17-1.1 to 1.5 or R17-3.8.1a are no longer met, new cases are taken for some days yet (the last day included), then no more until
/// they are met. Cases under way go on: what ends is the use, not the care that relies on it.
/// </summary>
internal sealed class UnreadyUseRule() : Rule<UnreadyUseFacts>(ClauseIds.UnreadyUse)
{
    private static readonly RuleMessage Shadow = new("unreadyUse.shadow");
    private static readonly RuleMessage Over = new("unreadyUse.over", "clauses", "since", "until");

    public override IReadOnlyList<ParameterNeed> Needs => [new("graceDays", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [Shadow, Over];

    /// <summary>Last day on which new cases are taken.</summary>
    public static DateOnly LastDay(ReadinessLapse lapse, ClauseParameters parameters) => ShanghaiDay.Of(lapse.Since).AddDays(parameters.Int("graceDays"));

    public override RuleAnswer Decide(UnreadyUseFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        if (!facts.ForCare)
        {
            return RuleAnswer.NotApplicable(new FactSheet(), Shadow.With());
        }

        var sheet = new FactSheet().Add("notReadySince", facts.Lapse?.Since);
        if (facts.Lapse is not { } lapse)
        {
            return RuleAnswer.From(sheet, []);
        }

        var last = LastDay(lapse, parameters);
        sheet.Add("newCasesUntil", last).Add("unmetClauses", lapse.Clauses);
        return RuleAnswer.From(
            sheet,
            ShanghaiDay.Of(at) <= last ? [] : [Over.With(string.Join(',', lapse.Clauses), ClauseParameter.TextOf(ShanghaiDay.Of(lapse.Since))!, ClauseParameter.TextOf(last)!)]);
    }
}
