using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

/// <summary>R17-3.1b, R17-3.1c and HP-2.3, each at its exact boundary.</summary>
public sealed class IndicationRuleTests
{
    private static readonly Guid Version = Rules.Person(70);
    private static readonly ChecklistItem Adult = new("adult", "Adult", ChecklistKind.Indication, true);
    private static readonly ChecklistItem Surgery = new("surgery", "Recent surgery", ChecklistKind.Contraindication, true);
    private static readonly StandingRuleFact Standing = new(
        Rules.Person(71), 1, "Chest CT", Version, Rules.At.AddDays(-1), Rules.At.AddDays(1), null,
        new StandingRuleConditions { ExaminationKinds = ["Chest CT"], MinimumAge = 18, MaximumAge = 80, Settles = ["adult", "surgery"] });
    private static readonly IndicationFacts Order = new(
        new ClinicalUse(true, true), Version, new OrderFacts("chest ct ", 40, Sex.Female, VisitKind.Outpatient, ExaminationPurpose.Diagnosis),
        [new ChecklistAnswer(Adult, null), new ChecklistAnswer(Surgery, null)], [Standing], null, null);

    private static readonly WeighingFacts Weighed = new(
        new ClinicalUse(true, true), new Weighing { Charge = new AiCharge(ChargeKind.None), Alternatives = [new AlternativeMethod("Read without AI", 0)], Guideline = "G-1" }, null, null);

    [Fact]
    public void Order_ThatAStandingRuleDecides_IsIndicatedWithItsVersion()
    {
        var decision = Decide(Order);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["basis"].ShouldBe("standingRule");
        decision.Facts["standingRuleId"].ShouldBe(Standing.Id.ToString());
    }

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public void Age_AtTheEndsOfTheRange_Counts(int age, bool decides) =>
        Decide(Order with { Order = Order.Order with { Age = age } }).Codes().ShouldBe(decides ? [] : ["indication.exception"]);

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public void Rule_AtTheFirstInstantOfItsTerm_Decides(int microseconds, bool decides) =>
        Decide(Order with { Rules = [Standing with { From = Rules.At }] }, Rules.At.AddMicroseconds(microseconds)).Codes().ShouldBe(decides ? [] : ["indication.noRule"]);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Rule_AtTheEndOfItsTerm_DecidesNoMore(int microseconds, bool decides) =>
        Decide(Order with { Rules = [Standing with { Until = Rules.At }] }, Rules.At.AddMicroseconds(microseconds)).Codes().ShouldBe(decides ? [] : ["indication.noRule"]);

    [Fact]
    public void Rule_EndedEarly_DecidesNoMore() => Decide(Order with { Rules = [Standing with { EndedAt = Rules.At }] }).Codes().ShouldBe(["indication.noRule"]);

    [Fact]
    public void Rule_OfAnotherVersion_DecidesNothing() => Decide(Order with { TechnologyVersionId = Rules.Person(72) }).Codes().ShouldBe(["indication.noRule"]);

    [Fact]
    public void Order_OfAnotherKindSexVisitAndPurpose_NamesWhatDoesNotHold()
    {
        var narrow = Standing with { Conditions = new StandingRuleConditions { ExaminationKinds = ["Head CT"], Sexes = [Sex.Male], VisitKinds = [VisitKind.Inpatient], Purposes = [ExaminationPurpose.Screening] } };

        Decide(Order with { Rules = [narrow] }).Missing.Single().Arguments["reasons"].ShouldBe("examinationKind,sex,visitKind,purpose,unanswered");
    }

    [Fact]
    public void Order_ThatDoesNotSayTheVisit_DoesNotMeetAConditionOnIt() =>
        Decide(Order with { Order = Order.Order with { VisitKind = null }, Rules = [Standing with { Conditions = Standing.Conditions with { VisitKinds = [VisitKind.Outpatient] } }] })
            .Missing.Single().Arguments["reasons"].ShouldBe("visitKind");

    [Fact]
    public void RequiredQuestion_ThatTheRuleDoesNotSettle_MakesAnException() =>
        Decide(Order with { Rules = [Standing with { Conditions = Standing.Conditions with { Settles = ["adult"] } }] }).Missing.Single().Arguments["reasons"].ShouldBe("unanswered");

    [Fact]
    public void Contraindication_Answered_StopsTheRuleThoughItSettlesIt() =>
        Decide(Order with { Checklist = [new ChecklistAnswer(Adult, true), new ChecklistAnswer(Surgery, true)] }).Codes().ShouldBe(["indication.contraindicated", "indication.unconfirmed"]);

    [Fact]
    public void Physician_WithTheRequiredAnswers_Confirms() => Decide(Answered(adult: true, surgery: false) with { ConfirmedBy = Rules.Physician() }).Facts["basis"].ShouldBe("physician");

    [Theory]
    [InlineData(true, true, "indication.contraindicated")]
    [InlineData(false, false, "indication.absent")]
    [InlineData(true, null, "indication.unanswered")]
    public void Physician_AgainstTheChecklist_IsRefused(bool adult, bool? surgery, string code) => Decide(Answered(adult, surgery) with { ConfirmedBy = Rules.Physician() }).Codes().ShouldBe([code]);

