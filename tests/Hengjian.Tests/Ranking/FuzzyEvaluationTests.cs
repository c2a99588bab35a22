using Hengjian.Methods.Common;
using Hengjian.Methods.Ranking;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Ranking;

public sealed class FuzzyEvaluationTests
{
    static readonly double[][] Memberships = [[0.6, 0.4, 0], [0.1, 0.2, 0.7]];
    static readonly double[] Weights = [0.4, 0.6];
    static readonly double[] Scores = [90, 70, 50];

    [Theory]
    [InlineData(FuzzyOperator.MinMax, 0.4, 0.4, 0.6)]
    [InlineData(FuzzyOperator.ProductMax, 0.24, 0.16, 0.42)]
    [InlineData(FuzzyOperator.MinBoundedSum, 0.5, 0.6, 0.6)]
    [InlineData(FuzzyOperator.WeightedAverage, 0.3, 0.28, 0.42)]
    public void Vector_ByEachOperator_IsItsComposition(FuzzyOperator composition, double first, double second, double third) =>
        FuzzyEvaluation.Compute(Memberships, Weights, Scores, composition).Vector.Select(value => Math.Round(value, 12)).ShouldBe([first, second, third]);

    [Fact]
    public void BoundedSum_IsCutAtOne() =>
        FuzzyEvaluation.Compute([[0.5, 0.1], [0.5, 0.1], [0.5, 0.1]], [0.4, 0.3, 0.3], [1, 0], FuzzyOperator.MinBoundedSum).Vector[0].ShouldBe(1);

    [Fact]
    public void Score_IsTheNormalisedMembershipTimesTheScores() =>
        FuzzyEvaluation.Compute(Memberships, Weights, Scores, FuzzyOperator.WeightedAverage).Score!.Value.ShouldBeClose(27 + 19.6 + 21);

    [Fact]
    public void Normalised_SumsToOne() =>
        FuzzyEvaluation.Compute(Memberships, Weights, Scores, FuzzyOperator.ProductMax).Normalised!.Sum().ShouldBeClose(1);

    [Fact]
    public void Grade_IsTheLargestMembership() =>
        FuzzyEvaluation.Compute(Memberships, Weights, Scores, FuzzyOperator.WeightedAverage).Grade.ShouldBe(2);

    [Fact]
    public void Grade_TiedButForRounding_IsTheFirst() =>
        FuzzyEvaluation.Compute([[0.3, 0.1], [0, 0.2]], [0.5, 0.5], [1, 0], FuzzyOperator.WeightedAverage).Grade.ShouldBe(0);

    [Fact]
    public void AllZero_HasNoGrade()
    {
        var result = FuzzyEvaluation.Compute([[0, 0]], [1], [1, 0], FuzzyOperator.MinMax);

        (result.Normalised, result.Score, result.Grade).ShouldBe((null, null, null));
    }

    [Fact]
    public void Weights_NotSummingToOne_AreRefused() =>
        Should.Throw<BadInputException>(() => FuzzyEvaluation.Compute(Memberships, [0.4, 0.5], Scores, FuzzyOperator.MinMax));

    [Fact]
    public void Weights_SummingToOneButForRounding_AreAccepted() =>
        FuzzyEvaluation.Compute([[1], [1], [1]], [0.1, 0.2, 0.7000000001], [1], FuzzyOperator.MinMax).Grade.ShouldBe(0);

    [Fact]
    public void Membership_AboveOne_NamesItsFactor() =>
        Should.Throw<BadInputException>(() => FuzzyEvaluation.Compute([[0.5], [1.1]], Weights, [1], FuzzyOperator.MinMax)).Row.ShouldBe(2);
}
