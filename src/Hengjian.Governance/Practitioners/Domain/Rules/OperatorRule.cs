using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Practitioners.Domain.Rules;

/// <summary>
/// R17-3.2b: who operates is a health professional with enough years in the related specialty. Nobody named, or a device as the only author, never
/// satisfies it. Training is R17-2.2's matter unless an overlay asks for it here too.
/// </summary>
internal sealed class OperatorRule() : Rule<OperatorFacts>(ClauseIds.Operator)
{
    private static readonly RuleMessage NotNamed = new("operator.notNamed");
    private static readonly RuleMessage Device = new("operator.device");
    private static readonly RuleMessage Kind = new("operator.kind", "kind", "kinds");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [.. SpecialtyYearsCheck.Needs, new("operatorKinds", ParameterType.Set), new("trainingNeeded", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages =>
        [NotNamed, Device, Kind, .. StandingCheck.Messages, .. SpecialtyYearsCheck.Messages, .. TrainingCheck.Messages];

    public override RuleAnswer Decide(OperatorFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var sheet = new FactSheet().Add("byDevice", facts.ByDevice);
        var missing = new List<MissingItem>();
        if (facts.Operator is not { } person)
        {
            missing.Add(facts.ByDevice ? Device.With() : NotNamed.With());
            return RuleAnswer.From(sheet, missing);
        }

        var day = ShanghaiDay.Of(at);
        StandingCheck.Check(person, day, sheet, missing);
        var kinds = parameters.Set("operatorKinds");
        if (!kinds.Contains(CodeName.Of(person.Kind)))
            missing.Add(Kind.With(CodeName.Of(person.Kind), string.Join(',', kinds)));
        SpecialtyYearsCheck.Check(person, facts.Technology.Specialty, day, parameters, sheet, missing);
        if (parameters.Bool("trainingNeeded"))
        {
            var terms = new TrainingTerms(TrainingTerms.AnyRoute, CertificateNeeded: false, BaseNeeded: false);
            TrainingCheck.Check(person, facts.Technology.TechnologyCategory, day, terms, sheet, missing);
        }

        return RuleAnswer.From(sheet, missing);
    }
}
