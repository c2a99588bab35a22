using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>HP-5.7: an act that arrived from another system does not wait longer than the set days for what has to come before it. Until then nothing is amiss.</summary>
internal sealed class ObservedWaitRule() : Rule<ObservedWaitFacts>(ClauseIds.ObservedActs)
{
    private static readonly RuleMessage NotDue = new("observedWait.notDue", "by");
    private static readonly RuleMessage TooLong = new("observedWait.tooLong", "by");

    public override IReadOnlyList<ParameterNeed> Needs => [new("waitDays", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [NotDue, TooLong];

    public override RuleAnswer Decide(ObservedWaitFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var by = facts.ReceivedAt.AddDays(parameters.Int("waitDays"));
        var sheet = new FactSheet().Add("observedKind", CodeName.Of(facts.Kind)).Add("observedReceivedAt", facts.ReceivedAt).Add("observedWaitsUntil", by).Add("observedWaitEndedAt", facts.EndedAt);
        return facts.EndedAt is null && at <= by
            ? RuleAnswer.NotApplicable(sheet, NotDue.With(FactSheet.Text(by)))
            : RuleAnswer.From(sheet, (facts.EndedAt ?? at) <= by ? [] : [TooLong.With(FactSheet.Text(by))]);
    }
}
