using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;

namespace Hengjian.Governance.Training.Domain.Rules;

/// <summary>HP-6.4: a programme for other staff or for AI literacy is done when its hours of theory are; physicians fall under R17-4.1.2.</summary>
internal sealed class LighterTrainingRule() : Rule<LighterTrainingFacts>(ClauseIds.LighterTraining)
{
    private static readonly RuleMessage Physician = new("lighter.physician");
    private static readonly RuleMessage Hours = new("course.hoursShort", "needs", "has", "short");

    public override IReadOnlyList<RuleMessage> Messages => [Physician, Hours];

    public override RuleAnswer Decide(LighterTrainingFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("programmeKind", CodeName.Of(facts.Kind));
        if (facts.Kind == ProgrammeKind.Physician)
        {
            return RuleAnswer.NotApplicable(sheet, Physician.With());
        }

        var hours = TheoryCredit.Measure(facts.Theory, facts.From, facts.To, facts.Terms).Sum(l => l.Hours);
        sheet.Add("hoursAsked", TrainingTime.Text(facts.HoursAsked)).Add("hoursCredited", TrainingTime.Text(hours));
        return RuleAnswer.From(sheet, hours < facts.HoursAsked ? [Hours.With(TrainingTime.Text(facts.HoursAsked), TrainingTime.Text(hours), TrainingTime.Text(facts.HoursAsked - hours))] : []);
    }
}
