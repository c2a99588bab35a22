using FsCheck;
using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Weighting;

public sealed class AhpTests
{
    // Expected values: NumPy 1.24, linalg.eig.
    static readonly PairwiseMatrix First = PairwiseMatrix.FromRows([[1, 2, 5], [0.5, 1, 3], [0.2, 1.0 / 3, 1]]);
    static readonly PairwiseMatrix Second = PairwiseMatrix.FromRows([[1, 1.0 / 3, 2], [3, 1, 4], [0.5, 0.25, 1]]);

    [Fact]
    public void Weights_AreThePrincipalEigenvector()
    {
        var weights = Ahp.Compute(Second).Weights;

        weights[0].ShouldBeClose(0.23848712266284536, 1e-13);
        weights[1].ShouldBeClose(0.6250130743482935, 1e-13);
        weights[2].ShouldBeClose(0.13649980298886133, 1e-13);
    }

    [Fact]
    public void LambdaMax_IsThePrincipalEigenvalue() => Ahp.Compute(Second).LambdaMax.ShouldBeClose(3.0182947072896327, 1e-13);

    [Fact]
    public void ConsistencyIndex_IsTheExcessOfTheEigenvalue() => Ahp.Compute(Second).ConsistencyIndex.ShouldBeClose(0.0182947072896327 / 2);

    [Fact]
    public void ConsistencyRatio_DividesByTheRandomIndex() => Ahp.Compute(Second).ConsistencyRatio.ShouldBeClose(0.0182947072896327 / 2 / 0.58);

    [Fact]
    public void ConsistencyRatio_ByAlonsoAndLamata_UsesTheirFormula() =>
        Ahp.Compute(Second, RandomIndex.AlonsoLamata).RandomIndex.ShouldBeClose(((1.7699 * 3) - 4.3513) / 2);

    [Fact]
    public void GeometricWeights_AreRowMeans()
    {
        var sum = Math.Cbrt(10) + Math.Cbrt(1.5) + Math.Cbrt(1.0 / 15);

        Ahp.Compute(First).GeometricWeights[0].ShouldBeClose(Math.Cbrt(10) / sum);
    }

    [Fact]
    public void CircularJudgements_WeighAllAlike()
    {
        // The second eigenvalue is nearly as large as the first here, so that plain iteration would be slow.
        var result = Ahp.Compute(PairwiseMatrix.FromUpper(3, (i, j) => i + 2 == j ? 1e-9 : 1e9));

        result.Weights.ShouldAllBe(weight => Math.Abs(weight - (1.0 / 3)) < 1e-12);
        result.LambdaMax.ShouldBeClose(1 + 1e9 + 1e-9);
    }

    [Fact]
    public void WorstTriple_IsTheLargestContradiction()
    {
        // a₁₂·a₂₄/a₁₄ = 8 is worse than a₁₂·a₂₃/a₁₃ = 2.
        var ratios = new double[,] { { 1, 2, 1, 1 }, { 0, 1, 1, 4 }, { 0, 0, 1, 1 }, { 0, 0, 0, 1 } };

        Ahp.Compute(PairwiseMatrix.FromUpper(4, (i, j) => ratios[i, j])).WorstTriple.ShouldBe(new WorstTriple(0, 1, 3, Math.Log(8)));
    }

