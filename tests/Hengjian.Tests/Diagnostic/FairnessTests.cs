using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class FairnessTests
{
    const string Options = "fairness --truth y --prediction h --group g";

    // TPR 8/10, 6/12, 9/10; FPR 2/20, 4/16, 1/10.
    static readonly (string, ConfusionCounts)[] Groups =
        [("east", new(8, 2, 2, 18)), ("west", new(6, 4, 6, 12)), ("north", new(9, 1, 1, 9))];

    [Fact]
    public void Compare_OnThreeGroups_TakesTheLargestGapOfTheTruePositiveRate()
    {
        var gap = Fairness.Compare(Groups).EqualOpportunity;

        (gap.HighGroup, gap.LowGroup, Math.Round(gap.Value!.Value, 12)).ShouldBe(("north", "west", 0.4));
    }

    [Fact]
    public void Compare_OnThreeGroups_GivesTheGapNewcombesInterval() =>
        Fairness.Compare(Groups).EqualOpportunity.Interval.ShouldBe(Proportion.NewcombeDifference(9, 10, 6, 12));

    [Fact]
    public void Compare_OnTiedLowestRates_TakesTheFirst()
    {
        var gap = Fairness.Compare(Groups).FalsePositiveRate;

        (gap.HighGroup, gap.LowGroup).ShouldBe(("west", "east"));
    }

    [Fact]
    public void Compare_OnThreeGroups_ComparesSelectionRates() =>
        Fairness.Compare(Groups).DemographicParity.Value!.Value.ShouldBe(10.0 / 20 - 10.0 / 30, 1e-14);

    [Fact]
    public void Compare_OnThreeGroups_ComparesPredictiveValues() => Fairness.Compare(Groups).PredictiveParity.Value!.Value.ShouldBe(0.3, 1e-14);

    [Fact]
    public void Compare_OnThreeGroups_ComparesAccuracies() =>
        Fairness.Compare(Groups).Accuracy.Value!.Value.ShouldBe(18.0 / 20 - 18.0 / 28, 1e-14);

    [Fact]
    public void Compare_OnThreeGroups_TakesTheLargerGapAsEqualizedOdds() => Fairness.Compare(Groups).EqualizedOdds!.Value.ShouldBe(0.4, 1e-14);

    [Fact]
    public void Compare_OnThreeGroups_AveragesTheOdds() => Fairness.Compare(Groups).AverageOdds!.Value.ShouldBe((0.4 + 0.15) / 2, 1e-14);

    [Fact]
    public void Compare_OnEqualGroups_HasNoGapBetweenTwoGroups()
    {
        var gap = Fairness.Compare([("a", new(1, 2, 3, 4)), ("b", new(1, 2, 3, 4))]).Accuracy;

        (gap.Value, gap.HighGroup, gap.LowGroup).ShouldBe((0, "a", "b"));
    }

    [Fact]
    public void Compare_OnAGroupWithoutPositives_LeavesItOutOfThatGap()
    {
        var gap = Fairness.Compare([.. Groups, ("empty", new ConfusionCounts(0, 5, 0, 5))]).EqualOpportunity;

        (gap.LowGroup, gap.Without.Single()).ShouldBe(("west", "empty"));
    }

    [Fact]
    public void Compare_OnAGroupWithoutPositives_KeepsItInTheOtherGaps() =>
        Fairness.Compare([.. Groups, ("empty", new ConfusionCounts(0, 5, 0, 5))]).FalsePositiveRate.HighGroup.ShouldBe("empty");

    [Fact]
    public void Compare_OnOneGroup_HasNoGap() => Fairness.Compare([Groups[0]]).Accuracy.Value.ShouldBeNull();

    [Fact]
    public void Compare_WhereOneOddsGapIsMissing_HasNoOdds()
    {
        var result = Fairness.Compare([("a", new(0, 1, 0, 1)), ("b", new(0, 0, 0, 2))]);

        (result.EqualizedOdds, result.AverageOdds).ShouldBe((null, null));
    }

    [Fact]
    public void Analyse_OnColumns_KeepsTheOrderOfAppearance() =>
        Fairness.Analyse([true, false, true], [true, true, false], ["z", "a", "z"]).Groups.Select(group => group.Group).ShouldBe(["z", "a"]);

    [Fact]
    public void Analyse_OnColumns_CountsEachGroup() =>
        Fairness.Analyse([true, false, true], [true, true, false], ["z", "a", "z"]).Groups[0].Counts.ShouldBe(new ConfusionCounts(1, 0, 1, 0));

    [Fact]
    public void Analyse_OnDifferentLengths_IsRefused() => Should.Throw<BadInputException>(() => Fairness.Analyse([true], [true, false], ["a"]));

    [Fact]
    public void Command_OnChineseGroups_WritesThemAsTheyAre() =>
        MethodsCli.ResultOn("y,h,g\n1,1,男\n0,0,男\n1,0,女\n0,1,女\n", Options)["gaps"]!["equal_opportunity"]!["high_group"]!.GetValue<string>().ShouldBe("男");

    [Fact]
    public void Command_OnAGroupWithoutNegatives_GivesNullWithReason()
    {
        var group = MethodsCli.ResultOn("y,h,g\n1,1,a\n1,0,a\n0,0,b\n1,1,b\n", Options)["groups"]![0]!;

        group["fpr"].ShouldBeNull();
        group["reason"]!.GetValue<string>().ShouldContain("fpr");
    }

    [Fact]
    public void Command_OnOneGroup_GivesTheGapsAsNullWithReason()
    {
        var gap = MethodsCli.ResultOn("y,h,g\n1,1,a\n0,0,a\n", Options)["gaps"]!["accuracy"]!;

        gap["value"].ShouldBeNull();
        gap["reason"].ShouldNotBeNull();
    }

    [Fact]
    public void Command_OnAMissingGroup_DropsTheRow() =>
        MethodsCli.ResultOn("y,h,g\n1,1,a\n0,0,\n0,1,b\n", Options)["n_dropped"]!.GetValue<int>().ShouldBe(1);
}
