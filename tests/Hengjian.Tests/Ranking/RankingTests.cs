using FsCheck;
using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Ranking;
using Hengjian.Methods.Weighting;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Ranking;

public sealed class RankingTests
{
    // A benefit and a cost. Expected values: NumPy 1.24.
    static readonly CriteriaMatrix Matrix = new([[1, 2, 4, 8], [5, 3, 1, 4]], [false, true]);

    [Fact]
    public void Topsis_OfBenefitAndCost_IsNumPys() =>
        Topsis.Compute(Matrix, [0.6, 0.4]).Select(one => Math.Round(one.Closeness!.Value, 8)).ShouldBe([0, 0.24180486, 0.53305846, 0.7320115]);

    [Fact]
    public void Topsis_Ranks_StartAtTheBest() => Topsis.Compute(Matrix, [0.6, 0.4]).Select(one => one.Rank).ShouldBe([4, 3, 2, 1]);

    [Fact]
    public void Topsis_Weights_AreNormalised() => Topsis.Compute(Matrix, [3, 2]).ShouldBe(Topsis.Compute(Matrix, [0.6, 0.4]));

    [Fact]
    public void Topsis_ZeroColumn_AddsNothing() =>
        Topsis.Compute(new CriteriaMatrix([[1, 2], [0, 0]]), [1, 1]).Select(one => one.Closeness).ShouldBe([0.0, 1.0]);

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e250)]
    public void Topsis_OfExtremeUnits_IsTheSame(double unit) =>
        Topsis.Compute(new CriteriaMatrix([[3 * unit, 4 * unit], [1, 2]], [false, true]), [1, 1])[0].DistanceToIdeal
            .ShouldBe(Topsis.Compute(new CriteriaMatrix([[3, 4], [1, 2]], [false, true]), [1, 1])[0].DistanceToIdeal, 1e-12);

    [Fact]
    public void Topsis_EqualAlternatives_HaveNoClosenessAndShareTheFirstRank() =>
        Topsis.Compute(new CriteriaMatrix([[3, 3], [7, 7]]), [1, 1]).ShouldAllBe(one => one.Closeness == null && one.Rank == 1);

    [Fact]
    public void Topsis_TiedAlternatives_ShareTheSmallestRank() =>
        Topsis.Compute(new CriteriaMatrix([[1, 5, 5, 2]]), [1]).Select(one => one.Rank).ShouldBe([4, 1, 1, 3]);

    [Fact]
    public void Topsis_WrongNumberOfWeights_IsRefused() => Should.Throw<BadInputException>(() => Topsis.Compute(Matrix, [1]));

    [Fact]
    public void Topsis_OfAnyMatrix_LiesBetweenZeroAndOne() =>
        AnyMatrix.Hold(columns => Topsis.Compute(new CriteriaMatrix(columns), Ones(columns)).All(one => one.Closeness is null or (>= 0 and <= 1)));

    [Fact]
    public void Topsis_DominatedAlternative_NeverRanksAboveItsDominator() =>
        AnyMatrix.Hold(columns =>
        {
            var ranked = Topsis.Compute(new CriteriaMatrix(columns), Ones(columns));
            return Dominations(columns).All(pair => ranked[pair.Better].Rank <= ranked[pair.Worse].Rank);
        });

    [Fact]
    public void GreyRelational_OfBenefitAndCost_IsNumPys() =>
        GreyRelational.Compute(Matrix, [0.6, 0.4]).Select(one => Math.Round(one.Grade, 8)).ShouldBe([0.33333333, 0.42105263, 0.68, 0.76]);

    [Fact]
    public void GreyRelational_ConstantCriterion_IsIdealForAll() =>
        GreyRelational.Compute(new CriteriaMatrix([[1, 2], [5, 5]]), [1, 1])[0].Grade.ShouldBeClose((1.0 / 3 / 2) + 0.5);

    [Fact]
    public void GreyRelational_SmallerRho_SeparatesMore() =>
        GreyRelational.Compute(Matrix, [0.6, 0.4], 0.1)[0].Grade.ShouldBeClose(0.1 / 1.1);

    [Fact]
    public void GreyRelational_AllConstant_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => GreyRelational.Compute(new CriteriaMatrix([[1, 1], [2, 2]]), [1, 1]));

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    public void GreyRelational_RhoOutOfRange_IsRefused(double rho) =>
        Should.Throw<BadInputException>(() => GreyRelational.Compute(Matrix, [1, 1], rho));

    [Fact]
    public void GreyRelational_DominatedAlternative_NeverRanksAboveItsDominator() =>
        AnyMatrix.Where(columns => columns.Any(column => column.Distinct().Count() > 1)).Hold(columns =>
        {
            var ranked = GreyRelational.Compute(new CriteriaMatrix(columns), Ones(columns));
            return Dominations(columns).All(pair => ranked[pair.Better].Rank <= ranked[pair.Worse].Rank);
        });

    [Fact]
    public void RankSumRatio_Ranks_AreAveragedOverTiesAndReversedForCosts()
    {
        // Ranks 1, 2.5, 2.5 and, as a cost, 3, 1, 2, halved and over 3.
        var result = RankSumRatio.Compute(new CriteriaMatrix([[1, 4, 4], [0, 9, 5]], [false, true]), [1, 1]);

        result.Units.Select(unit => Math.Round(unit.Ratio, 12)).ShouldBe([Math.Round(4.0 / 6, 12), Math.Round(3.5 / 6, 12), Math.Round(4.5 / 6, 12)]);
    }

    [Fact]
    public void RankSumRatio_LastStep_HasAContinuityCorrectedShare() =>
        RankSumRatio.Compute(new CriteriaMatrix([[1, 2, 3, 4]]), [1]).Distribution[^1].P.ShouldBe(1 - (1.0 / 16));

    [Fact]
    public void RankSumRatio_RatiosEqualButForRounding_AreOneStep()
    {
        // 0.1·1 + 0.2·3 + 0.7·2 and 0.1·3 + 0.2·2 + 0.7·2 … differ in the last bit only.
        var result = RankSumRatio.Compute(new CriteriaMatrix([[1, 2, 3], [3, 2, 1], [2, 2, 2]]), [0.1, 0.1, 0.8]);

        result.Distribution.Count.ShouldBe(1);
    }

    [Fact]
    public void RankSumRatio_TwoDistinctValues_HaveNoRegression()
    {
        var result = RankSumRatio.Compute(new CriteriaMatrix([[1, 1, 2]]), [1]);

        result.Regression.ShouldBeNull();
        result.Units.ShouldAllBe(unit => unit.Fitted == null);
    }

    [Fact]
    public void RankSumRatio_ThreeDistinctValues_HaveARegressionThroughThem()
    {
        var result = RankSumRatio.Compute(new CriteriaMatrix([[1, 2, 3]]), [1]);
        var line = result.Regression!.Value;

        // Least squares: the residuals sum to zero.
        result.Distribution.Sum(step => step.Ratio - line.Intercept - (line.Slope * step.Probit)).ShouldBe(0, 1e-12);
        line.RSquared.ShouldBeInRange(0.9, 1);
    }

    [Fact]
    public void RankSumRatio_Regression_IsThatOfNumPy()
    {
        var line = RankSumRatio.Compute(new CriteriaMatrix([[1, 2, 3, 4]]), [1]).Regression!.Value;

        line.Intercept.ShouldBe(-1.2115066820481375, 1e-9);
        line.Slope.ShouldBe(0.3411342809687712, 1e-9);
        line.RSquared.ShouldBe(0.9961558521068652, 1e-9);
    }

    [Fact]
    public void RankSumRatio_Levels_AreCutAtProbitsFourAndSix()
    {
        var units = RankSumRatio.Compute(new CriteriaMatrix([[.. Enumerable.Range(1, 10).Select(value => (double)value)]]), [1]).Units;

        // Φ⁻¹(0.1) = −1.28, Φ⁻¹(0.2) = −0.84, Φ⁻¹(0.8) = 0.84, Φ⁻¹(0.9) = 1.28.
        units.Select(unit => unit.Level).ShouldBe(
            [RankSumLevel.Poor, .. Enumerable.Repeat(RankSumLevel.Mid, 7), RankSumLevel.Good, RankSumLevel.Good]);
    }

    [Fact]
    public void Rank_OfScores_IsSharedWithinRoundingOnly() =>
        CompetitionRank.Of([0.5, 0.5 + 1e-13, 0.5 + 1e-9, 0.4]).ShouldBe([2, 2, 1, 4]);

    [Fact]
    public void Order_OfScoresFurtherApartThanRounding_IsTheirs()
    {
        var order = new int[2];

        CompetitionRank.Order([0.5, 0.5 + 1e-9], order);

        order.ShouldBe([1, 0]);
    }

    [Fact]
    public void Order_OfNearTies_KeepsTheOrderOfTheInput()
    {
        var order = new int[4];

        CompetitionRank.Order([0.5, 0.7, 0.5 + 1e-13, 0.9], order);

        order.ShouldBe([3, 1, 0, 2]);
    }

    static IEnumerable<(int Better, int Worse)> Dominations(double[][] columns) =>
        from better in Enumerable.Range(0, columns[0].Length)
        from worse in Enumerable.Range(0, columns[0].Length)
        where columns.All(column => column[better] >= column[worse])
        select (better, worse);

    static double[] Ones(double[][] columns) => [.. columns.Select(_ => 1.0)];

    static Gen<double[][]> AnyMatrix =>
        Gen.Choose(1, 8).SelectMany(rows => Gen.Choose(1, 5).SelectMany(columns => Numbers.Halves(0, 4).ArrayOf(rows).ArrayOf(columns)));
}
