using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Practitioners.Domain.Rules;

/// <summary>R17-2.1.2: the years of clinical work in the technology's specialty, counted to the calendar day (<see cref="SpecialtyTime"/>).</summary>
internal sealed class SpecialtyYearsRule() : Rule<EligibilityFacts>(ClauseIds.SpecialtyYears)
{
    public override IReadOnlyList<ParameterNeed> Needs => SpecialtyYearsCheck.Needs;

    public override IReadOnlyList<RuleMessage> Messages => [TechnologyScopeJudgement.NotBound, .. SpecialtyYearsCheck.Messages];

    public override RuleAnswer Decide(EligibilityFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("practitionerId", facts.Practitioner.Id);
        if (facts.Technology.Outside)
            return RuleAnswer.NotApplicable(sheet, TechnologyScopeJudgement.NotBound.With());
        var missing = new List<MissingItem>();
        SpecialtyYearsCheck.Check(facts.Practitioner, facts.Technology.Specialty, ShanghaiDay.Of(at), parameters, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }
}
