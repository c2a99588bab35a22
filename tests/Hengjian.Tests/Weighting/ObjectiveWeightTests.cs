using FsCheck;
using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Weighting;

public sealed class ObjectiveWeightTests
{
    // Three criteria, the third constant. Expected values: NumPy 1.24.
    static readonly CriteriaMatrix Matrix = new([[1, 2, 4, 8], [5, 3, 1, 4], [2, 2, 2, 2]], [false, true, false]);

    [Fact]
    public void Entropy_OfTheRawData_IsNumPys()
    {
        var result = EntropyWeight.Compute(Matrix);

        result.Entropy[0].ShouldBe(0.82011196, 5e-9);
        result.Weights[0].ShouldBe(0.67433045, 5e-9);
    }

    [Fact]
    public void Entropy_ConstantCriterion_WeighsExactlyNothing()
    {
        var result = EntropyWeight.Compute(Matrix);

        (result.Weights[2], result.Entropy[2]).ShouldBe((0, 1));
    }

    [Fact]
    public void Entropy_AllConstant_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => EntropyWeight.Compute(new CriteriaMatrix([[1, 1], [0, 0]])));

    [Fact]
    public void Entropy_NegativeValue_NamesItsRow() =>
        Should.Throw<BadInputException>(() => EntropyWeight.Compute(new CriteriaMatrix([[1, -1]]))).Row.ShouldBe(2);

    [Fact]
    public void Entropy_ZeroValues_AddNothing() =>
        EntropyWeight.Compute(new CriteriaMatrix([[0, 1, 1, 0], [1, 2, 3, 4]])).Entropy[0].ShouldBeClose(Math.Log(2) / Math.Log(4));

    [Fact]
    public void Entropy_OneAlternative_IsRefused() => Should.Throw<BadInputException>(() => EntropyWeight.Compute(new CriteriaMatrix([[1]])));

    [Fact]
    public void Entropy_OfMinMaxValues_SeesTheDirection()
    {
        var benefit = EntropyWeight.Compute(new CriteriaMatrix([[0, 1, 4], [0, 1, 4]]), minMax: true);
        var cost = EntropyWeight.Compute(new CriteriaMatrix([[0, 1, 4], [0, 1, 4]], [false, true]), minMax: true);

        benefit.Weights[0].ShouldBeClose(0.5);
        cost.Weights[0].ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void MinMax_OfARangeBeyondADouble_IsStillOnTheUnitInterval() =>
        new CriteriaMatrix([[1e308, -1e308, 0]]).MinMax(0).ShouldBe([1, 0, 0.5]);

    [Fact]
    public void Entropy_OfNegativeValuesByMinMax_IsDefined() =>
        EntropyWeight.Compute(new CriteriaMatrix([[-3, 0, 4]]), minMax: true).Weights.ShouldBe([1]);

    [Fact]
    public void Entropy_OfNearlyConstantCriteria_KeepsTheirRatio()
    {
        // 1−H is 10⁻¹³ here and would drown in rounding as a difference; deviations in the ratio 2 to 1 weigh 4 to 1 but for third-order terms.
        var result = EntropyWeight.Compute(new CriteriaMatrix([[1, 1 + 2e-6, 1 - 2e-6], [1, 1 + 1e-6, 1 - 1e-6]]));

        result.Weights[0].ShouldBe(0.8, 1e-8);
    }

    [Fact]
    public void Entropy_OfAnyCriteria_IsInvariantToColumnScaling() =>
        AnyMatrix.Zip(Gen.Choose(1, 1000)).Hold(input =>
        {
            var (columns, factor) = input;
            if (columns.All(column => column.Distinct().Count() == 1))
                return true;
            var scaled = columns.Select((column, j) => column.Select(value => j == 0 ? value * factor : value).ToArray()).ToArray();
            return EntropyWeight.Compute(new CriteriaMatrix(columns)).Weights.Zip(EntropyWeight.Compute(new CriteriaMatrix(scaled)).Weights)
                .All(pair => pair.First.IsNear(pair.Second));
        });

    [Fact]
    public void Entropy_OfAnyCriteria_SumsToOne() =>
        AnyMatrix.Hold(columns => columns.All(column => column.Distinct().Count() == 1)
            || EntropyWeight.Compute(new CriteriaMatrix(columns)).Weights.Sum().IsNear(1));

    [Fact]
    public void Critic_OfThreeCriteria_IsNumPys()
    {
        var result = Critic.Compute(Matrix);

        result.StandardDeviations[0].ShouldBe(0.44224228, 5e-9);
        result.Weights[0].ShouldBe(0.50879315, 5e-9);
    }

    [Fact]
    public void Critic_ConstantCriterion_WeighsNothing() => Critic.Compute(Matrix).Weights[2].ShouldBe(0);

    [Fact]
    public void Critic_ConstantCriterion_CountsOneInTheOthersSums()
    {
        // Without the constant criterion the weights are σ alone, since both then have the same conflict.
        var sigma = Critic.Compute(Matrix).StandardDeviations;

        Critic.Compute(new CriteriaMatrix([[1, 2, 4, 8], [2, 2, 2, 2]])).Weights.ShouldBe([1, 0]);
        sigma[2].ShouldBe(0);
    }

    [Fact]
    public void Critic_AllConstant_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => Critic.Compute(new CriteriaMatrix([[1, 1], [2, 2]])));

    [Fact]
    public void Critic_PerfectlyCorrelated_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => Critic.Compute(new CriteriaMatrix([[0.1, 0.7, 0.3], [1.2, 7.2, 3.2]])));

    [Fact]
    public void Critic_OneCriterion_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => Critic.Compute(new CriteriaMatrix([[1, 2, 3]])));

    [Fact]
    public void GameTheory_OfTwoVectors_IsNumPys()
    {
        var result = GameTheoryWeights.Compute([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]]);

        result.Alpha[0].ShouldBe(0.41984733, 5e-9);
        result.Weights[2].ShouldBe((0.41984733 * 0.2) + (0.58015267 * 0.6), 5e-9);
    }

    [Fact]
    public void GameTheory_NegativeSolution_CountsByItsMagnitude()
    {
        // The system of (1,2) and (1,0) reads 5a + b = 5, a + b = 1: α = (1, 0).
        GameTheoryWeights.Compute([[1, 2], [1, 0]]).Alpha.ShouldBe([1, 0], 1e-15);
    }

    [Fact]
    public void GameTheory_ProportionalVectors_AreSingular() =>
        Should.Throw<BadInputException>(() => GameTheoryWeights.Compute([[0.1, 0.2, 0.7], [0.2, 0.4, 1.4]]));

    [Fact]
    public void GameTheory_MoreVectorsThanCriteria_AreSingular() =>
        Should.Throw<BadInputException>(() => GameTheoryWeights.Compute([[0.5, 0.5], [0.2, 0.8], [0.9, 0.1]]));

    [Fact]
    public void GameTheory_ZeroVector_IsRefused() => Should.Throw<BadInputException>(() => GameTheoryWeights.Compute([[0.5, 0.5], [0, 0]]));

    [Fact]
    public void GameTheory_OneVector_IsItself() => GameTheoryWeights.Compute([[0.25, 0.75]]).Weights.ShouldBe([0.25, 0.75]);

    [Fact]
    public void GameTheory_OfAnyVectors_SumsToOne() =>
        Gen.Choose(1, 100).ArrayOf(4).Two().Hold(pair =>
        {
            double[][] vectors = [[.. pair.Item1.Select(value => (double)value / pair.Item1.Sum())], [.. pair.Item2.Select(value => (double)value / pair.Item2.Sum())]];
            try
            {
                var result = GameTheoryWeights.Compute(vectors);
                return result.Weights.Sum().IsNear(1) && result.Alpha.Sum().IsNear(1) && result.Alpha.All(alpha => alpha >= 0);
            }
            catch (BadInputException)
            {
                return vectors[0].Zip(vectors[1]).All(one => one.First.IsNear(one.Second, 1e-5));
            }
        });

    [Fact]
    public void CriteriaMatrix_ListsOfDifferentLengths_AreRefused() =>
        Should.Throw<BadInputException>(() => new CriteriaMatrix([[1, 2], [1]]));

    [Fact]
    public void CriteriaMatrix_NotANumber_NamesItsRow() =>
        Should.Throw<BadInputException>(() => new CriteriaMatrix([[1, double.NaN]])).Row.ShouldBe(2);

    [Fact]
    public void CriteriaMatrix_DoesNotSeeLaterChanges()
    {
        double[] column = [1, 2];
        var matrix = new CriteriaMatrix([column]);

        column[0] = 9;

        matrix.Column(0)[0].ShouldBe(1);
    }

    [Fact]
    public void CriteriaWeights_AreNormalised() => CriteriaWeights.Normalise([3, 2, 1]).ShouldBe([0.5, 1 / 3.0, 1 / 6.0]);

    [Fact]
    public void CriteriaWeights_AllZero_AreRefused() => Should.Throw<BadInputException>(() => CriteriaWeights.Normalise([0, 0]));

    static Gen<double[][]> AnyMatrix =>
        Gen.Choose(2, 8).SelectMany(rows => Gen.Choose(1, 5).SelectMany(columns => Numbers.Halves(0, 6).ArrayOf(rows).ArrayOf(columns)));
}
