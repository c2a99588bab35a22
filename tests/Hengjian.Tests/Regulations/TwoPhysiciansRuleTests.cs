using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class TwoPhysiciansRuleTests
{
    private const string Positive = "positive";
    private const string Negative = "negative";

    [Fact]
    public void Opinions_OfTwoEligiblePhysiciansWhoAgree_Satisfy()
    {
        var decision = Decide(Opinion(1, Positive), Opinion(2, Positive));

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["counted"].ShouldBe(new object?[] { Rules.Person(1).ToString(), Rules.Person(2).ToString() });
        decision.Facts["label"].ShouldBe(Positive);
    }

    [Fact]
    public void Opinions_OfOnePhysician_AreTooFew() => Decide(Opinion(1, Positive)).Codes().ShouldBe(["opinions.tooFew"]);

    [Fact]
    public void Opinions_None_AreTooFew() => Decide().Missing.Single().Arguments["counted"].ShouldBe("0");

    [Fact]
    public void Opinions_TwiceOfOnePhysician_CountOnce()
    {
        var decision = Decide(Opinion(1, Positive), Opinion(1, Positive));

        decision.Codes().ShouldBe(["opinions.tooFew", "opinions.notCounted"]);
        decision.Facts["notCountedWhy"].ShouldBe(new object?[] { "samePhysician" });
    }

    [Theory]
    [InlineData("superseded")]
    [InlineData("beforeAi")]
    [InlineData("notAPerson")]
    [InlineData("ineligible")]
    [InlineData("eligibilityNotDecided")]
    [InlineData("eligibilityOfOther")]
    public void Opinion_ThatDoesNotCount_IsListedWithItsReason(string why)
    {
        var second = Opinion(2, Positive);
        second = why switch
        {
            "superseded" => second with { Superseded = true },
            "beforeAi" => second with { Phase = ReadingPhase.BeforeAi },
            "notAPerson" => second with { Author = ActorKind.Device, PractitionerId = null },
            "ineligible" => second with { Eligibility = Frozen(Rules.Physician(2) with { SpecialtyPeriods = [] }) },
            "eligibilityNotDecided" => second with { Eligibility = [] },
            _ => second with { Eligibility = Frozen(Rules.Physician(3)) },
        };

        var decision = Decide(Opinion(1, Positive), second);

        decision.Outcome.ShouldBe(ClauseOutcome.NotSatisfied);
        decision.Facts["notCountedWhy"].ShouldBe(new object?[] { why });
    }

    [Fact]
    public void Opinion_OfAnAi_NeverCounts() =>
        Decide(Opinion(1, Positive), Opinion(2, Positive) with { Author = ActorKind.Ai }).Outcome.ShouldBe(ClauseOutcome.NotSatisfied);

    [Fact]
    public void Eligibility_ReadBackFromItsFrozenJson_CountsTheSame()
    {
        var frozen = DecisionJson.DeserializeList(DecisionJson.Serialize(Frozen(Rules.Physician(2))));

        Decide(Opinion(1, Positive), Opinion(2, Positive) with { Eligibility = frozen }).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Eligibility_LackingOneOfTheThreeClauses_DoesNotCount() =>
        Decide(Opinion(1, Positive), Opinion(2, Positive) with { Eligibility = [.. Frozen(Rules.Physician(2)).Skip(1)] })
            .Facts["notCountedWhy"].ShouldBe(new object?[] { "eligibilityNotDecided" });

    [Fact]
    public void Eligibility_UnmetAtALoweredLevel_StillCounts()
    {
        var warned = Frozen(Rules.Physician(2) with { SpecialtyPeriods = [] }).Select(d => d with { Level = ClauseLevel.Warn }).ToArray();

        Decide(Opinion(1, Positive), Opinion(2, Positive) with { Eligibility = warned }).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void CaseWithoutAi_CountsEveryPhase() =>
        Decide(new IssuedOpinionFacts(
            WithAi: false,
            [Opinion(1, Positive) with { Phase = ReadingPhase.BeforeAi }, Opinion(2, Positive) with { Phase = ReadingPhase.BeforeAi }]))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Superseding_ByTheSamePhysician_CountsTheNewLabel() =>
        Decide(Opinion(1, Negative) with { Superseded = true }, Opinion(1, Positive), Opinion(2, Positive))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Disagreement_OfTwo_IsNamedWithBothLabels() =>
        Decide(Opinion(1, Positive), Opinion(2, Negative)).Missing.Single()
            .Arguments["labels"].ShouldBe("positive,negative");

    [Fact]
    public void Disagreement_WithAThirdReader_IsSettledByTheMajority()
    {
        var decision = Decide(Opinion(1, Positive), Opinion(2, Negative), Opinion(3, Negative));

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["label"].ShouldBe(Negative);
        decision.Facts["behindLabel"].ShouldBe(new object?[] { Rules.Person(2).ToString(), Rules.Person(3).ToString() });
    }

    [Fact]
    public void Opinions_OfOnePosition_AgreeAndTheReviewSpeaks()
    {
        var decision = Decide(Opinion(1, "4a") with { Position = "suspicious", Review = true }, Opinion(2, "4b") with { Position = "suspicious" });

        decision.Outcome.ShouldBe(ClauseOutcome.Satisfied);
        decision.Facts["label"].ShouldBe("4a");
    }

    [Fact]
    public void Opinions_OfOneLabelAndTwoPositions_DisagreeInWords() =>
        Decide(Opinion(1, Positive) with { Position = "positive#1", Says = "positive 8 mm" }, Opinion(2, Positive) with { Position = "positive#2", Says = "positive 12 mm" })
            .Missing.Single().Arguments["labels"].ShouldBe("positive 8 mm,positive 12 mm");

    [Fact]
    public void Resolution_OnALabelOfTheGroup_StandsForTheGroup()
    {
        var facts = new IssuedOpinionFacts(
            true,
            [Opinion(1, "4a"), Opinion(2, Negative), Opinion(3, "4b"), Opinion(4, Negative)],
            new ResolutionFact(ResolutionKind.Conference, "4a", Rules.Person(1), "minutes"))
        {
            Groups = new Dictionary<string, string> { ["4a"] = "suspicious", ["4b"] = "suspicious" },
        };

        Decide(facts).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Draft_OfAnEligiblePhysician_CountsForNothing() =>
        Decide(Opinion(1, Positive), Opinion(2, Positive) with { Draft = true }).Facts["notCountedWhy"].ShouldBe(new object?[] { "draft" });

    [Fact]
    public void Disagreement_OfThreeWays_IsNotSettled() =>
        Decide(Opinion(1, Positive), Opinion(2, Negative), Opinion(3, "unsure")).Codes().ShouldBe(["opinions.disagree"]);

    [Fact]
    public void Issuing_TheMinoritysLabel_IsRefused() =>
        Decide(new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Negative), Opinion(3, Negative)], IssuedLabel: Positive))
            .Codes().ShouldBe(["opinions.disagree"]);

    [Fact]
    public void Majority_WhereTheOverlayForbidsIt_NeedsAResolution()
    {
        var engine = Rules.WithOverlays(Overlay("\"thirdReaderMajority\": { \"value\": false }"));
        var facts = new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Negative), Opinion(3, Negative)]);

        Rules.Decide(ClauseIds.TwoPhysicians, facts, engine: engine).Codes().ShouldBe(["opinions.disagree"]);
    }

    [Fact]
    public void Senior_BehindTheLabelWithASecond_ResolvesADisagreement() =>
        Resolved(ResolutionKind.Senior, ProfessionalTitle.AssociateChief).Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Senior_WithTooLowATitle_DoesNotResolve() =>
        Resolved(ResolutionKind.Senior, ProfessionalTitle.Attending).Codes().ShouldBe(["opinions.notSenior"]);

    [Theory]
    [InlineData(ResolutionKind.Conference)]
    [InlineData(ResolutionKind.Mdt)]
    public void Conference_WithMinutes_ResolvesADisagreement(ResolutionKind kind) =>
        Resolved(kind, ProfessionalTitle.Attending, "M-12").Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void Conference_WithoutMinutes_DoesNotResolve() =>
        Resolved(ResolutionKind.Conference, ProfessionalTitle.Chief).Codes().ShouldBe(["opinions.noMinutes"]);

    [Fact]
    public void Resolution_ForALabelThatOnlyOneStandsBehind_IsTooFew()
    {
        var opinions = new[] { Opinion(1, Positive) with { Title = ProfessionalTitle.Chief }, Opinion(2, Negative) };

        Decide(new IssuedOpinionFacts(true, opinions, new ResolutionFact(ResolutionKind.Senior, Positive, Rules.Person(1), null)))
            .Codes().ShouldBe(["opinions.tooFewAgree"]);
    }

    [Fact]
    public void Issued_NamingOnlyOneOfThem_IsRefused() =>
        Decide(new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Positive)], NamedOnIssue: [Rules.Person(1), Rules.Person(7)]))
            .Codes().ShouldBe(["opinions.notNamed"]);

    [Fact]
    public void Issued_NamingBoth_Satisfies() =>
        Decide(new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Positive)], NamedOnIssue: [Rules.Person(2), Rules.Person(1)]))
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);

    [Fact]
    public void DecisionMeans_UseAndDiagnosis_CountsOnlyWhoConfirmedTheUse()
    {
        var engine = Rules.WithOverlays(Overlay("\"decisionMeans\": { \"value\": \"useAndDiagnosis\" }"));
        var facts = new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Positive) with { UseConfirmed = false }]);

        Rules.Decide(ClauseIds.TwoPhysicians, facts).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Rules.Decide(ClauseIds.TwoPhysicians, facts, engine: engine).Facts["notCountedWhy"].ShouldBe(new object?[] { "useNotConfirmed" });
    }

    [Fact]
    public void Minimum_OfThreeByAnOverlay_AsksForAThird()
    {
        var engine = Rules.WithOverlays(Overlay("\"minimumPhysicians\": { \"value\": 3 }"));
        var facts = new IssuedOpinionFacts(true, [Opinion(1, Positive), Opinion(2, Positive)]);

        Rules.Decide(ClauseIds.TwoPhysicians, facts, engine: engine).Missing[0].Arguments["minimum"].ShouldBe("3");
    }

    private static Decision Resolved(ResolutionKind kind, ProfessionalTitle title, string? minutes = null)
    {
        var opinions = new[]
        {
            Opinion(1, Positive), Opinion(2, Negative), Opinion(3, Positive) with { Title = title }, Opinion(4, Negative),
        };
        return Decide(new IssuedOpinionFacts(true, opinions, new ResolutionFact(kind, Positive, Rules.Person(3), minutes)));
    }

    private static Decision Decide(params OpinionFact[] opinions) => Decide(new IssuedOpinionFacts(WithAi: true, opinions));

    private static Decision Decide(IssuedOpinionFacts facts) => Rules.Decide(ClauseIds.TwoPhysicians, facts);

    private static OpinionFact Opinion(int person, string label) => new(
        Rules.Person(100 + person),
        Rules.Person(person),
        ActorKind.Person,
        ProfessionalTitle.Attending,
        label,
        ReadingPhase.AfterAi,
        UseConfirmed: true,
        Superseded: false,
        Frozen(Rules.Physician(person)));

    private static IReadOnlyList<Decision> Frozen(PractitionerFacts practitioner) =>
    [
        Rules.Eligibility(ClauseIds.PracticeLicence, practitioner),
        Rules.Eligibility(ClauseIds.SpecialtyYears, practitioner),
        Rules.Eligibility(ClauseIds.PhysicianTraining, practitioner),
    ];

    private static string Overlay(string parameters) =>
        $$"""
        { "overlay": "P", "version": 1, "base": "R17", "kind": "province", "name": { "zh": "省", "en": "Province" },
          "clauses": { "R17-3.2a": { "parameters": { {{parameters}} } } } }
        """;
}
