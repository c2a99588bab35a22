using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class HosmerLemeshowTests
{
    [Fact]
    public void Command_OnInfertility_AgreesWithResourceSelection()
    {
        var expected = ReferenceTable.Of("calibration_infert")["hl_g6"]!;

        var actual = MethodsCli.Run(
            "hosmer-lemeshow", "--data", ReferenceTable.Csv("calibration_infert"), "--truth", "y", "--probability", "p", "--groups", "6").Result();

        actual["chi2"].ShouldAgreeWith(expected["chisq"]);
        actual["p"].ShouldAgreeWith(expected["p"]);
        actual["df"]!.GetValue<int>().ShouldBe(expected["df"]!.GetValue<int>());
        actual["groups_used"]!.GetValue<int>().ShouldBe(expected["groups_actual"]!.GetValue<int>());
    }

    [Fact]
    public void Test_OnFourGroupsByHand_SumsBothOutcomes()
    {
        // Pairs of equal probabilities, one event each but none in the first pair and two in the last.
        bool[] truth = [false, false, true, false, true, false, true, true];
        double[] p = [.1, .1, .4, .4, .6, .6, .9, .9];
        var sum = new[] { (0, .2), (1, .8), (1, 1.2), (2, 1.8) }
            .Sum(group => Math.Pow(group.Item1 - group.Item2, 2) * (1 / group.Item2 + 1 / (2 - group.Item2)));

        HosmerLemeshow.Test(truth, p, 4).ChiSquare.ShouldBe(sum, 1e-12);
    }

    [Fact]
    public void Test_OnEvenGroups_HasTwoDegreesOfFreedomFewer() =>
        HosmerLemeshow.Test([false, false, true, false, true, false, true, true], [.1, .1, .4, .4, .6, .6, .9, .9], 4).DegreesOfFreedom.ShouldBe(2);

    [Fact]
    public void Test_OnTiedProbabilities_JoinsTheirGroups()
    {
        double[] p = [.1, .1, .1, .1, .1, .1, .2, .3, .4, .5];

        HosmerLemeshow.Test(new bool[10], p, 5).Groups.Sum(group => group.N).ShouldBe(10);
        HosmerLemeshow.Test(new bool[10], p, 5).Groups.Count.ShouldBe(3); // the breaks at 0, 1/5 and 2/5 are the same
    }

    [Fact]
    public void Test_OnABreak_PutsItInTheLowerGroup() =>
        HosmerLemeshow.Test(new bool[7], [.1, .2, .3, .4, .5, .6, .7], 3).Groups.Select(group => group.N).ShouldBe([3, 2, 2]); // breaks .1 .3 .5 .7

    [Fact]
    public void Test_OnTwoGroups_HasNoDegreesOfFreedom() =>
        Should.Throw<UndefinedResultException>(() => HosmerLemeshow.Test([true, false, true], [.1, .5, .9], 2));

    [Fact]
    public void Test_OnAConstantProbability_HasNoDegreesOfFreedom() =>
        Should.Throw<UndefinedResultException>(() => HosmerLemeshow.Test([true, false, true], [.5, .5, .5]));

    [Fact]
    public void Test_OnAnEventOfProbabilityZero_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => HosmerLemeshow.Test([true, false, false, true, true, false], [0, 0, 0, .4, .6, .9], 4))
            .Message.ShouldContain("probability is 0");

    [Fact]
    public void Test_OnMoreGroupsThanCases_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => HosmerLemeshow.Test([true, false, false, true, true], [.1, .2, .3, .5, .9], 10))
            .Message.ShouldContain("fewer groups");

    [Fact]
    public void Test_OnCertainProbabilitiesThatHold_CountsThemAsFitting() =>
        double.IsFinite(HosmerLemeshow.Test([false, false, false, false, true, false, true, true, true, true], [0, 0, 0, .3, .4, .6, .7, 1, 1, 1], 5).ChiSquare)
            .ShouldBeTrue();

    [Fact]
    public void Command_OnTooFewDistinctProbabilities_ExitsWithOne() =>
        MethodsCli.RunOn("y,p\n0,0.1\n1,0.9\n0,0.1\n", "hosmer-lemeshow --truth y --probability p --groups 3").ShouldFail(1, "degrees of freedom");

    [Fact]
    public void Command_OnAProbabilityAboveOne_NamesTheCell() =>
        MethodsCli.RunOn("y,p\n0,0.1\n1,2\n", "hosmer-lemeshow --truth y --probability p").ShouldFail(2, "row 3, column \"p\"");
}