    [Fact]
    public void WorstTriple_TiedButForRounding_IsTheFirst()
    {
        // Triples (1,2,3) and (1,2,4) deviate by ln 3, the second by a rounding error more.
        var judgements = PairwiseMatrix.FromUpper(4, (i, j) => (i, j) switch { (0, 1) => 3, (0, 3) => 1 - 1e-12, _ => 1 });

        Ahp.Compute(judgements).WorstTriple!.Value.K.ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void FewerThanThreeItems_AreConsistentAndHaveNoTriple(int items)
    {
        var result = Ahp.Compute(PairwiseMatrix.FromUpper(items, (_, _) => 7));

        result.ConsistencyRatio.ShouldBe(0);
        result.IsConsistent.ShouldBeTrue();
        result.WorstTriple.ShouldBeNull();
    }

    [Fact]
    public void TwoItems_AreWeighedByTheirRatio() => Ahp.Compute(PairwiseMatrix.FromUpper(2, (_, _) => 4)).Weights[0].ShouldBeClose(0.8);

    [Fact]
    public void Panel_AggregatesPriorities_ByBothMeans()
    {
        // Ratios of 4 and 1: priorities (0.8, 0.2) and (0.5, 0.5), geometric means √0.4 and √0.1.
        var panel = AhpGroup.Compute([PairwiseMatrix.FromUpper(2, (_, _) => 4), PairwiseMatrix.FromUpper(2, (_, _) => 1)]);

        panel.ArithmeticOfPriorities.ShouldBe([0.65, 0.35], 1e-12);
        panel.GeometricOfPriorities.ShouldBe([2 / 3.0, 1 / 3.0], 1e-12);
    }

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.1000001, false)]
    public void Consistency_EndsAtARatioOfATenth(double ratio, bool expected) =>
        (Ahp.Compute(Second) with { ConsistencyRatio = ratio }).IsConsistent.ShouldBe(expected);

    [Fact]
    public void SixteenItems_AreBeyondSaatysTable() =>
        Should.Throw<BadInputException>(() => Ahp.Compute(PairwiseMatrix.FromUpper(16, (_, _) => 1)));

    [Fact]
    public void SixteenItems_HaveAnIndexByAlonsoAndLamata() =>
        Ahp.Compute(PairwiseMatrix.FromUpper(16, (_, _) => 1), RandomIndex.AlonsoLamata).ConsistencyRatio.ShouldBe(0, 1e-12);

    [Fact]
    public void Matrix_NotReciprocal_NamesTheFirstCellBelowTheDiagonalByRows()
    {
        var fault = Should.Throw<BadInputException>(() =>
            PairwiseMatrix.FromRows([[1, 2, 3], [0.5, 1, 4], [0.34, 0.26, 1]], ["a", "b", "c"]));

        (fault.Row, fault.Column).ShouldBe((3, "a"));
    }

    [Fact]
    public void Matrix_WithAnotherDiagonal_NamesTheCell()
    {
        var fault = Should.Throw<BadInputException>(() => PairwiseMatrix.FromRows([[1, 2], [0.5, 2]], ["a", "b"]));

        (fault.Row, fault.Column).ShouldBe((2, "b"));
    }

    [Fact]
    public void Matrix_RoundedReciprocals_AreAccepted() => PairwiseMatrix.FromRows([[1, 3], [0.3333333, 1]]).Size.ShouldBe(2);

    [Fact]
    public void Matrix_RatioOfZero_IsRefused() => Should.Throw<BadInputException>(() => PairwiseMatrix.FromRows([[1, 0], [0, 1]]));

    [Fact]
    public void Group_Judgements_AreAggregatedByTheirGeometricMean()
    {
        var panel = AhpGroup.Compute([First, Second]).OfJudgements;

        panel.LambdaMax.ShouldBeClose(3.001383299555209);
        panel.Weights[1].ShouldBeClose(0.4704619024854592);
    }

    [Fact]
    public void Group_Priorities_AreAveraged()
    {
        var panel = AhpGroup.Compute([First, Second]);

        panel.ArithmeticOfPriorities[1].ShouldBeClose((panel.Experts[0].Weights[1] + panel.Experts[1].Weights[1]) / 2);
    }

    [Fact]
    public void Group_GeometricPriorities_SumToOne() => AhpGroup.Compute([First, Second]).GeometricOfPriorities.Sum().ShouldBeClose(1);

    [Fact]
    public void Group_InconsistentExperts_AreCountedAndKept()
    {
        var panel = AhpGroup.Compute([First, Circular()]);

        (panel.Used, panel.Inconsistent).ShouldBe((2, 1));
    }

    [Fact]
    public void Group_ExcludingInconsistentExperts_LeavesTheOthers()
    {
        var panel = AhpGroup.Compute([First, Circular()], excludeInconsistent: true);

        panel.Used.ShouldBe(1);
        panel.ArithmeticOfPriorities.ShouldBe(panel.Experts[0].Weights);
    }

    [Fact]
    public void Group_ExcludingEveryExpert_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => AhpGroup.Compute([Circular()], excludeInconsistent: true));

    [Fact]
    public void ConsistentMatrix_OfAnyWeights_ReturnsThem() =>
        Gen.Choose(1, 90).ListOf().Where(list => list.Count is > 2 and < 12).Hold(list =>
        {
            double sum = list.Sum();
            var result = Ahp.Compute(PairwiseMatrix.FromUpper(list.Count, (i, j) => (double)list[i] / list[j]));
            return result.Weights.Zip(list).All(pair => pair.First.IsNear(pair.Second / sum, 1e-12)) && Math.Abs(result.ConsistencyRatio) < 1e-12;
        });

    [Fact]
    public void AnyJudgements_HaveAnEigenvalueOfAtLeastTheSize() =>
        AnyMatrix.Hold(judgements => Ahp.Compute(judgements).LambdaMax >= judgements.Size - 1e-12);

    [Fact]
    public void AnyJudgements_SatisfyTheEigenEquation() =>
        AnyMatrix.Hold(judgements =>
        {
            var result = Ahp.Compute(judgements);
            return Enumerable.Range(0, judgements.Size).All(i =>
                result.Weights.Select((weight, j) => judgements[i, j] * weight).Sum().IsNear(result.LambdaMax * result.Weights[i], 1e-12));
        });

    static PairwiseMatrix Circular() => PairwiseMatrix.FromUpper(3, (i, j) => i + 2 == j ? 1.0 / 9 : 9);

    static Gen<PairwiseMatrix> AnyMatrix =>
        Gen.Choose(3, 9).SelectMany(size => Gen.Elements(1 / 9.0, 1 / 7.0, 0.2, 1 / 3.0, 1, 2, 3, 5, 7, 9).ArrayOf(size * size)
            .Select(ratios => PairwiseMatrix.FromUpper(size, (i, j) => ratios[(i * size) + j])));
}
