using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class FinalDiagnosisRuleTests
{
    /// <summary>No specialty years and no AI training: neither is asked of a concluding clinician.</summary>
    private static readonly PractitionerFacts Clinician =
        Rules.Physician() with { Scopes = [Rules.ClinicianScope], SpecialtyPeriods = [], Trainings = [] };

    [Fact]
    public void FinalDiagnosis_ByAQualifiedClinician_Satisfies() => Decide(Clinician).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Theory]
    [InlineData(ActorKind.Ai)]
    [InlineData(ActorKind.Device)]
    public void FinalDiagnosis_ByAnAiOrDevice_IsRefusedWhoeverItNames(ActorKind author) =>
        Rules.Decide(ClauseIds.FinalDiagnosis, new FinalDiagnosisFacts(author, Clinician, Rules.Needs)).Codes().ShouldBe(["final.notAPerson"]);

    [Fact]
    public void FinalDiagnosis_ByAnAccountWithoutARecord_IsRefused() => Decide(null).Codes().ShouldBe(["final.noRecord"]);

    [Fact]
    public void FinalDiagnosis_OutsideTheScopesNamedForIt_IsRefused() =>
        Decide(Clinician with { Scopes = [Rules.Scope] }).Codes().ShouldBe(["licence.scope"]);

    [Fact]
    public void FinalDiagnosis_UnderAnExpiredLicence_IsRefused() =>
        Decide(Clinician with { LicenceTo = new DateOnly(2026, 2, 28) }).Codes().ShouldBe(["licence.expired"]);

    [Fact]
    public void FinalDiagnosis_ByANurse_IsRefused() =>
        Decide(Clinician with { Kind = PractitionerKind.Nurse }).Codes().ShouldBe(["licence.notPhysician"]);

    [Fact]
    public void FinalDiagnosis_ByAStudyReader_IsRefused() =>
        Decide(Clinician with { StudyReader = true }).Codes().ShouldBe(["standing.studyReader"]);

    [Fact]
    public void FinalDiagnosis_ByAnOpinionGiver_IsLeftToTheInstitution() =>
        Decide(Clinician, gaveOpinion: true).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Overlay_AskingForYearsTrainingAndSeparation_AddsAllThree()
    {
        var engine = Rules.WithOverlays(
            """
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-3.3": { "parameters": {
                "years": { "value": 3 }, "trainingNeeded": { "value": true }, "apartFromOpinions": { "value": true } } } } }
            """);

        Decide(Clinician, gaveOpinion: true, engine).Codes().ShouldBe(["years.noPeriods", "training.none", "final.gaveOpinion"]);
    }

    private static Decision Decide(PractitionerFacts? clinician, bool gaveOpinion = false, RuleEngine? engine = null) => Rules.Decide(
        ClauseIds.FinalDiagnosis, new FinalDiagnosisFacts(ActorKind.Person, clinician, Rules.Needs, gaveOpinion), engine: engine);
}
