using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class CountChartTests
{
    static readonly CountSample[] Tenths = [new(1, 10), new(3, 10), new(2, 10), new(2, 10)];

    [Fact]
    public void PChart_Centre_IsAllEventsOverAllUnits() =>
        PChart.Compute([new(1, 10), new(9, 30)]).Centre.ShouldBe(0.25);

    [Fact]
    public void PChart_Limits_AreThreeStandardErrorsOfEachSample()
    {
        // 0.25 ± 3√(0.25·0.75/300)
        var point = PChart.Compute([new(75, 300), new(25, 100)]).Points[0];

        point.Lower.ShouldBeClose(0.175);
        point.Upper.ShouldBeClose(0.325);
    }

    [Fact]
    public void PChart_SmallSample_CutsItsLimitsToProbabilities()
    {
        var point = PChart.Compute([new(1, 2), new(1, 2)]).Points[0];

        point.ShouldBe(new ChartPoint(0.5, 0, 1));
    }

    [Fact]
    public void PChart_PhaseOne_SetsTheCentreAlone() =>
        PChart.Compute([new(2, 10), new(9, 10, SetsCentre: false)]).Centre.ShouldBe(0.2);

    [Fact]
    public void PChart_PhaseOneWithoutEvents_PutsEveryEventBeyond() =>
        PChart.Compute([new(0, 10), new(1, 10, SetsCentre: false)]).Points.Select(point => point.IsBeyond).ShouldBe([false, true]);

    [Fact]
    public void PChart_ValueOnItsLimit_IsNotBeyond() => new ChartPoint(0.3, 0.1, 0.3).IsBeyond.ShouldBeFalse();

    [Fact]
    public void PChart_NoSampleInPhaseOne_IsRefused() =>
        Should.Throw<BadInputException>(() => PChart.Compute([new(1, 10, SetsCentre: false)]));

    [Fact]
    public void PChart_MoreEventsThanUnits_NamesTheSample() =>
        Should.Throw<BadInputException>(() => PChart.Compute([new(1, 10), new(11, 10)])).Row.ShouldBe(2);

    [Fact]
    public void PChart_Run_IsReportedFromItsLengthOn()
    {
        // Four low, three high: the third and fourth of the low, the third of the high.
        CountSample[] samples = [.. Enumerable.Repeat(new CountSample(1, 10), 4), .. Enumerable.Repeat(new CountSample(5, 10), 3)];

        PChart.Compute(samples, runLength: 3).Runs.ShouldBe([2, 3, 6]);
    }

    [Fact]
    public void PChart_PointOnTheCentre_BreaksTheRun()
    {
        CountSample[] samples = [new(1, 10), new(1, 10), new(2, 10), new(1, 10), new(1, 10), new(4, 10), new(4, 10)];

        PChart.Compute(samples, runLength: 3).Runs.ShouldBeEmpty();
    }

    [Fact]
    public void PChart_PointsOnTheCentre_AreNoRun() =>
        PChart.Compute([.. Enumerable.Repeat(new CountSample(3, 10), 9)], runLength: 3).Runs.ShouldBeEmpty();

    [Fact]
    public void LaneyPChart_SigmaZ_IsTheMeanMovingRangeOver1128()
    {
        // z = (p − 0.2)/√(0.016) = −0.790569…, +0.790569…, 0, 0: ranges 1.581138…, 0.790569…, 0.
        LaneyPChart.Compute(Tenths).SigmaZ.ShouldBeClose(3 * 0.1 / Math.Sqrt(0.016) / 3 / 1.128);
    }

    [Fact]
    public void LaneyPChart_Limits_WidenBySigmaZ()
    {
        var chart = LaneyPChart.Compute([new(100, 1000), new(300, 1000), new(200, 1000), new(200, 1000)]);

        (chart.Points[0].Upper - chart.Centre).ShouldBeClose(3 * Math.Sqrt(0.2 * 0.8 / 1000) * chart.SigmaZ);
    }

    [Fact]
    public void LaneyPChart_EqualRates_HaveNoWidth()
    {
        var chart = LaneyPChart.Compute([new(3, 10), new(6, 20), new(9, 30)]);

        chart.Points.ShouldAllBe(point => point.Lower == 0.3 && point.Upper == 0.3 && !point.IsBeyond);
    }

    [Fact]
    public void LaneyPChart_NoEventsInPhaseOne_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => LaneyPChart.Compute([new(0, 10), new(0, 10), new(3, 10, SetsCentre: false)]));

    [Fact]
    public void LaneyPChart_PhaseOne_SetsTheSpreadAlone() =>
        LaneyPChart.Compute([.. Tenths, new(9, 10, SetsCentre: false)]).SigmaZ.ShouldBe(LaneyPChart.Compute(Tenths).SigmaZ);

    [Fact]
    public void LaneyPChart_OneSampleInPhaseOne_IsRefused() =>
        Should.Throw<BadInputException>(() => LaneyPChart.Compute([new(1, 10), new(2, 10, SetsCentre: false)]));

    [Fact]
    public void UChart_Limits_ArePoissonAndCutAtZero()
    {
        // ū = 12/6 = 2; 2 ± 3√(2/1) and 2 ± 3√(2/5)
        var chart = UChart.Compute([new(4, 1), new(8, 5)]);

        chart.Points[0].Lower.ShouldBe(0);
        chart.Points[0].Upper.ShouldBeClose(2 + (3 * Math.Sqrt(2)));
        chart.Points[1].Lower.ShouldBeClose(2 - (3 * Math.Sqrt(0.4)));
    }

    [Fact]
    public void UChart_FractionalExposure_IsUsedAsItIs() => UChart.Compute([new(1, 0.5), new(2, 0.5)]).Points[1].Value.ShouldBe(4);

    [Fact]
    public void UChart_NoExposure_NamesTheSample() =>
        Should.Throw<BadInputException>(() => UChart.Compute([new(1, 1), new(1, 0)])).Row.ShouldBe(2);

    [Fact]
    public void PChart_AnyCounts_PutTheCentreBetweenTheLimits() =>
        Gen.Choose(1, 50).SelectMany(size => Gen.Choose(0, size).Select(events => new CountSample(events, size))).NonEmptyListOf().Hold(samples =>
        {
            var chart = PChart.Compute([.. samples]);
            return chart.Points.All(point => point.Lower <= chart.Centre && chart.Centre <= point.Upper && point.Lower >= 0 && point.Upper <= 1);
        });
}
