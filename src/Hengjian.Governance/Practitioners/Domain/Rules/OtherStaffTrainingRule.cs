using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Practitioners.Domain.Rules;

/// <summary>R17-2.2: other health professionals are trained for the technology's category. Physicians are judged by R17-2.1.x instead.</summary>
internal sealed class OtherStaffTrainingRule() : Rule<EligibilityFacts>(ClauseIds.OtherStaffTraining)
{
    private static readonly RuleMessage IsPhysician = new("otherStaff.physician");

    public override IReadOnlyList<ParameterNeed> Needs => [new("certificateNeeded", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages => [IsPhysician, TechnologyScopeJudgement.NotBound, .. StandingCheck.Messages, .. TrainingCheck.Messages];

    public override RuleAnswer Decide(EligibilityFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet();
        var missing = new List<MissingItem>();
        StandingCheck.Check(facts.Practitioner, day, sheet, missing);
        if (facts.Practitioner.Kind == PractitionerKind.Physician)
            return RuleAnswer.NotApplicable(sheet, IsPhysician.With());
        if (facts.Technology.Outside && missing.Count == 0)
            return RuleAnswer.NotApplicable(sheet, TechnologyScopeJudgement.NotBound.With());
        var terms = new TrainingTerms(TrainingTerms.AnyRoute, parameters.Bool("certificateNeeded"), BaseNeeded: false);
        TrainingCheck.Check(facts.Practitioner, facts.Technology.TechnologyCategory, day, terms, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }
}
