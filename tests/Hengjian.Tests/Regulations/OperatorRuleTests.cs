using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class OperatorRuleTests
{
    [Theory]
    [InlineData(PractitionerKind.Physician)]
    [InlineData(PractitionerKind.Technician)]
    [InlineData(PractitionerKind.Nurse)]
    public void Operator_HealthProfessionalWithTheYears_Satisfies(PractitionerKind kind) =>
        Decide(Rules.Technician() with { Kind = kind }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Operator_OfAnotherKind_IsRefused() =>
        Decide(Rules.Technician() with { Kind = PractitionerKind.Other }).Codes().ShouldBe(["operator.kind"]);

    [Fact]
    public void Operator_Absent_IsMissing() => Decide(null).Codes().ShouldBe(["operator.notNamed"]);

    [Fact]
    public void Operator_DeviceAlone_NeverSatisfies() => Decide(null, byDevice: true).Codes().ShouldBe(["operator.device"]);

    [Fact]
    public void Operator_ConfirmingWhatADeviceSent_Satisfies() =>
        Decide(Rules.Technician(), byDevice: true).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Operator_ADayShortOfFiveYears_IsRefused() =>
        Decide(Rules.Technician() with { SpecialtyPeriods = [new(Rules.Radiology, new DateOnly(2021, 3, 2), null)] })
            .Codes().ShouldBe(["years.short", "years.reachedOn"]);

    [Fact]
    public void Operator_OnTheDayOfFiveYears_Satisfies() =>
        Decide(Rules.Technician() with { SpecialtyPeriods = [new(Rules.Radiology, new DateOnly(2021, 3, 1), null)] })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Operator_WithoutTraining_IsLeftToTheTrainingClause() =>
        Decide(Rules.Technician() with { Trainings = [] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Operator_StudyReader_IsRefused() =>
        Decide(Rules.Technician() with { StudyReader = true }).Codes().ShouldBe(["standing.studyReader"]);

    [Fact]
    public void Overlay_AskingForTraining_RefusesAnUntrainedOperator()
    {
        var engine = Rules.WithOverlays(
            """
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-3.2b": { "parameters": { "trainingNeeded": { "value": true } } } } }
            """);
        var facts = new OperatorFacts(Rules.Technician() with { Trainings = [] }, ByDevice: false, Rules.Needs);

        Rules.Decide(ClauseIds.Operator, facts, engine: engine).Codes().ShouldBe(["training.none"]);
    }

    private static Decision Decide(PractitionerFacts? person, bool byDevice = false) =>
        Rules.Decide(ClauseIds.Operator, new OperatorFacts(person, byDevice, Rules.Needs));
}
