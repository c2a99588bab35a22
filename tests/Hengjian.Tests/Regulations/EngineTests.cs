using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class EngineTests
{
    [Fact]
    public void Rules_Registered_DecideEachClauseOnce() => Rules.All.Select(r => r.Clause).ShouldBeUnique();

    [Fact]
    public void RuleClasses_OfTheAssembly_AreAllRegisteredForAClauseOfThePack()
    {
        var classes = typeof(IRule).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IRule)))
            .ToArray();

        classes.ShouldNotBeEmpty();
        classes.ShouldBe(Rules.All.Select(r => r.GetType()), ignoreOrder: true);
        Rules.All.ShouldAllBe(r => Rules.Catalog.Packs.Any(p => p.Find(r.Clause) != null));
    }

    [Fact]
    public void Clause_WithoutARule_IsNotDecidedAndNeverBlocks()
    {
        var decision = Rules.Engine.NotDecided("R17-3.7", Rules.At);

        decision.Outcome.ShouldBe(ClauseOutcome.NotDecided);
        decision.Blocks.ShouldBeFalse();
        Rules.Texts.Missing(decision, "en").ShouldBe("The system does not decide this clause yet.");
    }

    [Fact]
    public void Decision_BeforeThePackIsInForce_IsNotDecided()
    {
        var decision = Rules.Eligibility(ClauseIds.PracticeLicence, Rules.Technician(), Rules.Midnight(2017, 2, 16));

        decision.Outcome.ShouldBe(ClauseOutcome.NotDecided);
        decision.Pack.ShouldBeEmpty();
    }

    [Fact]
    public void Decision_OnThePacksFirstDay_NamesItsPack() =>
        Rules.Eligibility(ClauseIds.PracticeLicence, Rules.Technician(), Rules.Midnight(2017, 2, 17)).Pack.ShouldBe("R17@1");

    [Fact]
    public void Decision_NotSatisfiedAtLevelBlock_Blocks() => Rules.Eligibility(ClauseIds.PracticeLicence, Rules.Technician()).Blocks.ShouldBeTrue();

    [Fact]
    public void Facts_OfAnotherType_AreABugOfTheCaller() =>
        Should.Throw<ArgumentException>(() => Rules.Engine.Decide(ClauseIds.Operator, Rules.Physician(), Rules.At));

    [Fact]
    public void Clause_ThatNoPackHas_IsNotDecided() =>
        Rules.Engine.NotDecided("R99-1", Rules.At).Outcome.ShouldBe(ClauseOutcome.NotDecided);

    [Fact]
    public void Pack_LackingAMessageOfARule_IsRefusedAtTheStart()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");
        var lacking = pack with { Messages = pack.Messages.Where(m => m.Key != "licence.expired").ToDictionary() };

        Should.Throw<RegulationPackException>(() => new RuleEngine(new RegulationCatalog([lacking], []), Rules.All))
            .Problems.ShouldContain(p => p.Path.EndsWith("licence.expired", StringComparison.Ordinal));
    }

    [Fact]
    public void Pack_LackingAParameterOfARule_IsRefusedAtTheStart()
    {
        var pack = Rules.Catalog.Packs.Single(p => p.Id == "R17");
        var lacking = pack with
        {
            Clauses =
            [
                .. pack.Clauses.Select(c => c.Id == ClauseIds.Operator ? c with { Parameters = new Dictionary<string, ClauseParameter>() } : c),
            ],
        };

        Should.Throw<RegulationPackException>(() => new RuleEngine(new RegulationCatalog([lacking], []), Rules.All))
            .Problems.Count.ShouldBe(6);
    }

    [Fact]
    public void Text_InEitherLanguage_PutsCodesIntoWords()
    {
        var decision = Rules.Eligibility(ClauseIds.PracticeLicence, Rules.Technician());

        Rules.Texts.MissingLines(decision, "zh-CN")[0].ShouldBe("须为医师，登记的类别是技师。");
        Rules.Texts.MissingLines(decision, "en")[0].ShouldBe("A physician is needed; the record says technician.");
        Rules.Texts.FactValue(decision, "practitionerKind", "zh-CN").ShouldBe("技师");
        Rules.Texts.FactValue(decision with { Facts = Facts(("label", "normal")) }, "label", "en").ShouldBe("normal");
        Rules.Texts.FactValue(decision, "licensedHere", "en").ShouldBe("yes");
        Rules.Texts.FactValue(decision, "licenceTo", "en").ShouldBe("none");
    }

    [Fact]
    public void Json_OfADecision_IsStableWhateverTheOrderOfItsFacts()
    {
        var list = new object?[] { "x", null, true };
        var a = new Decision("R17-1.1", ClauseOutcome.Satisfied, ClauseLevel.Warn, Facts(("b", 2L), ("a", list)), [], "R17@1");
        var b = a with { Facts = Facts(("a", list), ("b", 2)) };

        DecisionJson.Serialize(a).ShouldBe(
            """{"clause":"R17-1.1","outcome":"satisfied","level":"warn","facts":{"a":["x",null,true],"b":2},"missing":[],"pack":"R17@1"}""");
        b.ShouldBe(a);
    }

    [Fact]
    public void Json_WithAFactThatIsAnObject_IsRefused() =>
        Should.Throw<System.Text.Json.JsonException>(() => DecisionJson.DeserializeList(
            """[{"clause":"R17-1.1","outcome":"satisfied","level":"warn","facts":{"a":{}},"missing":[],"pack":"R17@1"}]"""));

    [Fact]
    public void Decide_AskedTwice_GivesTheSameDecision() =>
        Rules.Eligibility(ClauseIds.SpecialtyYears, Rules.Physician()).ShouldBe(Rules.Eligibility(ClauseIds.SpecialtyYears, Rules.Physician()));

    private static Dictionary<string, object?> Facts(params (string Key, object? Value)[] facts) => facts.ToDictionary(f => f.Key, f => f.Value);
}
