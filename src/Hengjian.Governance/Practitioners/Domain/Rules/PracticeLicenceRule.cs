using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Domain.Rules;

/// <summary>R17-2.1.1: a physician's licence is in force, registered or filed here, and its scope covers the technology's specialty.</summary>
internal sealed class PracticeLicenceRule() : Rule<EligibilityFacts>(ClauseIds.PracticeLicence)
{
    public override IReadOnlyList<RuleMessage> Messages => [.. StandingCheck.Messages, .. LicenceCheck.Messages];

    public override RuleAnswer Decide(EligibilityFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet();
        var missing = new List<MissingItem>();
        StandingCheck.Check(facts.Practitioner, day, sheet, missing);
        LicenceCheck.Check(facts.Practitioner, facts.Technology.ScopesOfPractice, day, sheet, missing);
        return RuleAnswer.From(sheet, missing);
    }
}
