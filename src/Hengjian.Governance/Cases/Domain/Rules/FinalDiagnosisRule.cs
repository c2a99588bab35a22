using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain.Rules;

/// <summary>
/// R17-3.3: the final diagnosis is a qualified clinician's, never an AI's or a device's: a licence in force here whose scope is among those that the
/// technology names for it. Years, training and separation from the opinion givers are asked only where an overlay says so.
/// </summary>
internal sealed class FinalDiagnosisRule() : Rule<FinalDiagnosisFacts>(ClauseIds.FinalDiagnosis)
{
    private static readonly RuleMessage NotAPerson = new("final.notAPerson", "author");
    private static readonly RuleMessage NoRecord = new("final.noRecord");
    private static readonly RuleMessage GaveOpinion = new("final.gaveOpinion");

    public override IReadOnlyList<ParameterNeed> Needs =>
        [.. SpecialtyYearsCheck.Needs, new("trainingNeeded", ParameterType.Boolean), new("apartFromOpinions", ParameterType.Boolean)];

    public override IReadOnlyList<RuleMessage> Messages =>
    [
        NotAPerson, NoRecord, GaveOpinion,
        .. StandingCheck.Messages, .. LicenceCheck.Messages, .. SpecialtyYearsCheck.Messages, .. TrainingCheck.Messages,
    ];

    public override RuleAnswer Decide(FinalDiagnosisFacts facts, DateTimeOffset at, ClauseParameters parameters)
    {
        var day = ShanghaiDay.Of(at);
        var sheet = new FactSheet().Add("author", CodeName.Of(facts.Author));
        var missing = new List<MissingItem>();
        if (facts.Author != ActorKind.Person)
        {
            missing.Add(NotAPerson.With(CodeName.Of(facts.Author)));
            return RuleAnswer.From(sheet, missing);
        }

        if (facts.Clinician is not { } clinician)
        {
            missing.Add(NoRecord.With());
            return RuleAnswer.From(sheet, missing);
        }

        StandingCheck.Check(clinician, day, sheet, missing);
        LicenceCheck.Check(clinician, facts.Technology.FinalDiagnosisScopes, day, sheet, missing);
        if (parameters.Int("years") > 0)
            SpecialtyYearsCheck.Check(clinician, facts.Technology.Specialty, day, parameters, sheet, missing);
        if (parameters.Bool("trainingNeeded"))
        {
            var terms = new TrainingTerms(TrainingTerms.AnyRoute, CertificateNeeded: true, BaseNeeded: false);
            TrainingCheck.Check(clinician, facts.Technology.TechnologyCategory, day, terms, sheet, missing);
        }

        sheet.Add("gaveCountedOpinion", facts.GaveCountedOpinion);
        if (parameters.Bool("apartFromOpinions") && facts.GaveCountedOpinion)
            missing.Add(GaveOpinion.With());
        return RuleAnswer.From(sheet, missing);
    }
}
