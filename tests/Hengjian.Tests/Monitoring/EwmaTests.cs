using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class EwmaTests
{
    static readonly double[] Values = [2, 4, 3, 7];

    [Fact]
    public void Values_ByDefault_CentreOnTheirMeanWithMovingRangeSigma()
    {
        var chart = Ewma.OfValues(Values, new EwmaOptions());

        chart.Centre.ShouldBe(4);
        chart.Sigma.ShouldBeClose(7.0 / 3 / 1.128);
    }

    [Fact]
    public void Values_PhaseOne_SetsCentreAndSigma()
    {
        var chart = Ewma.OfValues(Values, new EwmaOptions(), [true, true, true, false]);

        chart.Centre.ShouldBe(3);
        chart.Sigma.ShouldBeClose(1.5 / 1.128);
    }

    [Fact]
    public void Average_StartsAtTheCentre() =>
        Ewma.OfValues([12, 10], new EwmaOptions(10, 1, 0.25)).Points.Select(point => point.Value).ShouldBe([10.5, 10.375]);

    [Fact]
    public void Limits_WidenTowardsTheirAsymptote()
    {
        // L σ √(λ/(2−λ)·(1−(1−λ)²ⁱ)) with λ = 0.2: 3·0.2 at once, 3·√(0.2/1.8) in the end.
        var chart = Ewma.OfValues([.. Enumerable.Repeat(5.0, 200)], new EwmaOptions(5, 1));

        chart.Points[0].Upper.ShouldBeClose(5.6);
        chart.Points[^1].Upper.ShouldBeClose(6);
    }

    [Fact]
    public void Lambda_One_IsAShewhartChart() =>
        Ewma.OfValues(Values, new EwmaOptions(4, 1, 1)).Points.ShouldBe([.. Values.Select(value => new ChartPoint(value, 1, 7))]);

    [Fact]
    public void ConstantValues_WithoutASigma_AreUndefined() =>
        Should.Throw<UndefinedResultException>(() => Ewma.OfValues([3, 3, 3], new EwmaOptions()));

    [Fact]
    public void OneValue_WithoutASigma_IsRefused() => Should.Throw<BadInputException>(() => Ewma.OfValues([3], new EwmaOptions()));

    [Fact]
    public void OneValue_WithASigma_IsDrawn() => Ewma.OfValues([3], new EwmaOptions(3, 1)).Points.Count.ShouldBe(1);

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void Lambda_OutOfRange_IsRefused(double lambda) =>
        Should.Throw<BadInputException>(() => Ewma.OfValues(Values, new EwmaOptions(0, 1, lambda)));

    [Fact]
    public void Subgroups_Sigma_IsTheMeanOfRangesOverD2()
    {
        // Ranges 2 of two (d₂ 1.128) and 3 of three (d₂ 1.693).
        Ewma.OfSubgroups([[1, 3], [2, 3, 5]], new EwmaOptions()).Sigma.ShouldBeClose(((2 / 1.128) + (3 / 1.693)) / 2);
    }

    [Fact]
    public void Subgroups_Centre_IsTheMeanOfAllValues() =>
        Ewma.OfSubgroups([[1, 3], [2, 3, 6]], new EwmaOptions()).Centre.ShouldBe(3);

    [Fact]
    public void Subgroups_Limits_UseTheStandardErrorOfTheSubgroup()
    {
        var chart = Ewma.OfSubgroups([[9, 11, 10, 10], [10]], new EwmaOptions(10, 2, 1));

        chart.Points[0].Upper.ShouldBeClose(13);
        chart.Points[1].Upper.ShouldBeClose(16);
    }

    [Fact]
    public void Subgroups_OneOfASingleValue_NeedsASigma() =>
        Should.Throw<BadInputException>(() => Ewma.OfSubgroups([[1, 3], [2]], new EwmaOptions()));

    [Fact]
    public void Subgroups_PhaseOne_SetsCentreAndSigma()
    {
        var chart = Ewma.OfSubgroups([[1, 3], [50, 90]], new EwmaOptions(), [true, false]);

        chart.Centre.ShouldBe(2);
        chart.Sigma.ShouldBeClose(2 / 1.128);
    }

    // SciPy 1.10: quad of 1 − Φⁿ − (1−Φ)ⁿ
    [Theory]
    [InlineData(2, 1.1283791670955123)]
    [InlineData(5, 2.3259289472810396)]
    [InlineData(26, 3.9643156795226218)]
    [InlineData(50, 4.498147258779698)]
    public void ExpectedRange_OfNormals_IsTheIntegral(int n, double expected) => ProcessSpread.ExpectedRange(n).ShouldBeClose(expected, 1e-7);

    [Theory]
    [InlineData(2, 1.128)]
    [InlineData(25, 3.931)]
    [InlineData(26, 3.964)]
    public void D2_HasThreeDecimalsInTheTableAndBeyond(int n, double expected) => ProcessSpread.D2(n).ShouldBe(expected);
}
