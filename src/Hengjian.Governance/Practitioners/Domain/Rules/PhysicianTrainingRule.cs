using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Practitioners.Domain.Rules;

/// <summary>R17-2.1.3: systematic training for the technology's category at a designated base, or a recognised route in its place.</summary>
internal sealed class PhysicianTrainingRule() : Rule<EligibilityFacts>(ClauseIds.PhysicianTraining)
{
    public override IReadOnlyList<ParameterNeed> Needs =>
    [
        new("routes", ParameterType.Set), new("certificateNeeded", ParameterType.Boolean), new("baseRecordNeeded", ParameterType.Boolean),
    ];

    public override IReadOnlyList<RuleMessage> Messages => [TechnologyScopeJudgement.NotBound, .. TrainingCheck.Messages];

    public override RuleAnswer Decide(EligibilityFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("practitionerId", facts.Practitioner.Id);
        if (facts.Technology.Outside)
            return RuleAnswer.NotApplicable(sheet, TechnologyScopeJudgement.NotBound.With());
        var missing = new List<MissingItem>();
        var terms = new TrainingTerms(parameters.Set("routes"), parameters.Bool("certificateNeeded"), parameters.Bool("baseRecordNeeded"), OtherStaffCounts: false);
        TrainingCheck.Check(facts.Practitioner, facts.Technology.TechnologyCategory, ShanghaiDay.Of(at), terms, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }
}