    [Fact]
    public void Technician_Confirming_IsNoPhysician() => Decide(Answered(true, false) with { ConfirmedBy = Rules.Technician() }).Codes().ShouldContain("licence.notPhysician");

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Physician_OnTheLastDayOfTheLicence_StillConfirms(int daysLater, bool confirms) =>
        Decide(Answered(true, false) with { ConfirmedBy = Rules.Physician() with { LicenceTo = ShanghaiDay.Of(Rules.At) } }, Rules.At.AddDays(daysLater)).Codes().ShouldBe(confirms ? [] : ["licence.expired"]);

    [Fact]
    public void Override_BySecondPhysician_Indicates() =>
        Decide(Answered(true, true) with { Override = new OverrideFact(Rules.Person(1), Rules.Physician(2)) }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Override_SignedByWhoAskedForIt_IsRefused() => Decide(Answered(true, true) with { Override = new OverrideFact(Rules.Person(1), Rules.Physician(1)) }).Codes().ShouldBe(["indication.samePerson"]);

    [Fact]
    public void Override_WithoutASecond_Waits() => Decide(Answered(true, true) with { Override = new OverrideFact(Rules.Person(1), null) }).Codes().ShouldBe(["indication.contraindicated", "indication.secondNeeded"]);

    [Theory]
    [InlineData(false, true, "indication.shadow")]
    [InlineData(true, false, "rules.notGated")]
    public void Use_NotForCareOrNotBound_DoesNotApply(bool forCare, bool bound, string why)
    {
        var decision = Decide(Order with { Use = new ClinicalUse(forCare, bound) });

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe([why]);
    }

    [Fact]
    public void Weighing_WithoutCharge_NeedsNoPayer() => Weigh(Weighed).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Weighing_OfNothing_NamesWhatIsMissing() =>
        Weigh(Weighed with { Weighing = new Weighing() }).Codes().ShouldBe(["weighing.noCharge", "weighing.noAlternatives", "weighing.noGuideline"]);

    [Fact]
    public void Alternatives_InThePhysiciansOwnWords_Count() =>
        Weigh(Weighed with { Weighing = Weighed.Weighing with { Alternatives = [] }, AlternativesText = "MRI" }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Theory]
    [InlineData(Payer.Insurance, null, null)]
    [InlineData(Payer.SelfPay, null, "weighing.noPatientView")]
    [InlineData(Payer.SelfPay, PatientView.Declines, "weighing.patientDeclines")]
    [InlineData(Payer.SelfPay, PatientView.Agrees, null)]
    [InlineData(null, null, "weighing.noPayer")]
    public void SeparateCharge_AsksForPayerAndForThePatientsViewWhereThePatientPays(Payer? payer, PatientView? view, string? code) =>
        Weigh(Weighed with { Weighing = Weighed.Weighing with { Charge = new AiCharge(ChargeKind.Separate, "A1", 0.01m), Payer = payer, PatientView = view } }).Codes().ShouldBe(code is null ? [] : [code]);

    [Theory]
    [InlineData(null, "1")]
    [InlineData("A1", null)]
    [InlineData("A1", "0")]
    public void SeparateCharge_WithoutCodeOrAmount_IsIncomplete(string? code, string? amount) => Weigh(Weighed with
    {
        Weighing = Weighed.Weighing with
        {
            Charge = new AiCharge(ChargeKind.Separate, code, amount is null ? null : decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)), Payer = Payer.Insurance,
        },
    }).Codes().ShouldBe(["weighing.chargeIncomplete"]);

    [Fact]
    public void Alternative_WithoutCostWhereThePatientPays_IsNamed() => Weigh(Weighed with
    {
        Weighing = Weighed.Weighing with
        {
            Charge = new AiCharge(ChargeKind.Separate, "A1", 30), Payer = Payer.SelfPay, PatientView = PatientView.Agrees, Alternatives = [new AlternativeMethod("MRI"), new AlternativeMethod("US", 0)],
        },
        CostExplained = false,
    }).Codes().ShouldBe(["weighing.costNotExplained", "weighing.noAlternativeCost"]);

    [Theory]
    [InlineData(0, "override.reviewNotDue")]
    [InlineData(1, "override.reviewOverdue")]
    public void Review_AtTheEndOfItsHours_IsNotYetOverdue(int microseconds, string code) =>
        Rules.Decide(ClauseIds.OverrideReview, new OverrideReviewFacts(Rules.At, null), Rules.At.AddHours(72).AddMicroseconds(microseconds)).Codes().ShouldBe([code]);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Review_DoneAtTheEndOfItsHours_IsInTime(int microseconds, bool inTime) =>
        Rules.Decide(ClauseIds.OverrideReview, new OverrideReviewFacts(Rules.At, Rules.At.AddHours(72).AddMicroseconds(microseconds)), Rules.At.AddDays(9))
            .Codes().ShouldBe(inTime ? [] : ["override.reviewedLate"]);

    private static IndicationFacts Answered(bool adult, bool? surgery) => Order with { Checklist = [new ChecklistAnswer(Adult, adult), new ChecklistAnswer(Surgery, surgery)] };

    private static Decision Decide(IndicationFacts facts, DateTimeOffset? at = null) => Rules.Decide(ClauseIds.Indication, facts, at);

    private static Decision Weigh(WeighingFacts facts) => Rules.Decide(ClauseIds.Weighing, facts);
}
