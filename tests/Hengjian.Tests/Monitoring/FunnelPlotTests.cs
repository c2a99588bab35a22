using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class FunnelPlotTests
{
    // Expected values: NumPy 1.24 and SciPy 1.10.
    static readonly InstitutionCount[] Five = [new(5, 100), new(12, 100), new(3, 50), new(40, 200), new(0, 20)];

    [Fact]
    public void Benchmark_ByDefault_IsAllEventsOverAllTrials() => FunnelPlot.Compute(Five).Benchmark.ShouldBeClose(60.0 / 470);

    [Fact]
    public void Z_IsTheDistanceInBinomialStandardErrors() =>
        FunnelPlot.Compute(Five).Institutions.Select(one => Math.Round(one.Z, 9))
            .ShouldBe([-2.327155003, -0.229527617, -1.433654719, 3.065676758, -1.710797846]);

    [Fact]
    public void Phi_IsTheMeanSquareOfTheWinsorisedZ() => FunnelPlot.Compute(Five).Phi.ShouldBeClose(2.483582647457733);

    [Fact]
    public void ZAdjusted_IsZOverTheRootOfPhi()
    {
        var funnel = FunnelPlot.Compute(Five);

        funnel.Institutions[3].ZAdjusted.ShouldBeClose(3.0656767578692703 / Math.Sqrt(2.483582647457733));
    }

    [Fact]
    public void ZAdjusted_WithoutOverDispersion_IsZ()
    {
        var funnel = FunnelPlot.Compute([new(10, 100), new(11, 100), new(9, 100)]);

        funnel.Phi.ShouldBeLessThan(1);
        funnel.Institutions[1].ZAdjusted.ShouldBe(funnel.Institutions[1].Z);
    }

    [Fact]
    public void P_IsTwoSided() => FunnelPlot.Compute(Five).Institutions[3].P.ShouldBe(0.00217178, 5e-9);

    [Fact]
    public void PBenjaminiHochberg_IsOverTheInstitutions() =>
        FunnelPlot.Compute(Five).Institutions[3].PBenjaminiHochberg.ShouldBe(0.00217178 * 5, 3e-8);

    [Fact]
    public void Outlier_BelowTheCriticalValue_IsNone() => FunnelPlot.Compute(Five).Institutions[3].IsOutlier998.ShouldBeFalse();

    [Fact]
    public void Outlier_AboveTheCriticalValue_IsOne() => FunnelPlot.Compute([new(20, 100), new(40, 1000)], 0.05).Institutions[0].IsOutlier998.ShouldBeTrue();

    [Fact]
    public void NormalLimits_AreNotCut()
    {
        var limits = FunnelPlot.Compute(Five).Institutions[4].Normal95;

        limits.Low.ShouldBeClose((60.0 / 470) - (1.959963984540054 * Math.Sqrt(60.0 / 470 * 410 / 470 / 20)));
        limits.Low.ShouldBeLessThan(0);
    }

    [Fact]
    public void ExactLimits_AreBinomialQuantilesOverTheTrials()
    {
        var funnel = FunnelPlot.Compute(Five);

        funnel.Institutions[0].Exact998.ShouldBe(new Interval(0.04, 0.24));
        funnel.Institutions[2].Exact95.ShouldBe(new Interval(2 / 50.0, 11 / 50.0));
    }

    [Theory]
    [InlineData(0.975, 1, 0.025, 0)] // P(X ≤ 0) = 0.975 exactly, whatever binary rounding makes of it
    [InlineData(0.9755, 1, 0.025, 1)]
    [InlineData(0.5, 3, 0.5, 1)] // P(X ≤ 1) = ½ exactly
    [InlineData(0.001, 1000000, 0.5, 498455)]
    public void BinomialQuantile_IsTheSmallestThatReaches(double q, long trials, double probability, long expected) =>
        FunnelPlot.BinomialQuantile(q, trials, probability).ShouldBe(expected);

    [Fact]
    public void NoEvents_AreUndefined() => Should.Throw<UndefinedResultException>(() => FunnelPlot.Compute([new(0, 10), new(0, 20)]));

    [Fact]
    public void NoEvents_AgainstABenchmark_AreDefined() => FunnelPlot.Compute([new(0, 100)], 0.5).Institutions[0].Z.ShouldBe(-10);

    [Fact]
    public void OneInstitution_OnItsOwnBenchmark_IsInTheMiddle()
    {
        var funnel = FunnelPlot.Compute([new(3, 10)]);

        funnel.Institutions[0].P.ShouldBe(1);
    }

    [Fact]
    public void MoreEventsThanTrials_NameTheInstitution() =>
        Should.Throw<BadInputException>(() => FunnelPlot.Compute([new(1, 2), new(3, 2)])).Row.ShouldBe(2);

    [Fact]
    public void Limits_OfAnyInstitution_AreNested() =>
        Gen.Choose(1, 400).SelectMany(trials => Gen.Choose(0, trials).Select(events => new InstitutionCount(events, trials))).NonEmptyListOf().Hold(
            institutions => FunnelPlot.Compute(institutions, 0.13).Institutions.All(one =>
                one.Exact998.Low <= one.Exact95.Low && one.Exact95.Low <= one.Exact95.High && one.Exact95.High <= one.Exact998.High));
}
