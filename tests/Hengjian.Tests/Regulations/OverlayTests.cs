using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class OverlayTests
{
    private const string Hospital = "1299000000001TEX4P";
    private const string Approval = """, "approval": { "by": "医疗技术临床应用管理委员会", "on": "2025-12-01", "reason": "人员不足的过渡期" }""";

    private static readonly PractitionerFacts FourYears =
        Rules.Physician() with { SpecialtyPeriods = [new SpecialtyPeriodFact(Rules.Radiology, new DateOnly(2022, 1, 1), null)] };

    [Fact]
    public void Overlay_AskingMore_AppliesFreelyAndStandsInThePackKey()
    {
        var decision = Years(Rules.Physician(), Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 12 } } }""")));

        decision.Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        decision.Pack.ShouldBe("R17@1+SITE@2");
        decision.Deviations.ShouldBeEmpty();
    }

    [Fact]
    public void Overlay_AskingLessWithoutApproval_IsRefusedAtLoad() =>
        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 4 } } }""")))
            .Problems.Single().Path.ShouldBe("SITE@2 $.clauses.R17-2.1.2.parameters.years");

    [Fact]
    public void Overlay_AskingLessWithApproval_IsADeviationOnEveryDecisionItTouches()
    {
        var engine = Rules.WithOverlays(Site($$"""{ "parameters": { "years": { "value": 4{{Approval}} } } }"""));

        var decision = Years(FourYears, engine);

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        var deviation = decision.Deviations.Single();
        (deviation.Parameter, deviation.Base, deviation.Overlay, deviation.OverlayPack).ShouldBe(("years", "5", "4", "SITE@2"));
        engine.Catalog.Deviations(Rules.At, Hospital).ShouldBe([deviation]);
        new PackTexts(engine.Catalog).Deviation(deviation, "zh-CN").ShouldContain("相关专业工作年限由 5 放宽为 4");
        engine.Decide(ClauseIds.PracticeLicence, new EligibilityFacts(FourYears, Rules.Needs), Rules.At, Hospital).Deviations.ShouldBeEmpty();
    }

    [Fact]
    public void Overlay_OfAnotherInstitution_DoesNotApply()
    {
        var engine = Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 12 } } }"""));

        engine.Decide(ClauseIds.SpecialtyYears, new EligibilityFacts(Rules.Physician(), Rules.Needs), Rules.At, "91350100M000100Y43")
            .Pack.ShouldBe("R17@1");
    }

    [Fact]
    public void Overlay_OutsideItsPeriod_DoesNotApply()
    {
        var engine = Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 12 } } }""", effective: """{ "from": "2026-03-02" }"""));

        Years(Rules.Physician(), engine, Rules.Midnight(2026, 3, 1)).Pack.ShouldBe("R17@1");
        Years(Rules.Physician(), engine, Rules.Midnight(2026, 3, 2)).Pack.ShouldBe("R17@1+SITE@2");
    }

    [Fact]
    public void Overlay_LaterLooseningOfAFutureProvincialRule_IsFoundAtLoad()
    {
        var province =
            """
            { "overlay": "GD", "version": 1, "base": "R17", "kind": "province", "effective": { "from": "2030-01-01" },
              "name": { "zh": "省", "en": "Province" }, "clauses": { "R17-2.1.2": { "parameters": { "years": { "value": 8 } } } } }
            """;

        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 6 } } }"""), province))
            .Problems.Single().Reason.ShouldContain("(8)");
    }

    [Fact]
    public void Overlay_LeftBareWhenAnApprovedProvincialRuleEnds_IsFoundAtLoad()
    {
        var province =
            $$"""
            { "overlay": "GD", "version": 1, "base": "R17", "kind": "province", "effective": { "to": "2029-12-31" },
              "name": { "zh": "省", "en": "Province" }, "clauses": { "R17-2.1.2": { "parameters": { "years": { "value": 3{{Approval}} } } } } }
            """;

        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 4 } } }"""), province))
            .Problems.Single().Reason.ShouldContain("(5)");
    }

    /// <summary>R17-0.0 at its boundary: the specification's 5 years is the floor.</summary>
    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    public void Number_AroundTheSpecifications_IsADeviationBelowItAlone(int years, bool deviates)
    {
        var engine = Rules.WithOverlays(Site($$"""
            { "parameters": { "years": { "value": {{years}}, "approval": { "by": "医疗技术临床应用管理委员会", "on": "2025-12-01", "reason": "本院规定" } } } }
            """));

        var deviations = Years(FourYears, engine).Deviations;

        deviations.Count.ShouldBe(deviates ? 1 : 0);
        deviations.Select(d => (d.Base, d.Overlay, d.ApprovedBy, d.ApprovedOn)).ShouldBe(deviates ? [("5", "4", "医疗技术临床应用管理委员会", new DateOnly(2025, 12, 1))] : []);
    }

    [Fact]
    public void Deviation_OfAnEndedOverlay_StandsUntilItsLastDay()
    {
        var engine = Rules.WithOverlays(Site(
            """{ "parameters": { "years": { "value": 4, "approval": { "by": "C", "on": "2025-12-01", "reason": "R" } } } }""", """{ "from": "2026-01-01", "to": "2026-03-01" }"""));

        engine.Catalog.Deviations(Rules.Midnight(2025, 12, 31), Hospital).ShouldBeEmpty();
        engine.Catalog.Deviations(Rules.Midnight(2026, 1, 1), Hospital).Count.ShouldBe(1);
        engine.Catalog.Deviations(Rules.Midnight(2026, 3, 1), Hospital).Count.ShouldBe(1);
        engine.Catalog.Deviations(Rules.Midnight(2026, 3, 2), Hospital).ShouldBeEmpty();
    }

    [Fact]
    public void Level_SetToWhatItIs_IsNoDeviation() =>
        Rules.WithOverlays(Site("""{ "level": "block" }""")).Catalog.Deviations(Rules.At, Hospital).ShouldBeEmpty();

    [Fact]
    public void Overlays_OfProvinceAndHospital_ApplyInThatOrder()
    {
        var province =
            """
            { "overlay": "ZZ", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-2.1.2": { "parameters": { "years": { "value": 6 } } } } }
            """;

        var decision = Years(Rules.Physician(), Rules.WithOverlays(Site("""{ "parameters": { "years": { "value": 7 } } }"""), province));

        decision.Pack.ShouldBe("R17@1+ZZ@1+SITE@2");
        decision.Facts["yearsAsked"].ShouldBe(7L);
    }

    [Fact]
    public void Level_LoweredWithoutCommittee_IsRefusedAtLoad() =>
        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(Site("""{ "level": "warn" }""")))
            .Problems.Single().Path.ShouldBe("SITE@2 $.clauses.R17-2.1.2.level");

    [Fact]
    public void Level_LoweredByTheCommittee_WarnsAndShowsOnEachDecision()
    {
        var decision = Years(FourYears, Rules.WithOverlays(Site(
            """
            { "level": "warn", "lowering": { "committee": "医疗技术临床应用管理委员会", "on": "2025-12-01", "legalReason": "规范已废止，本院参照执行" } }
            """)));

        decision.Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        decision.Blocks.ShouldBeFalse();
        decision.Deviations.Single().Parameter.ShouldBe("level");
    }

    [Fact]
    public void Level_LoweredWithoutALegalReason_IsAFaultOfTheOverlay() =>
        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(Site(
            """{ "level": "warn", "lowering": { "committee": "C", "on": "2025-12-01" } }""")))
            .Problems.ShouldContain(p => p.Path.EndsWith("lowering.legalReason", StringComparison.Ordinal));

    [Fact]
    public void Overlay_WithFaults_ReportsThemAll()
    {
        const string overlay =
            """
            { "overlay": "SITE", "version": 2, "base": "R17", "kind": "institution", "name": { "zh": "院", "en": "Site" },
              "clauses": { "R17-9.9": {}, "R17-2.1.2": { "parameters": { "weeks": { "value": 1 }, "years": { "value": 99 } } } } }
            """;

        Should.Throw<RegulationPackException>(() => Rules.WithOverlays(overlay)).Problems.Select(p => p.Path).ShouldBe(
            ["$.clauses.R17-9.9", "$.clauses.R17-2.1.2.parameters.weeks", "$.clauses.R17-2.1.2.parameters.years.value", "$.institutions"],
            ignoreOrder: true);
    }

    [Fact]
    public void Overlay_SettingAValueToBeConfirmed_IsNoDeviation()
    {
        const string overlay =
            """
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "R17-3.5c": { "parameters": { "deadlineDays": { "value": 30 } } } } }
            """;

        var pack = Rules.WithOverlays(overlay).Catalog.InForce(Rules.At)!;

        pack.Find("R17-3.5c")!.Parameters["deadlineDays"].ToBeConfirmed.ShouldBeFalse();
        pack.Deviations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("R17-3.2a", "decisionMeans", "\"useAndDiagnosis\"", false)]
    [InlineData("R17-3.2a", "seniorTitle", "\"attending\"", true)]
    [InlineData("R17-3.2a", "thirdReaderMajority", "false", false)]
    [InlineData("R17-3.2a", "provisionalSecondOpinionHours", "48", true)]
    [InlineData("R17-3.2b", "operatorKinds", "[\"technician\"]", false)]
    [InlineData("R17-3.2b", "operatorKinds", "[\"technician\", \"other\"]", true)]
    [InlineData("R17-3.4", "topics", "[\"purpose\", \"risks\"]", true)]
    [InlineData("R17-2.1.2", "residencyCounts", "false", false)]
    [InlineData("R17-2.1.2", "leaveOverMonths", "12", true)]
    [InlineData("R17-4.1.4", "issuedOn", "\"2016-01-01\"", true)]
    public void Change_OfEachType_IsJudgedByItsDirection(string clause, string parameter, string value, bool asksLess)
    {
        var overlay =
            $$"""
            { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
              "clauses": { "{{clause}}": { "parameters": { "{{parameter}}": { "value": {{value}} } } } } }
            """;

        if (asksLess)
            Should.Throw<RegulationPackException>(() => Rules.WithOverlays(overlay)).Problems.Single().Reason.ShouldContain("asks less");
        else
            Rules.WithOverlays(overlay).Catalog.Deviations(Rules.At).ShouldBeEmpty();
    }

    [Fact]
    public void Packs_WithOneKey_AreRefused()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");

        Should.Throw<RegulationPackException>(() => new RegulationCatalog([pack, pack], [])).Problems.Single().Path.ShouldBe("R17@1");
    }

    [Fact]
    public void Packs_TwoInForce_TheNewerDecides()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");
        var catalog = new RegulationCatalog([pack, pack with { Version = 2, Effective = new EffectivePeriod(new DateOnly(2026, 1, 1), null) }], []);

        catalog.InForce(Rules.Midnight(2025, 12, 31))!.Key.ShouldBe("R17@1");
        catalog.InForce(Rules.Midnight(2026, 1, 1))!.Key.ShouldBe("R17@2");
    }

    [Fact]
    public void Clause_OutsideItsOwnPeriod_DoesNotApply()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");
        var ended = new EffectivePeriod(null, new DateOnly(2025, 12, 31));
        var changed = pack with
        {
            Clauses = [.. pack.Clauses.Select(c => c.Id == ClauseIds.SpecialtyYears ? c with { Effective = ended } : c)],
        };
        var engine = new RuleEngine(new RegulationCatalog([changed], []), Rules.All);

        Years(FourYears, engine).Codes().ShouldBe(["clause.notInForce"]);
        Years(FourYears, engine, Rules.Midnight(2025, 12, 31)).Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
    }

    private static Decision Years(PractitionerFacts practitioner, RuleEngine engine, DateTimeOffset? at = null) =>
        Rules.Decide(ClauseIds.SpecialtyYears, new EligibilityFacts(practitioner, Rules.Needs), at, engine, Hospital);

    private static string Site(string clause, string effective = "{}") =>
        $$"""
        { "overlay": "SITE", "version": 2, "base": "R17", "kind": "institution", "institutions": ["{{Hospital}}"], "effective": {{effective}},
          "name": { "zh": "本院规则", "en": "House rules" }, "clauses": { "R17-2.1.2": {{clause}} } }
        """;
}
