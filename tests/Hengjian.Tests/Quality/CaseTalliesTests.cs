using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Quality.Counting;
using static Hengjian.Tests.Quality.Facts;

namespace Hengjian.Tests.Quality;

/// <summary>What one case contributes to the statistics.</summary>
public sealed class CaseTalliesTests
{
    private const string Panel = "panel";
    private const string HighestPanel = "highest:panel";

    private static long Of(CaseFacts facts, Tally what, string reference = HighestPanel, Guid reader = default) =>
        CaseTallies.Of(facts).Counts.Where(c => c.Key.Reader == reader && c.Key.Reference == reference).Sum(c => c.Value[(int)what]);

    [Fact]
    public void Case_Cancelled_CountsNothing()
    {
        var facts = Case(PositiveAi, [Alone(Anna, true)], [Reference(ReferenceKind.Panel, true)]) with { State = CaseState.Cancelled };
        var tallies = CaseTallies.Of(facts);
        (tallies.Counts.Count, tallies.Bins.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Case_WithoutReference_IsCountedButNotJudged()
    {
        var facts = Case(PositiveAi, [WithAi(Anna, true, PositiveAi)]);
        Of(facts, Tally.Cases, "").ShouldBe(1);
        CaseTallies.Of(facts).Counts.Keys.ShouldAllBe(k => k.Reference == "");
    }

    [Fact]
    public void AiResult_ArrivingWithoutReference_MovesNoCell()
    {
        var changes = new CellChanges();
        changes.Move(Case(), Case(PositiveAi));
        (changes.Counts.Count, changes.Bins.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(true, true, Tally.AiTp)]
    [InlineData(true, false, Tally.AiFp)]
    [InlineData(false, false, Tally.AiTn)]
    [InlineData(false, true, Tally.AiFn)]
    public void Ai_JudgedByReference_IsOneOfFour(bool ai, bool truth, Tally expected)
    {
        var facts = Case(ai ? PositiveAi : NegativeAi, [], [Reference(ReferenceKind.Panel, truth)]);
        Of(facts, expected).ShouldBe(1);
        new[] { Tally.AiTp, Tally.AiFp, Tally.AiTn, Tally.AiFn }.Sum(t => Of(facts, t)).ShouldBe(1);
    }

    [Fact]
    public void Ai_LabelUnknownToTheDeployment_IsNotJudged()
    {
        var facts = Case(new AiResultFact(Guid.Empty, "odd", null, null), [], [Reference(ReferenceKind.Panel, true)]);
        new[] { Tally.AiTp, Tally.AiFp, Tally.AiTn, Tally.AiFn }.Sum(t => Of(facts, t)).ShouldBe(0);
        Of(facts, Tally.Cases).ShouldBe(1);
    }

    [Fact]
    public void Study_WithTwoAiResults_CountsEachOnceByCase()
    {
        var facts = Case(null, [WithAi(Anna, true, PositiveAi), WithAi(Bo, false, NegativeAi)], [Reference(ReferenceKind.Panel, true)]) with
        {
            Study = true,
            AiResults = [PositiveAi, NegativeAi],
        };
        (Of(facts, Tally.AiTp), Of(facts, Tally.AiFn)).ShouldBe((1, 1));
        (Of(facts, Tally.ShownTp), Of(facts, Tally.ShownFn)).ShouldBe((1, 1));
    }

    [Fact]
    public void Reading_OfTheResultShownThen_IsJudgedByIt()
    {
        // The result that Anna saw was replaced by a right one later.
        var facts = Case(PositiveAi, [WithAi(Anna, false, NegativeAi)], [Reference(ReferenceKind.Panel, true)]);
        (Of(facts, Tally.ShownFn), Of(facts, Tally.FollowedWrongAi), Of(facts, Tally.AiTp)).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData(false, true, Tally.FollowedWrongAi)]
    [InlineData(true, false, Tally.CorrectedWrongAi)]
    public void Reading_WithWrongAi_IsFollowedOrCorrected(bool reading, bool followed, Tally expected)
    {
        var facts = Case(NegativeAi, [WithAi(Anna, reading, NegativeAi)], [Reference(ReferenceKind.Panel, true)]);
        Of(facts, expected).ShouldBe(1);
        Of(facts, followed ? Tally.CorrectedWrongAi : Tally.FollowedWrongAi).ShouldBe(0);
    }

    [Fact]
    public void Reading_WithAnotherWrongLabel_IsNeitherFollowedNorCorrected()
    {
        var wrong = new AiResultFact(Guid.Empty, "benign", false, null);
        var facts = Case(wrong, [WithAi(Anna, false, wrong)], [Reference(ReferenceKind.Panel, true)]);
        (Of(facts, Tally.FollowedWrongAi), Of(facts, Tally.CorrectedWrongAi), Of(facts, Tally.ShownFn)).ShouldBe((0, 0, 1));
    }

    [Fact]
    public void Reading_WithRightAi_IsNeitherFollowedNorCorrected()
    {
        var facts = Case(PositiveAi, [WithAi(Anna, true, PositiveAi)], [Reference(ReferenceKind.Panel, true)]);
        (Of(facts, Tally.FollowedWrongAi), Of(facts, Tally.CorrectedWrongAi)).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(true, true, Tally.PairsBothRight)]
    [InlineData(false, true, Tally.PairsGained)]
    [InlineData(true, false, Tally.PairsLost)]
    [InlineData(false, false, Tally.PairsBothWrong)]
    public void Pair_OfOneReader_IsOneOfFour(bool alone, bool withAi, Tally expected)
    {
        var facts = Case(PositiveAi, [Alone(Anna, alone), Alone(Bo, true), WithAi(Anna, withAi, PositiveAi)], [Reference(ReferenceKind.Panel, true)]);
        Of(facts, expected).ShouldBe(1);
        new[] { Tally.PairsBothRight, Tally.PairsGained, Tally.PairsLost, Tally.PairsBothWrong }.Sum(t => Of(facts, t)).ShouldBe(1);
    }

    [Fact]
    public void Case_ReadWithoutAi_CountsItsReadingsAsAlone()
    {
        var reading = WithAi(Anna, true, null) with { WithAi = false };
        var facts = Case(null, [reading], [Reference(ReferenceKind.Panel, true)]) with { WithoutAi = true };
        (Of(facts, Tally.AloneTp), Of(facts, Tally.AiFailures, ""), Of(facts, Tally.ReadingsAlone, "")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void References_OfSeveralKinds_JudgeEachForItself()
    {
        var facts = Case(PositiveAi, [], [Reference(ReferenceKind.Pathology, false), Reference(ReferenceKind.Panel, true)]);
        Of(facts, Tally.AiTp, Panel).ShouldBe(1);
        Of(facts, Tally.AiFp, "pathology").ShouldBe(1);
        Of(facts, Tally.AiFp, "highest:pathology").ShouldBe(1);
        Of(facts, Tally.Cases, HighestPanel).ShouldBe(0);
    }

    [Fact]
    public void References_OfOneKind_JudgeByTheLatest()
    {
        var facts = Case(PositiveAi, [], [Reference(ReferenceKind.Panel, false), Reference(ReferenceKind.Panel, true)]);
        (Of(facts, Tally.AiTp), Of(facts, Tally.AiFp)).ShouldBe((1, 0));
    }

    [Fact]
    public void Reference_WithUnknownLabel_JudgesNothing()
    {
        var facts = Case(PositiveAi, [], [Reference(ReferenceKind.Pathology, null), Reference(ReferenceKind.Panel, true)]);
        Of(facts, Tally.Cases, Panel).ShouldBe(1);
        CaseTallies.Of(facts).Counts.Keys.ShouldAllBe(k => CaseTallies.HighestKind(k.Reference) == null);
    }

    [Fact]
    public void Reader_WhoReadTwice_CountsTheCaseOnce()
    {
        var facts = Case(PositiveAi, [Alone(Anna, true), WithAi(Anna, true, PositiveAi)]);
        Of(facts, Tally.Cases, "", Anna).ShouldBe(1);
        (Of(facts, Tally.ReadingsAlone, "", Anna), Of(facts, Tally.ReadingsWithAi, "", Anna)).ShouldBe((1, 1));
    }

    [Fact]
    public void Seconds_AreKeptToATenth()
    {
        var bins = CaseTallies.Of(Case(PositiveAi, [Alone(Anna, true, 12.34), WithAi(Bo, true, PositiveAi, 0.05)])).Bins;
        bins.Keys.Where(b => b.Reader == Guid.Empty).Select(b => (b.Series, b.Bin)).ShouldBe([(Series.SecondsAlone, 123), (Series.SecondsWithAi, 1)], ignoreOrder: true);
    }

    [Fact]
    public void Cells_AreDatedByTheLocalDayOfTheExamination()
    {
        var changes = new CellChanges();
        changes.Move(null, Case());
        changes.Counts.Keys.Select(c => c.Period).Distinct().ShouldBe(["A", "M2026-03", "D2026-03-06"], ignoreOrder: true);
    }

    [Fact]
    public void Cells_StandForAllAndForEachSubgroup()
    {
        var changes = new CellChanges();
        changes.Move(null, Case(null, null, null, ("sex", "female"), ("site", "B")));
        changes.Counts.Keys.Where(c => c.Period == "A").Select(c => c.Dimension + ":" + c.Value).ShouldBe([":", "sex:female", "site:B"], ignoreOrder: true);
    }
}
