using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Tests.Regulations;

public sealed class TechnologyScopeRuleTests
{
    private static readonly TechnologyScopeFacts InScope = new(
        "2.1", "2.1", Embedded: false, RunsAloneOrExportsResults: true, [DecisionInfluence.InvasiveAct], null, null, "trial-1", "国械注准20993210001");

    [Fact]
    public void Scope_InfluentialValidatedAndApproved_IsInScopeAndSatisfied()
    {
        var decision = Decide(InScope);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["scope"].ShouldBe("inScope");
    }

    [Fact]
    public void Scope_WithoutValidation_IsNotAdmissible()
    {
        var decision = Decide(InScope with { ClinicalValidation = null });

        decision.Facts["scope"].ShouldBe("notAdmissible");
        decision.Codes().ShouldBe(["scope.noValidation"]);
        decision.Blocks.ShouldBeTrue();
    }

    [Fact]
    public void Scope_WithoutApproval_IsNotAdmissible() => Decide(InScope with { Approval = " " }).Codes().ShouldBe(["scope.noApproval"]);

    [Fact]
    public void Scope_Unanswered_IsMissing() => Decide(InScope with { AnsweredForVersion = null }).Codes().ShouldBe(["scope.notAnswered"]);

    [Fact]
    public void Scope_AnsweredForThePreviousVersion_AsksAnew() =>
        Decide(InScope with { AnsweredForVersion = "2.0" }).Codes().ShouldBe(["scope.otherVersion"]);

    [Fact]
    public void Scope_OtherInfluenceUnnamed_IsUndetermined() =>
        Decide(InScope with { Influences = [DecisionInfluence.Other] }).Codes().ShouldBe(["scope.otherNotNamed"]);

    [Fact]
    public void Scope_OtherInfluenceNamed_IsInScope() =>
        Decide(InScope with { Influences = [DecisionInfluence.Other], OtherInfluence = "住院时长" }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Scope_NoInfluenceWithASignedReason_IsOutsideAndSaysWhy()
    {
        var decision = Decide(InScope with { Influences = [], NoGreatInfluence = Signed(new DateOnly(2026, 3, 1)) });

        decision.Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        decision.Missing.Single().Arguments["reason"].ShouldBe("仅作排序");
    }

    [Fact]
    public void Scope_NoInfluenceWithoutAReason_IsNotSatisfied() =>
        Decide(InScope with { Influences = [] }).Codes().ShouldBe(["scope.reasonNotSigned"]);

    [Fact]
    public void Scope_ReasonSignedLater_DoesNotServeBefore() =>
        Decide(InScope with { Influences = [], NoGreatInfluence = Signed(new DateOnly(2026, 3, 2)) }).Codes().ShouldBe(["scope.reasonNotSigned"]);

    [Fact]
    public void Embedded_PartOfAnInstrument_IsListedAndNotGated()
    {
        var facts = InScope with { Embedded = true, RunsAloneOrExportsResults = false, ClinicalValidation = null, Approval = null };

        Decide(facts).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Rules.Decide(ClauseIds.Embedded, facts).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(facts, Rules.At)).ShouldBeFalse();
    }

    [Fact]
    public void Embedded_ConsoleThatExportsResults_IsJudgedAsSoftware()
    {
        var facts = InScope with { Embedded = true, Approval = null };

        Decide(facts).Codes().ShouldBe(["scope.noApproval"]);
        Rules.Decide(ClauseIds.Embedded, facts).Codes().ShouldBe(["embedded.asSoftware"]);
    }

    [Fact]
    public void Embedded_PlainSoftware_DoesNotApply() => Rules.Decide(ClauseIds.Embedded, InScope).Codes().ShouldBe(["embedded.not"]);

    [Fact]
    public void Embedded_Unanswered_IsMissing() =>
        Rules.Decide(ClauseIds.Embedded, InScope with { AnsweredForVersion = null }).Codes().ShouldBe(["scope.notAnswered"]);

