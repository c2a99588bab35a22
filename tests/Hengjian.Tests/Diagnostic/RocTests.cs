using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class RocTests
{
    // Five-category ratings of 58 normal and 51 abnormal CT images, Hanley and McNeil, Radiology 143 (1982) 29, Table I.
    static readonly (bool[] Truth, double[] Scores) HanleyMcNeil = Ratings([33, 6, 6, 11, 2], [3, 2, 2, 11, 33]);

    [Fact]
    public void Analyse_OnHanleysRatings_GivesThePublishedArea() => Math.Round(Roc.Analyse(HanleyMcNeil.Truth, HanleyMcNeil.Scores).Auc, 3).ShouldBe(0.893);

    // R pROC 1.18.0: var(roc(y, s)), ci.auc(roc(y, s))
    [Fact]
    public void Analyse_OnHanleysRatings_GivesPRocsVariance() =>
        Roc.Analyse(HanleyMcNeil.Truth, HanleyMcNeil.Scores).Variance!.Value.ShouldBeNear(0.000943989270262985);

    [Fact]
    public void Analyse_OnHanleysRatings_GivesPRocsInterval()
    {
        var interval = Roc.Analyse(HanleyMcNeil.Truth, HanleyMcNeil.Scores).Interval!.Value;

        interval.Low.ShouldBeNear(0.832952327658172);
        interval.High.ShouldBeNear(0.953389795397947);
    }

    [Theory]
    [InlineData("s100b")]
    [InlineData("ndka")]
    [InlineData("wfns")]
    public void Command_OnSharedData_AgreesWithPRoc(string score)
    {
        var expected = ReferenceTable.Of("roc_asah")[score]!;

        var actual = MethodsCli.Run("roc", "--data", ReferenceTable.Csv("roc_asah"), "--truth", "truth", "--scores", score).Result()["scores"]![0]!;

        actual["auc"].ShouldAgreeWith(expected["auc"]);
        actual["variance"].ShouldAgreeWith(expected["var_delong"]);
        actual["ci_low"].ShouldAgreeWith(expected["ci_low"]);
        actual["ci_high"].ShouldAgreeWith(expected["ci_high"]);
    }

    [Fact]
    public void Analyse_OnPerfectScores_CutsTheIntervalAtOne() =>
        Roc.Analyse([false, false, true, true], [1, 2, 3, 4]).ShouldBe(new RocResult(2, 2, 1, 0, 0, new Interval(1, 1)));

    [Fact]
    public void Analyse_OnFewCases_CutsTheIntervalToTheUnitInterval()
    {
        var interval = Roc.Analyse([false, true, true, false], [1, 2, 3, 4]).Interval!.Value;

        (interval.Low, interval.High).ShouldBe((0, 1));
    }

    [Fact]
    public void Analyse_OnConstantScores_IsChanceWithoutVariance() =>
        Roc.Analyse([false, true, false, true], [7, 7, 7, 7]).ShouldBe(new RocResult(2, 2, 0.5, 0, 0, new Interval(0.5, 0.5)));

    [Fact]
    public void Analyse_OnMinusZeroAndZero_SeesATie() => Roc.Auc([false, true], [-0.0, 0.0]).ShouldBe(0.5);

    [Fact]
    public void Analyse_OnExtremeScores_OrdersThem() =>
        Roc.Auc([false, false, true, true], [double.MinValue, -double.Epsilon, double.Epsilon, double.MaxValue]).ShouldBe(1);

    [Fact]
    public void Analyse_OnLowerIsPositive_GivesTheComplement() => ForRandomScores((truth, scores) =>
        Roc.Auc(truth, scores, ScoreDirection.Lower).ShouldBe(1 - Roc.Auc(truth, scores), 1e-15));

    [Fact]
    public void Analyse_OnFlippedScores_GivesTheComplementWithTheSameVariance() => ForRandomScores((truth, scores) =>
    {
        var (direct, flipped) = (Roc.Analyse(truth, scores), Roc.Analyse(truth, Array.ConvertAll(scores, score => -score)));
        flipped.Auc.ShouldBe(1 - direct.Auc, 1e-15);
        flipped.Variance.ShouldBe(direct.Variance);
    });

    [Fact]
    public void Analyse_OnSwappedClasses_GivesTheComplement() => ForRandomScores((truth, scores) =>
        Roc.Auc(Array.ConvertAll(truth, positive => !positive), scores).ShouldBe(1 - Roc.Auc(truth, scores), 1e-15));

    [Fact]
    public void Analyse_OnAMonotoneTransform_IsUnchanged() => ForRandomScores((truth, scores) =>
        Roc.Analyse(truth, Array.ConvertAll(scores, score => Math.Exp(score / 2) - 3)).ShouldBe(Roc.Analyse(truth, scores)));

    [Fact]
    public void Analyse_OnReorderedCases_IsUnchanged() => ForRandomScores((truth, scores) =>
    {
        var (reversedTruth, reversedScores) = (truth.Reverse().ToArray(), scores.Reverse().ToArray());
        Roc.Analyse(reversedTruth, reversedScores).ShouldBe(Roc.Analyse(truth, scores));
    });

    [Fact]
    public void Analyse_OnRandomScores_IsTheShareOfPairsInOrder() => ForRandomScores((truth, scores) =>
    {
        double won = 0, pairs = 0;
        for (var i = 0; i < truth.Length; i++)
        {
            for (var j = 0; j < truth.Length; j++)
            {
                if (!truth[i] || truth[j])
                    continue;
                pairs++;
                won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }
        Roc.Auc(truth, scores).ShouldBe(won / pairs, 1e-14);
    });

    [Theory]
    [InlineData(5_000)]
    [InlineData(120_000)]
    public void Analyse_OnManyCases_AgreesWithMidranks(int n)
    {
        // Above some thousands the sort is another one, and above some ten thousands the classes are sorted at the same time.
        var random = new SeededRandom(n);
        var truth = Enumerable.Range(0, n).Select(_ => random.NextInt32(3) == 0).ToArray();
        var scores = Enumerable.Range(0, n).Select(i => Math.Round(random.NextNormal() * Math.Pow(10, random.NextInt32(12) - 6), 5)).ToArray();
        var ranks = Ranks.Average(scores);
        double n1 = truth.Count(positive => positive), n0 = n - n1;
        var rankSum = ranks.Where((_, i) => truth[i]).Sum();

        var result = Roc.Analyse(truth, scores);

        result.Auc.ShouldBe((rankSum - n1 * (n1 + 1) / 2) / (n1 * n0), 1e-13);
        result.Variance!.Value.ShouldBeNear(MidrankVariance(truth, scores, ranks), 1e-10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyse_OnOneClass_IsUndefined(bool positive) =>
        Should.Throw<UndefinedResultException>(() => Roc.Analyse([positive, positive], [1, 2])).Message.ShouldContain("one class only");

    [Fact]
    public void Analyse_WithASinglePositive_HasAnAreaAndNoVariance() =>
        Roc.Analyse([true, false, false], [2, 1, 3]).ShouldBe(new RocResult(1, 2, 0.5, null, null, null));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Analyse_OnAScoreThatIsNotFinite_NamesTheRow(double score) =>
        Should.Throw<BadInputException>(() => Roc.Analyse([true, false, false], [2, 1, score])).Row.ShouldBe(3);

    [Fact]
    public void Analyse_OnDifferentLengths_IsRefused() => Should.Throw<BadInputException>(() => Roc.Analyse([true, false], [2]));

    [Fact]
    public void Command_OnOneClass_ExitsWithOne() => MethodsCli.RunOn("y,s\n1,2\n1,3\n", "roc --truth y --scores s").ShouldFail(1, "one class only");

    [Fact]
    public void Command_WithASingleNegative_GivesTheReason() =>
        MethodsCli.ResultOn("y,s\n1,2\n1,3\n0,1\n", "roc --truth y --scores s")["scores"]![0]!["reason"].ShouldNotBeNull();

    [Fact]
    public void Command_OnLower_TurnsTheArea() =>
        MethodsCli.ResultOn("y,s\n1,1\n1,2\n0,3\n0,4\n", "roc --truth y --scores s --direction lower")["scores"]![0]!["auc"]!.GetValue<double>().ShouldBe(1);

    [Theory]
    [InlineData("y,s\n1,2\n0,high\n", "row 3, column \"s\"")]
    [InlineData("y,s\n1,2\n0,NaN\n", "row 3, column \"s\"")]
    [InlineData("y,s\n1,2\n3,1\n", "row 3, column \"y\"")]
    [InlineData("y,t\n1,2\n0,1\n", "column \"s\"")]
    public void Command_OnABadCell_NamesIt(string csv, string place) => MethodsCli.RunOn(csv, "roc --truth y --scores s").ShouldFail(2, place);

    /// <summary>DeLong's variance by the midranks of the contract, with n−1.</summary>
    static double MidrankVariance(bool[] truth, double[] scores, double[] ranks)
    {
        double n1 = truth.Count(positive => positive), n0 = truth.Length - n1;
        double[] Components(bool positive, double others)
        {
            var own = Ranks.Average(scores.Where((_, i) => truth[i] == positive).ToArray());
            return [.. ranks.Where((_, i) => truth[i] == positive).Select((rank, i) => (rank - own[i]) / others)];
        }
        static double SampleVariance(double[] values)
        {
            var mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        }
        return SampleVariance(Components(true, n0)) / n1 + SampleVariance(Components(false, n1)) / n0;
    }

    internal static (bool[] Truth, double[] Scores) Ratings(int[] normal, int[] abnormal)
    {
        double[] scores = [.. Spread(normal), .. Spread(abnormal)];
        return ([.. scores.Select((_, i) => i >= normal.Sum())], scores);

        static IEnumerable<double> Spread(int[] counts) => counts.SelectMany((count, category) => Enumerable.Repeat(category + 1.0, count));
    }

    /// <summary>A hundred small data sets with and without ties, both classes present.</summary>
    internal static void ForRandomScores(Action<bool[], double[]> check)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new SeededRandom(seed);
            var n = 4 + random.NextInt32(30);
            bool[] truth = [true, false, true, false, .. Enumerable.Range(4, n - 4).Select(_ => random.NextInt32(2) == 1)];
            check(truth, [.. truth.Select(positive => seed % 2 == 0 ? random.NextInt32(4) : random.NextNormal() + (positive ? 1 : 0))]);
        }
    }
}
