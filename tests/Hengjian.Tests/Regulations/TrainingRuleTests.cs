using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class TrainingRuleTests
{
    private static readonly TrainingFact Training = new(Rules.Category, TrainingRoute.Normal, new DateOnly(2026, 3, 1), "T-1");

    [Theory]
    [InlineData(TrainingRoute.Normal)]
    [InlineData(TrainingRoute.Overseas)]
    [InlineData(TrainingRoute.Exemption)]
    public void Physician_TrainedOnARecognisedRoute_Satisfies(TrainingRoute route) =>
        Physician(Training with { Route = route }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Physician_WithoutTraining_MissesIt() => Physician().Missing.Single().Arguments["category"].ShouldBe(Rules.Category);

    [Fact]
    public void Physician_TrainedForAnotherCategory_MissesIt() =>
        Physician(Training with { TechnologyCategory = "pathology-ai" }).Codes().ShouldBe(["training.none"]);

    [Fact]
    public void Physician_TrainedInAProgrammeOfOtherStaff_MissesTheOwn() => Physician(Training with { ForOtherStaff = true }).Codes().ShouldBe(["training.otherStaffAlone"]);

    [Fact]
    public void Training_CompletedTomorrow_DoesNotCountYet() =>
        Physician(Training with { CompletedOn = new DateOnly(2026, 3, 2) }).Codes().ShouldBe(["training.notYet"]);

    [Fact]
    public void Training_OnItsLastDayOfValidity_Counts() =>
        Physician(Training with { ValidTo = new DateOnly(2026, 3, 1) }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Training_AfterItsLastDayOfValidity_IsExpired() =>
        Physician(Training with { CompletedOn = new DateOnly(2024, 1, 1), ValidTo = new DateOnly(2026, 2, 28) })
            .Codes().ShouldBe(["training.expired"]);

    [Fact]
    public void Training_Revoked_NeverCounts() => Physician(Training with { Revoked = true }).Codes().ShouldBe(["training.revoked"]);

    [Fact]
    public void Training_WithoutCertificate_DoesNotCountForAPhysician() =>
        Physician(Training with { CertificateNumber = "" }).Codes().ShouldBe(["training.noCertificate"]);

    [Fact]
    public void Trainings_OneOfThemGood_IsNamedAsTheOneReliedOn() =>
        Physician(Training with { Revoked = true }, Training with { CompletedOn = new DateOnly(2021, 1, 1), CertificateNumber = "T-0" })
            .Facts["countedCertificate"].ShouldBe("T-0");

    [Fact]
    public void Trainings_AllBad_AreEachExplained() =>
        Physician(Training with { Revoked = true }, Training with { ValidTo = new DateOnly(2025, 1, 1) })
            .Codes().ShouldBe(["training.revoked", "training.expired"]);

    [Fact]
    public void Overlay_AskingForARecordedBase_RefusesACertificateWithoutOne()
    {
        var engine = Rules.WithOverlays(
            """
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-2.1.3": { "parameters": { "baseRecordNeeded": { "value": true }, "routes": { "value": ["normal"] } } } } }
            """);
        var facts = new EligibilityFacts(Rules.Physician() with { Trainings = [Training with { Route = TrainingRoute.Overseas }] }, Rules.Needs);

        Rules.Decide(ClauseIds.PhysicianTraining, facts, engine: engine).Codes().ShouldBe(["training.route", "training.noBase"]);
    }

    [Fact]
    public void Technician_TrainedWithoutCertificateNumber_Satisfies() =>
        Other(Rules.Technician() with { Trainings = [Training with { CertificateNumber = null }] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Technician_Untrained_MissesIt() => Other(Rules.Technician() with { Trainings = [] }).Codes().ShouldBe(["training.none"]);

    [Fact]
    public void Technician_Suspended_IsRefused() =>
        Other(Rules.Technician() with { Suspensions = [new AbsenceFact(new DateOnly(2026, 1, 1))] }).Codes().ShouldBe(["standing.suspended"]);

    [Fact]
    public void OtherStaffClause_ForAPhysician_DoesNotApplyAndSaysWhy()
    {
        var decision = Other(Rules.Physician() with { Trainings = [] });

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe(["otherStaff.physician"]);
    }

    private static Decision Physician(params TrainingFact[] trainings) =>
        Rules.Eligibility(ClauseIds.PhysicianTraining, Rules.Physician() with { Trainings = trainings });

    private static Decision Other(PractitionerFacts practitioner) => Rules.Eligibility(ClauseIds.OtherStaffTraining, practitioner);
}
