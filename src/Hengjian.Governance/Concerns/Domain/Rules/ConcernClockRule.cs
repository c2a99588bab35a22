using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Concerns.Domain.Rules;

/// <summary>HP-18.1: a concern is answered within the pack's working days and decided within its calendar days, the last day of each included.</summary>
internal sealed class ConcernClockRule() : Rule<ConcernClockFacts>(ClauseIds.ConcernClocks)
{
    private static readonly RuleMessage AnswerOverdue = new("concern.answerOverdue", "due");
    private static readonly RuleMessage AnsweredLate = new("concern.answeredLate", "due", "on");
    private static readonly RuleMessage DecisionOverdue = new("concern.decisionOverdue", "due");
    private static readonly RuleMessage DecidedLate = new("concern.decidedLate", "due", "on");

    public override IReadOnlyList<ParameterNeed> Needs => [new("answerWorkingDays", ParameterType.Integer), new("decisionDays", ParameterType.Integer)];

    public override IReadOnlyList<RuleMessage> Messages => [AnswerOverdue, AnsweredLate, DecisionOverdue, DecidedLate];

    public override RuleAnswer Decide(ConcernClockFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var today = ShanghaiDay.Of(at);
        var answerBy = facts.Calendar.After(facts.ReceivedOn, parameters.Int("answerWorkingDays"));
        var decideBy = facts.ReceivedOn.AddDays(parameters.Int("decisionDays"));
        var sheet = new FactSheet().Add("receivedOn", facts.ReceivedOn).Add("answerBy", answerBy).Add("answeredOn", facts.AnsweredOn).Add("decideBy", decideBy).Add("decidedOn", facts.DecidedOn);
        var missing = new List<MissingItem>();
        Judge(facts.AnsweredOn ?? facts.DecidedOn, answerBy, AnswerOverdue, AnsweredLate);
        Judge(facts.DecidedOn, decideBy, DecisionOverdue, DecidedLate);
        return RuleAnswer.From(sheet, missing);

        void Judge(DateOnly? done, DateOnly due, RuleMessage overdue, RuleMessage late)
        {
            if (done > due)
                missing.Add(late.With(Text(due), Text(done.Value)));
            else if (done is null && today > due)
                missing.Add(overdue.With(Text(due)));
        }
    }

    private static string Text(DateOnly day) => ClauseParameter.TextOf(day)!;
}