    [Fact]
    public void Scope_WithAStudyInsteadOfADocument_IsInScope() =>
        Decide(InScope with { ClinicalValidation = null, Evidence = ["NCT-1 · 敏感度 0.94"] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Scope_OfAnswersWithStudies_CarriesALineForEach()
    {
        var facts = TechnologyScopeFacts.Of("2.1", new ScopeAnswers { Evidence = [new("NCT-1", "回顾性", 3, 900, "敏感度 0.94", null)] });

        facts.Evidence.ShouldBe(["NCT-1 · 回顾性 · 敏感度 0.94"]);
        facts.AnsweredForVersion.ShouldBe("2.1");
    }

    [Fact]
    public void Scope_OfAnswersGivenForAnotherVersion_AsksAnew() =>
        Decide(TechnologyScopeFacts.Of("2.1", new ScopeAnswers { ForVersion = "2.0", Influences = [DecisionInfluence.Cost], ClinicalValidation = "V", Approval = "A" }))
            .Codes().ShouldBe(["scope.otherVersion"]);

    [Theory]
    [InlineData(28, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void Scope_AroundTheDayOfAChange_IsAskedAgainFromThatDayOn(int day, bool stillAnswered)
    {
        var at = day == 28 ? Rules.Midnight(2026, 2, 28).AddDays(1).AddTicks(-1) : Rules.Midnight(2026, 3, day);
        var facts = InScope with { ReassessFrom = new DateOnly(2026, 3, 1) };

        Rules.Decide(ClauseIds.Scope, facts, at).Codes().ShouldBe(stillAnswered ? [] : ["scope.changed"]);
        Rules.Decide(ClauseIds.Embedded, facts, at).Codes().ShouldBe([stillAnswered ? "embedded.not" : "scope.changed"]);
        TechnologyScopeJudgement.Of(facts, at).ShouldBe(stillAnswered ? TechnologyScope.InScope : TechnologyScope.Undetermined);
    }

    [Fact]
    public void Scope_WithoutValidationAndApproval_SaysBoth() =>
        Decide(InScope with { ClinicalValidation = " ", Approval = null }).Codes().ShouldBe(["scope.noValidation", "scope.noApproval"]);

    [Theory]
    [InlineData(TechnologyScope.Undetermined, true)]
    [InlineData(TechnologyScope.InScope, true)]
    [InlineData(TechnologyScope.NotAdmissible, true)]
    [InlineData(TechnologyScope.Embedded, false)]
    [InlineData(TechnologyScope.NoGreatInfluence, false)]
    public void Outcome_OfEachKind_IsGatedOrNot(TechnologyScope scope, bool gated) => TechnologyScopeJudgement.IsGated(scope).ShouldBe(gated);

    private static SignedReason Signed(DateOnly on) => new("仅作排序", Rules.Person(1), on);

    private static Decision Decide(TechnologyScopeFacts facts) => Rules.Decide(ClauseIds.Scope, facts);
}

public sealed class ApprovedDeviceRuleTests
{
    private const string ValidAtUse =
        """
        { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
          "clauses": { "R17-3.8.1a": { "parameters": { "certificateRule": { "value": "validAtUse" } } } } }
        """;

    private static readonly RegistrationCertificateFact Certificate = new(
        "国械注准20993210001", new DateOnly(2020, 1, 1), new DateOnly(2024, 12, 31), RegisteredVersion: "V2", SignificantVersionParts: 1);

    private static readonly DeviceApprovalFacts Facts = new("2.3.1", [Certificate], new DateOnly(2024, 12, 31), "DN-17", []);

    [Fact]
    public void Device_DeliveredOnTheLastValidDay_ServesAfterExpiry()
    {
        var decision = Decide(Facts);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["countedCertificate"].ShouldBe(Certificate.Number);
    }

    [Fact]
    public void Device_DeliveredADayAfterExpiry_IsRefused() =>
        Decide(Facts with { DeliveredOn = new DateOnly(2025, 1, 1) }).Codes().ShouldBe(["certificate.notValidAtDelivery"]);

    [Fact]
    public void Device_DeliveredInARenewalGapCoveredByALaterCertificate_IsRefused()
    {
        var renewed = Certificate with { ValidFrom = new DateOnly(2025, 6, 1), ValidTo = new DateOnly(2030, 5, 31) };

        Decide(Facts with { Certificates = [Certificate, renewed], DeliveredOn = new DateOnly(2025, 3, 1) })
            .Codes().ShouldBe(["certificate.notValidAtDelivery", "certificate.notValidAtDelivery"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Device_WithoutDeliveryDocument_IsRefused(string? document) =>
        Decide(Facts with { DeliveryDocument = document }).Codes().ShouldBe(["certificate.noDelivery"]);

    [Fact]
    public void Device_WithoutDayOfDelivery_IsRefused() =>
        Decide(Facts with { DeliveredOn = null }).Codes().ShouldBe(["certificate.noDelivery"]);

    [Fact]
    public void Device_NotYetDelivered_IsRefused() =>
        Decide(Facts, Rules.Midnight(2024, 12, 30)).Codes().ShouldBe(["certificate.notDelivered"]);

    [Fact]
    public void Device_WithoutCertificate_IsRefused() => Decide(Facts with { Certificates = [] }).Codes().ShouldBe(["certificate.none"]);

    [Fact]
    public void Certificate_WithdrawnOnTheDay_NeverServes() =>
        Decide(Facts with { Certificates = [Certificate with { WithdrawnOn = new DateOnly(2026, 3, 1) }] })
            .Codes().ShouldBe(["certificate.withdrawn"]);

    [Fact]
    public void Certificate_WithdrawnTomorrow_ServesToday() =>
        Decide(Facts with { Certificates = [Certificate with { WithdrawnOn = new DateOnly(2026, 3, 2) }] }).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Certificate_OfARecalledProduct_NeverServes() =>
        Decide(Facts with { Certificates = [Certificate with { RecalledOn = new DateOnly(2026, 1, 1) }] }).Codes().ShouldBe(["certificate.recalled"]);

    [Fact]
    public void Certificate_OfAProvince_IsNotTheNationalRegulators() =>
        Decide(Facts with { Certificates = [Certificate with { Number = "粤械注准20992210001" }] }).Codes().ShouldBe(["certificate.notNational"]);

    [Fact]
    public void Certificate_WithoutRegisteredVersion_IsMissingIt() =>
        Decide(Facts with { Certificates = [Certificate with { RegisteredVersion = null }] }).Codes().ShouldBe(["certificate.noVersion"]);

    [Theory]
    [InlineData("V2", 1, "2.3.1", true)]
    [InlineData("V2", 1, "v2", true)]
    [InlineData("V2", 1, "3.0.0", false)]
    [InlineData("2.3", 2, "2.3.17", true)]
    [InlineData("2.3", 2, "2.4.0", false)]
    [InlineData("2.3", null, "2.3.0", true)]
    [InlineData("2.3", null, "2.3.1", false)]
    [InlineData("2.03", null, "2.3", true)]
    [InlineData("2.b", null, "2.B", true)]
    public void Release_AgainstTheRegisteredOne_FollowsTheRegistrantsRule(string registered, int? parts, string release, bool same)
    {
        var certificate = Certificate with { RegisteredVersion = registered, SignificantVersionParts = parts };

        Decide(Facts with { ReleaseVersion = release, Certificates = [certificate] }).Codes()
            .ShouldBe(same ? [] : ["certificate.version"]);
    }

    [Fact]
    public void Device_EmbeddedInAnInstrument_IsNotBound()
    {
        var embedded = new TechnologyScopeFacts("2.3.1", "2.3.1", Embedded: true, RunsAloneOrExportsResults: false, [], null, null, null, null);

        Decide(Facts with { Certificates = [], Scope = embedded }).Codes().ShouldBe(["certificate.outOfScope"]);
        Decide(Facts with { Certificates = [], Scope = embedded with { RunsAloneOrExportsResults = true } }).Codes().ShouldBe(["certificate.none"]);
    }

    [Fact]
    public void Device_WithoutGreatInfluence_IsNotBoundFromTheDayOfTheSignature()
    {
        var signed = new TechnologyScopeFacts("2.3.1", "2.3.1", false, true, [], null, new SignedReason("仅作排序", Rules.Person(1), new DateOnly(2026, 3, 1)), null, null);
        var facts = Facts with { Certificates = [], Scope = signed };

        Decide(facts, Rules.Midnight(2026, 3, 1)).Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        Decide(facts, Rules.Midnight(2026, 2, 28)).Codes().ShouldBe(["certificate.none"]);
    }

    [Theory]
    [InlineData("2.3.1", CertificateCoverage.Inside)]
    [InlineData("3.0", CertificateCoverage.Outside)]
    public void RegisteredScope_OfARelease_FollowsTheRegistrantsRule(string release, CertificateCoverage expected)
    {
        var (coverage, number) = RegisteredScope.Of(release, [Certificate]);

        coverage.ShouldBe(expected);
        number.ShouldBe(Certificate.Number);
    }

    [Fact]
    public void RegisteredScope_WithoutVersionOrCertificate_SaysWhich()
    {
        RegisteredScope.Of("2.3.1", [Certificate with { RegisteredVersion = null }]).ShouldBe((CertificateCoverage.NoVersion, Certificate.Number));
        RegisteredScope.Of("2.3.1", []).ShouldBe((CertificateCoverage.NoCertificate, null));
    }

    [Fact]
    public void RegisteredScope_WithARenewalForALaterRelease_IsInsideByTheEarlierOneToo()
    {
        var renewed = Certificate with { Number = "国械注准20253210009", ValidFrom = new DateOnly(2025, 1, 1), ValidTo = new DateOnly(2029, 12, 31), RegisteredVersion = "V3" };

        RegisteredScope.Of("2.3.1", [Certificate, renewed]).ShouldBe((CertificateCoverage.Inside, Certificate.Number));
        RegisteredScope.Of("3.1", [Certificate, renewed]).ShouldBe((CertificateCoverage.Inside, renewed.Number));
        RegisteredScope.Of("4.0", [Certificate, renewed]).ShouldBe((CertificateCoverage.Outside, renewed.Number));
    }

    [Fact]
    public void LinkedDevice_NeedsACertificateOfItsOwn() =>
        Decide(Facts with { LinkedDevices = [new LinkedDeviceFact("扫描仪", [], new DateOnly(2024, 1, 1), "DN-18")] })
            .Codes().ShouldBe(["certificate.none"]);

    [Fact]
    public void LinkedDevice_WithAFilingWithoutEnd_Satisfies()
    {
        var filing = new RegistrationCertificateFact("粤穗械备20990001", new DateOnly(2019, 1, 1), ValidTo: null);

        Decide(Facts with { LinkedDevices = [new LinkedDeviceFact("扫描仪", [filing], new DateOnly(2024, 1, 1), "DN-18")] })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void ValidAtUse_AfterExpiry_IsRefused() =>
        Decide(Facts, engine: Rules.WithOverlays(ValidAtUse)).Codes().ShouldBe(["certificate.notValid"]);

    [Fact]
    public void ValidAtUse_OnTheLastDayWithoutDeliveryDocument_Satisfies() =>
        Decide(Facts with { DeliveryDocument = null }, Rules.Midnight(2024, 12, 31), Rules.WithOverlays(ValidAtUse))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    private static Decision Decide(DeviceApprovalFacts facts, DateTimeOffset? at = null, RuleEngine? engine = null) =>
        Rules.Decide(ClauseIds.ApprovedDevice, facts, at, engine);
}
