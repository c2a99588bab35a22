using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class DeLongTests
{
    static readonly bool[] Truth = [false, false, true, true, false, true, false, true, true, false, false, true];
    static readonly double[] A = [.1, .4, .35, .8, .2, .9, .55, .55, .7, .3, .05, .6];
    static readonly double[] B = [2, 1, 3, 3, 1, 2, 2, 3, 1, 1, 2, 3];

    // R pROC 1.18.0: roc.test(roc(y, a), roc(y, b), method = "delong", paired = TRUE), cov(ra, rb)
    [Fact]
    public void Paired_OnTwelveCases_AgreesWithPRoc()
    {
        var result = DeLong.Paired(Truth, A, B);

        result.AucA.ShouldBeNear(0.930555555555556);
        result.AucB.ShouldBeNear(0.833333333333333);
        result.Covariance!.Value.ShouldBeNear(-0.00208333333333333);
        result.Z!.Value.ShouldBeNear(0.604707897906951);
        result.P!.Value.ShouldBeNear(0.545373099489939);
        result.Interval!.Value.Low.ShouldBeNear(-0.217891991949702);
        result.Interval!.Value.High.ShouldBeNear(0.412336436394146);
    }

    // R pROC 1.18.0: roc.test(ra, rb, method = "delong", paired = FALSE)
    [Fact]
    public void Unpaired_OnTwelveCases_AgreesWithPRoc()
    {
        var result = DeLong.Unpaired(Truth, A, Truth, B);

        result.Statistic!.Value.ShouldBeNear(0.660259843166476);
        result.DegreesOfFreedom!.Value.ShouldBeNear(17.0706354041784);
        result.P!.Value.ShouldBeNear(0.517897952654373);
    }

    [Theory]
    [InlineData("s100b", "wfns")]
    [InlineData("s100b", "ndka")]
    [InlineData("ndka", "wfns")]
    public void Command_OnSharedData_AgreesWithPRoc(string a, string b)
    {
        var expected = ReferenceTable.Of("roc_asah")[$"test_{a}_vs_{b}"]!;

        var actual = MethodsCli.Run("delong", "--data", ReferenceTable.Csv("roc_asah"), "--truth", "truth", "--scores", $"{a},{b}").Result();

        actual["covariance"].ShouldAgreeWith(expected["cov"]);
        actual["z"].ShouldAgreeWith(expected["z"]);
        actual["p"].ShouldAgreeWith(expected["p"]);
        actual["ci_low"].ShouldAgreeWith(expected["diff_ci"]![0]);
        actual["ci_high"].ShouldAgreeWith(expected["diff_ci"]![1]);
    }

    [Fact]
    public void Command_OnSharedGroups_AgreesWithPRoc()
    {
        var expected = ReferenceTable.Of("roc_asah")["unpaired_s100b_male_vs_female"]!;

        var actual = MethodsCli.Run(
            "delong", "--data", ReferenceTable.Csv("roc_asah"), "--truth", "truth", "--scores", "s100b", "--group", "gender", "--groups", "Male,Female").Result();

        actual["auc_a"].ShouldAgreeWith(expected["est"]![0]);
        actual["auc_b"].ShouldAgreeWith(expected["est"]![1]);
        actual["statistic"].ShouldAgreeWith(expected["D"]);
        actual["df"].ShouldAgreeWith(expected["df"]);
        actual["p"].ShouldAgreeWith(expected["p"]);
    }

    [Fact]
    public void Paired_OnIdenticalScores_IsDegenerateWithoutDifference()
    {
        var result = DeLong.Paired(Truth, A, A);

        (result.Degenerate, result.Z, result.P).ShouldBe((true, 0, 1));
    }

    [Fact]
    public void Paired_OnAMonotoneTransform_IsDegenerate() => RocTests.ForRandomScores((truth, scores) =>
        DeLong.Paired(truth, scores, Array.ConvertAll(scores, score => score * 7 - 2)).Degenerate.ShouldBeTrue());

    [Fact]
    public void Paired_OnOppositePerfectScores_IsDegenerateWithADifference()
    {
        var result = DeLong.Paired([false, false, true, true], [1, 2, 3, 4], [4, 3, 2, 1]);

        (result.Degenerate, result.Difference, result.Z, result.P).ShouldBe((true, 1, null, 0));
    }

    [Fact]
    public void Paired_OnSwappedScores_ChangesSignOnly() => RocTests.ForRandomScores((truth, scores) =>
    {
        var other = scores.Select((score, i) => score * (i % 3) + i % 4).ToArray();
        var (direct, swapped) = (DeLong.Paired(truth, scores, other), DeLong.Paired(truth, other, scores));
        swapped.Difference.ShouldBe(-direct.Difference);
        swapped.P.ShouldBe(direct.P);
        swapped.Covariance.ShouldBe(direct.Covariance);
    });

    [Fact]
    public void Paired_OnAScoreWithItself_HasItsVarianceAsCovariance() =>
        DeLong.Paired(Truth, B, B).Covariance.ShouldBe(Roc.Analyse(Truth, B).Variance);

    [Fact]
    public void Paired_OnManyCases_AgreesWithTheSumOfVariances()
    {
        // Enough cases for the radix sort and for both scores at once; the variance of the difference from the parts.
        const int n = 60_000;
        var random = new SeededRandom(11);
        var truth = Enumerable.Range(0, n).Select(_ => random.NextInt32(4) == 0).ToArray();
        var a = truth.Select(positive => random.NextNormal() + (positive ? 1 : 0)).ToArray();
        var b = a.Select(score => score + random.NextNormal()).ToArray();

        var result = DeLong.Paired(truth, a, b);

        var variance = Roc.Analyse(truth, a).Variance!.Value + Roc.Analyse(truth, b).Variance!.Value - 2 * result.Covariance!.Value;
        result.Z!.Value.ShouldBeNear(result.Difference / Math.Sqrt(variance), 1e-8);
    }

    [Fact]
    public void Paired_WithASinglePositive_HasADifferenceAndNoTest()
    {
        var result = DeLong.Paired([true, false, false], [3, 1, 2], [1, 2, 3]);

        (result.Difference, result.P, result.Degenerate).ShouldBe((1, null, false));
    }

    [Fact]
    public void Paired_OnOneClass_IsUndefined() => Should.Throw<UndefinedResultException>(() => DeLong.Paired([true, true], [1, 2], [2, 1]));

    [Fact]
    public void Paired_OnDifferentLengths_IsRefused() => Should.Throw<BadInputException>(() => DeLong.Paired([true, false], [1, 2], [2]));

    [Fact]
    public void Unpaired_OnSwappedGroups_ChangesSignOnly()
    {
        var (direct, swapped) = (DeLong.Unpaired(Truth, A, Truth, B), DeLong.Unpaired(Truth, B, Truth, A));

        swapped.ShouldBe(direct with { AucA = direct.AucB, AucB = direct.AucA, Statistic = -direct.Statistic });
    }

    [Fact]
    public void Unpaired_WhereNothingVaries_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => DeLong.Unpaired([false, false, true, true], [1, 2, 3, 4], [false, false, true, true], [1, 2, 3, 4]));

    [Fact]
    public void Command_OnOneScoreTwice_IsDegenerate() =>
        MethodsCli.ResultOn("y,s\n0,1\n1,2\n0,3\n1,4\n", "delong --truth y --scores s,s")["degenerate"]!.GetValue<bool>().ShouldBeTrue();

    [Fact]
    public void Command_OnADegenerateDifference_GivesNoZAndTheReason()
    {
        var result = MethodsCli.ResultOn("y,a,b\n0,1,4\n0,2,3\n1,3,2\n1,4,1\n", "delong --truth y --scores a,b");

        result["z"].ShouldBeNull();
        result["reason"].ShouldNotBeNull();
    }

    [Fact]
    public void Command_OnGroups_CountsTheRowsOfOthersAsDropped()
    {
        var result = MethodsCli.ResultOn(
            "y,s,g\n0,1,a\n1,2,a\n0,3,a\n1,4,a\n0,1,b\n1,1,b\n0,2,b\n1,3,b\n1,9,c\n0,NA,a\n", "delong --truth y --scores s --group g --groups a,b");

        (result["n"]!.GetValue<int>(), result["n_dropped"]!.GetValue<int>()).ShouldBe((8, 2));
    }

    [Theory]
    [InlineData("delong --truth y --scores s", "--scores")]
    [InlineData("delong --truth y --scores s,t,s", "--scores")]
    [InlineData("delong --truth y --scores s,t --group g --groups a,b", "--scores")]
    [InlineData("delong --truth y --scores s --group g", "--groups")]
    [InlineData("delong --truth y --scores s --group g --groups a,b,c", "--groups")]
    [InlineData("delong --truth y --scores s --group g --groups a,z", "\"z\"")]
    public void Command_OnAFormThatDoesNotFit_SaysWhatIsNeeded(string command, string message) =>
        MethodsCli.RunOn("y,s,t,g\n0,1,1,a\n1,2,1,a\n0,1,1,b\n1,2,1,b\n", command).ShouldFail(2, message);

    [Fact]
    public void Command_OnAGroupOfOneClass_ExitsWithOne() =>
        MethodsCli.RunOn("y,s,g\n0,1,a\n1,2,a\n1,1,b\n1,2,b\n", "delong --truth y --scores s --group g --groups a,b").ShouldFail(1, "one class only");
}
