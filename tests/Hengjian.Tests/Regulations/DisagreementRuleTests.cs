using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

/// <summary>HP-12.1: the steps out of a disagreement in their order, with reasons where one is passed over.</summary>
public sealed class DisagreementRuleTests
{
    private static readonly DisagreementStepFacts Talk = new(ResolutionKind.Talk, [], null, 2, Minutes: false, Settles: false, null);
    private static readonly DisagreementStepFacts Senior = Talk with { Step = ResolutionKind.Senior, Before = [ResolutionKind.Talk], Present = 1, Settles = true };
    private static readonly DisagreementStepFacts Conference =
        Senior with { Step = ResolutionKind.Conference, Before = [ResolutionKind.Talk, ResolutionKind.Senior], Present = 3, Minutes = true };

    private static Decision Decide(DisagreementStepFacts facts) => Rules.Engine.Decide(ClauseIds.Disagreement, facts, Rules.At);

    [Fact]
    public void Steps_InOrder_Satisfy()
    {
        Decide(Talk).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide(Senior).Outcome.ShouldBe(ClauseOutcome.Satisfied);
        Decide(Conference).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Step_ThatPassesOthersOver_NeedsAReason()
    {
        var decision = Decide(Senior with { Before = [] });

        decision.Codes().ShouldBe(["disagreement.skipped"]);
        decision.Blocks.ShouldBeTrue();
        Decide(Senior with { Before = [], SkipReason = "两人不在班" }).Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }

    [Fact]
    public void Step_AfterALaterOne_GoesBackwards() => Decide(Senior with { Before = [ResolutionKind.Talk, ResolutionKind.Conference] }).Codes().ShouldBe(["disagreement.backwards"]);

    [Fact]
    public void Talking_DecidesNothing() => Decide(Talk with { Settles = true }).Codes().ShouldBe(["disagreement.talkDecidesNothing"]);

    [Fact]
    public void Talking_AloneIsNoTalk() => Decide(Talk with { Present = 1 }).Codes().ShouldBe(["disagreement.tooFew"]);

    [Fact]
    public void Conference_WithTwoPeople_IsTooSmall() => Decide(Conference with { Present = 2 }).Codes().ShouldBe(["disagreement.tooFew"]);

    [Fact]
    public void Conference_WithoutMinutes_IsRefused() => Decide(Conference with { Minutes = false }).Codes().ShouldBe(["disagreement.noMinutes"]);

    [Fact]
    public void Decision_ThatChangesTreatment_NeedsTheTeam()
    {
        Decide(Conference with { ChangesTreatment = true }).Codes().ShouldBe(["disagreement.needsMdt"]);
        Decide(Conference with { Step = ResolutionKind.Mdt, Before = [ResolutionKind.Talk, ResolutionKind.Senior, ResolutionKind.Conference], ChangesTreatment = true })
            .Outcome.ShouldBe(ClauseOutcome.Satisfied);
    }
}
