using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class DriftTests
{
    [Fact]
    public void ReferenceBins_AreQuartersOfTheReference() =>
        ReferenceBins.Of([1, 2, 3, 4, 5, 6, 7, 8], 4)!.Shares([1, 2, 3, 4, 5, 6, 7, 8]).ShouldBe([0.25, 0.25, 0.25, 0.25]);

    [Fact]
    public void ReferenceBins_AreClosedBelowAndOpenAbove() =>
        ReferenceBins.Of([0, 1, 2], 2)!.Shares([1, 1, 0.999, 5]).ShouldBe([0.25, 0.75]);

    [Fact]
    public void ReferenceBins_OuterBins_TakeEverythingBeyond() =>
        ReferenceBins.Of([0, 1, 2], 2)!.Shares([-100, 100]).ShouldBe([0.5, 0.5]);

    [Fact]
    public void ReferenceBins_TiedQuantiles_AreMerged()
    {
        // Deciles of 0,0,0,0,0,1,2,3,4,5,6: 0 six times, then 1 … 5 and the maximum.
        ReferenceBins.Of([0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6], 10)!.Shares([0, 3]).Length.ShouldBe(6);
    }

    [Fact]
    public void ReferenceBins_ConstantReference_HasNone() => ReferenceBins.Of([2, 2, 2], 10).ShouldBeNull();

    [Fact]
    public void PopulationStability_Floor_IsNotRenormalised() =>
        PopulationStability.Index([new(1, 0.5), new(0, 0.5)], 0.01).ShouldBeClose((-0.5 * Math.Log(0.5)) + (0.49 * Math.Log(50)));

    [Fact]
    public void JensenShannon_IgnoresTheFloor() => JensenShannon.DivergenceNats([new(1, 0), new(0, 1)]).ShouldBeClose(Math.Log(2));

    [Fact]
    public void JensenShannon_OfNearlyEqualShares_KeepsItsDigits() =>
        // δ²/2 to leading order for shares ½ ± δ/2 and ½ ∓ δ/2.
        JensenShannon.DivergenceNats([new(0.5 + 5e-8, 0.5 - 5e-8), new(0.5 - 5e-8, 0.5 + 5e-8)]).ShouldBe(0.5e-14, 1e-22);

    [Fact]
    public void JensenShannon_OfSharesFarApart_IsTheMeanOfBothDivergencesFromTheMixture() =>
        JensenShannon.DivergenceNats([new(0.9, 0.1), new(0.1, 0.9)]).ShouldBeClose((0.9 * Math.Log(1.8)) + (0.1 * Math.Log(0.2)));

    [Fact]
    public void JensenShannon_OfDisjointShares_HasDistanceOne() => JensenShannon.DistanceBase2(Math.Log(2)).ShouldBe(1);

    [Fact]
    public void Compare_ConstantReference_HasNoPsiButTheOtherDistances()
    {
        var drift = Drift.Compare([2, 2], [2, 3, 5], cancellation: TestContext.Current.CancellationToken);

        drift.PopulationStability.ShouldBeNull();
        drift.KolmogorovSmirnov.D.ShouldBeClose(2.0 / 3);
    }

    [Fact]
    public void Compare_EmptyWindow_IsRefused() => Should.Throw<BadInputException>(() => Drift.Compare([1], []));

    [Fact]
    public void CompareCounts_OfThreeCategories_IsSciPys()
    {
        var drift = Drift.CompareCounts([(30, 20), (50, 60), (20, 40)]);

        drift.ChiSquare!.Value.ShouldBeClose(7.822222222222223);
        drift.ChiSquare.P.ShouldBeClose(0.020018246204381352, 1e-7);
        drift.PopulationStability.ShouldBeClose(0.14648163848908125);
        JensenShannon.DistanceBase2(drift.JensenShannonNats).ShouldBeClose(0.16150606447910476);
    }

    [Fact]
    public void CompareCounts_CategorySeenInNeither_TakesNoDegreeOfFreedom() =>
        Drift.CompareCounts([(30, 20), (0, 0), (20, 40)]).ChiSquare!.DegreesOfFreedom.ShouldBe(1);

    [Fact]
    public void CompareCounts_OneCategory_HasNoTest() => Drift.CompareCounts([(30, 20), (0, 0)]).ChiSquare.ShouldBeNull();

    [Fact]
    public void CompareCounts_EmptyWindow_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => Drift.CompareCounts([(30, 0), (5, 0)]));

    [Fact]
    public void CompareCounts_NegativeCount_NamesItsRow() =>
        Should.Throw<BadInputException>(() => Drift.CompareCounts([(1, 1), (-1, 2)])).Row.ShouldBe(2);

    [Fact]
    public void PopulationStability_OfAnySampleWithItself_IsZero() =>
        Numbers.Halves(-9, 9).Some().Hold(values => Drift.Compare(values, values).PopulationStability is null or 0);

    [Fact]
    public void Measures_OfAnySamples_StayInTheirRanges() =>
        Numbers.Halves(-9, 9).Some().Two().Hold(pair =>
        {
            var drift = Drift.Compare(pair.Item1, pair.Item2, bins: 4);
            return drift.PopulationStability is null or >= 0
                && (drift.JensenShannonNats is null || (drift.JensenShannonNats >= 0 && drift.JensenShannonNats <= Math.Log(2) + 1e-12));
        });
}
