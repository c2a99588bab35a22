using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class InformedConsentRuleTests
{
    private static readonly DateTimeOffset Start = Rules.At.AddHours(10);
    private static readonly DateTimeOffset Now = Rules.At.AddHours(12);
    private static readonly ConsentPartyFact Patient = new(ConsentPartyKind.Patient, null, Start.AddHours(-2), Start.AddHours(-1), null);
    private static readonly ConsentPartyFact Family = Patient with { Kind = ConsentPartyKind.Family, Relation = "配偶" };
    private static readonly ConsentFact Full = new(
        Rules.Person(50), Rules.Person(1), Start.AddHours(-2), [Patient, Family],
        Purpose: true, Risks: true, Precautions: true, Complications: true, Prevention: true);

    [Fact]
    public void NotInvasive_DoesNotApplyAndSaysWhy()
    {
        var decision = Rules.Decide(ClauseIds.InformedConsent, new InvasiveConsentFacts(false, null, null, []));

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Codes().ShouldBe(["consent.notInvasive"]);
    }

    [Fact]
    public void Consent_OfPatientAndFamilyOnAllTopics_Satisfies() => Decide(Full).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Consent_Absent_IsMissing() => Decide().Codes().ShouldBe(["consent.none"]);

    [Fact]
    public void Consent_BeforeTheProcedureStarts_MustBeThereNow() =>
        Rules.Decide(ClauseIds.InformedConsent, new InvasiveConsentFacts(true, "穿刺活检", null, [Full]), Start.AddHours(-1.5))
            .Codes().ShouldBe(["consent.notSigned", "consent.notSigned"]);

    [Fact]
    public void Consent_SignedAsTheProcedureStarts_IsTooLate() =>
        Decide(Full with { Parties = [Patient with { SignedAt = Start }, Family] }).Codes().ShouldBe(["consent.notSigned"]);

    [Fact]
    public void Consent_SignedAMinuteBeforeTheStart_Satisfies() =>
        Decide(Full with { Parties = [Patient with { SignedAt = Start.AddMinutes(-1) }, Family] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Consent_SignedBeforeBeingInformed_IsRefused() =>
        Decide(Full with { Parties = [Patient with { SignedAt = Start.AddHours(-3) }, Family] }).Codes().ShouldBe(["consent.signedFirst"]);

    [Fact]
    public void Consent_PatientNeverInformed_IsRefused() =>
        Decide(Full with { Parties = [Patient with { InformedAt = null }, Family] }).Codes().ShouldBe(["consent.notInformed"]);

    [Theory]
    [InlineData("purpose")]
    [InlineData("risks")]
    [InlineData("precautions")]
    [InlineData("complications")]
    [InlineData("prevention")]
    public void Consent_LackingATopic_NamesIt(string topic) =>
        Decide(Full with
        {
            Purpose = topic != "purpose",
            Risks = topic != "risks",
            Precautions = topic != "precautions",
            Complications = topic != "complications",
            Prevention = topic != "prevention",
        }).Missing.Single().Arguments["topics"].ShouldBe(topic);

    [Fact]
    public void Consent_WithoutInformer_IsRefused() => Decide(Full with { InformedBy = null }).Codes().ShouldBe(["consent.noInformer"]);

    [Fact]
    public void Consent_OfThePatientAlone_LacksTheFamily() =>
        Decide(Full with { Parties = [Patient] }).Missing.Single().Arguments["party"].ShouldBe("family");

    [Fact]
    public void Consent_OfTheFamilyAlone_LacksThePatient() =>
        Decide(Full with { Parties = [Family] }).Missing.Single().Arguments["party"].ShouldBe("patient");

    [Fact]
    public void Patient_SigningThatTheFamilyIsNotTold_IsALawfulReason()
    {
        var decision = Decide(Full with { Parties = [Patient with { RefusedReason = "不愿告知家属" }] });

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["lawfulReason"].ShouldBe("patientRefusal");
    }

    [Fact]
    public void Patient_SignedRefusalKeptOnTheFamilyEntry_IsTheSameReason() =>
        Decide(Full with { Parties = [Patient, Family with { InformedAt = null, RefusedReason = "不愿告知家属" }] })
            .Facts["lawfulReason"].ShouldBe("patientRefusal");

    [Fact]
    public void Patient_UnsignedRefusalOfFamily_IsNotALawfulReason() =>
        Decide(Full with { Parties = [Patient, Family with { SignedAt = null, RefusedReason = "不愿告知家属" }] })
            .Codes().ShouldBe(["consent.refused"]);

    [Fact]
    public void Patient_Refusing_CannotBeOverruledByAnEmergencyOrARepresentative() =>
        Decide(Full with
        {
            Parties = [Patient with { SignedAt = null, RefusedReason = "拒绝" }, Family, Family with { Kind = ConsentPartyKind.Representative }],
            Emergency = new EmergencyApprovalFact("抢救", Rules.Person(3), ApproverIsLead: true),
        }).Codes().ShouldBe(["consent.refused"]);

    [Fact]
    public void Overlay_NotAcceptingTheRefusal_AsksForTheFamily()
    {
        var engine = Rules.WithOverlays(
            """
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-3.4": { "parameters": { "patientRefusalOfFamilyAccepted": { "value": false } } } } }
            """);
        var facts = new InvasiveConsentFacts(true, null, Start, [Full with { Parties = [Patient with { RefusedReason = "不愿" }] }]);

        Rules.Decide(ClauseIds.InformedConsent, facts, Now, engine).Codes().ShouldBe(["consent.absent"]);
    }

    [Fact]
    public void Representative_WithoutRelation_SignsForThePatientOnly() =>
        Decide(Full with { Parties = [Family with { Kind = ConsentPartyKind.Representative, Relation = null }] })
            .Missing.Single().Arguments["party"].ShouldBe("family");

    [Fact]
    public void Representative_RelatedToThePatient_SignsForBoth() =>
        Decide(Full with { Parties = [Family with { Kind = ConsentPartyKind.Representative, Relation = "母亲" }] })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Emergency_ApprovedByALeadBeforeTheStart_StandsInForBoth()
    {
        var decision = Decide(Emergency(lead: true));

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["lawfulReason"].ShouldBe("noneReachable");
    }

    [Fact]
    public void Emergency_ApprovedByNoLead_IsNotApproved() =>
        Decide(Emergency(lead: false)).Codes().ShouldContain("consent.emergencyNotApproved");

    [Fact]
    public void Emergency_RecordedAfterTheStart_IsNotApproved() =>
        Decide(Emergency(lead: true) with { InformedAt = Start }).Codes().ShouldContain("consent.emergencyNotApproved");

    [Fact]
    public void Emergency_WithThePatientSigning_StillAsksForTheTopics() =>
        Decide(Emergency(lead: true) with { Parties = [Patient] }).Codes().ShouldBe(["consent.noInformer", "consent.topics"]);

    [Fact]
    public void Withdrawal_BeforeTheStart_TakesTheConsentAway() =>
        Decide(Full with { WithdrawnAt = Start.AddMinutes(-5) }).Codes().ShouldBe(["consent.withdrawn"]);

    [Fact]
    public void Withdrawal_AfterTheStart_LeavesWhatItServed() =>
        Decide(Full with { WithdrawnAt = Start.AddMinutes(5) }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Withdrawal_FollowedByANewConsent_Satisfies() =>
        Decide(Full with { WithdrawnAt = Start.AddMinutes(-30) }, Full with { Id = Rules.Person(51) })
            .Facts["consentId"].ShouldBe(Rules.Person(51).ToString());

    [Fact]
    public void Consents_SeveralIncomplete_ReportTheOneThatLacksLeast() =>
        Decide(Full with { Parties = [] }, Full with { Parties = [Patient] }).Missing.Single().Arguments["party"].ShouldBe("family");

    private static ConsentFact Emergency(bool lead) =>
        new(Rules.Person(50), null, Start.AddMinutes(-10), [], false, false, false, false, false,
            new EmergencyApprovalFact("昏迷且家属无法联系", Rules.Person(3), lead));

    private static Decision Decide(params ConsentFact[] consents) =>
        Rules.Decide(ClauseIds.InformedConsent, new InvasiveConsentFacts(true, "穿刺活检", Start, consents), Now);
}
