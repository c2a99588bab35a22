using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class ProportionTests
{
    // Newcombe, Statist. Med. 17 (1998) 857, Table I, methods 3, 4 and 5 (four decimals).
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_OnNewcombesTable_GivesThePublishedLimits(long events, long trials, double low, double high) =>
        ShouldRound(Proportion.Wilson(events, trials), low, high);

    [Theory]
    [InlineData(81, 263, 0.2535, 0.3682)]
    [InlineData(15, 148, 0.0598, 0.1644)]
    [InlineData(0, 20, 0, 0.2005)]
    [InlineData(1, 29, 0.0018, 0.1963)]
    public void WilsonContinuityCorrected_OnNewcombesTable_GivesThePublishedLimits(long events, long trials, double low, double high) =>
        ShouldRound(Proportion.WilsonContinuityCorrected(events, trials), low, high);

    [Theory]
    [InlineData(81, 263, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0578, 0.1617)]
    [InlineData(0, 20, 0, 0.1684)]
    [InlineData(1, 29, 0.0009, 0.1776)]
    public void ClopperPearson_OnNewcombesTable_GivesThePublishedLimits(long events, long trials, double low, double high) =>
        ShouldRound(Proportion.ClopperPearson(events, trials), low, high);

    [Fact]
    public void Wilson_AtNinetyNinePercent_AgreesWithStatsmodels() =>
        ShouldAgree(Proportion.Wilson(3, 40, 0.99), 0.01916325532938512, 0.2517689761520616);

    [Fact]
    public void ClopperPearson_AtNinetyNinePercent_AgreesWithStatsmodels() =>
        ShouldAgree(Proportion.ClopperPearson(3, 40, 0.99), 0.008627788841722736, 0.24837227476949528);

    [Fact]
    public void AgrestiCoull_AtNinetyNinePercent_AgreesWithStatsmodels() =>
        ShouldAgree(Proportion.AgrestiCoull(3, 40, 0.99), 0.006383451842523397, 0.2645487796389233);

    // R 4.2.2: prop.test(7, 10)$conf.int
    [Fact]
    public void WilsonContinuityCorrected_OnSevenOfTen_AgreesWithR() =>
        ShouldAgree(Proportion.WilsonContinuityCorrected(7, 10), 0.353670723511169, 0.919052175790006);

    [Fact]
    public void WilsonContinuityCorrected_AtOneHalf_KeepsTheCorrection() =>
        Proportion.WilsonContinuityCorrected(5, 10).Low.ShouldBeLessThan(Proportion.Wilson(5, 10).Low);

    [Fact]
    public void AgrestiCoull_OnZeroEvents_IsNotCut() => Proportion.AgrestiCoull(0, 20).Low.ShouldBe(-0.02868440248966947, 1e-12);

    [Fact]
    public void Wilson_OnZeroEvents_StartsExactlyAtZero() => Proportion.Wilson(0, 7).Low.ShouldBe(0);

    [Fact]
    public void Wilson_OnAllEvents_EndsExactlyAtOne() => Proportion.Wilson(7, 7).High.ShouldBe(1);

    [Fact]
    public void ClopperPearson_OnZeroEvents_HasTheClosedForm() =>
        Proportion.ClopperPearson(0, 30).ShouldBe(new Interval(0, 1 - Math.Pow(0.025, 1 / 30.0)), Near);

    [Fact]
    public void ClopperPearson_OnLargeCounts_LeavesTheTailsItPromises()
    {
        var interval = Proportion.ClopperPearson(123_456, 1_000_000);

        Distributions.BinomialCdf(123_456, 1_000_000, interval.High).ShouldBe(0.025, 1e-10);
        (1 - Distributions.BinomialCdf(123_455, 1_000_000, interval.Low)).ShouldBe(0.025, 1e-10);
    }

    [Fact]
    public void Wilson_OnEveryCount_LiesInTheUnitIntervalAndHoldsTheShare() => ForEveryCount((x, n, level) =>
    {
        var interval = Proportion.Wilson(x, n, level);
        interval.Low.ShouldBeInRange(0, 1);
        interval.High.ShouldBeInRange(0, 1);
        interval.Contains((double)x / n).ShouldBeTrue($"{x}/{n} at {level}");
    });

    [Fact]
    public void Wilson_OnEveryCount_LiesInsideItsContinuityCorrectedForm() => ForEveryCount((x, n, level) =>
        ShouldLieInside(Proportion.Wilson(x, n, level), Proportion.WilsonContinuityCorrected(x, n, level)));

    [Fact]
    public void Wilson_OnEveryCount_LiesInsideAgrestiCoull() => ForEveryCount((x, n, level) =>
        ShouldLieInside(Proportion.Wilson(x, n, level), Proportion.AgrestiCoull(x, n, level)));

    [Fact]
    public void EveryInterval_OnTheComplement_IsMirrored() => ForEveryCount((x, n, level) =>
    {
        foreach (var interval in new Func<long, long, double, Interval>[]
            { Proportion.Wilson, Proportion.WilsonContinuityCorrected, Proportion.ClopperPearson, Proportion.AgrestiCoull })
        {
            var (direct, mirrored) = (interval(x, n, level), interval(n - x, n, level));
            mirrored.Low.ShouldBe(1 - direct.High, 1e-12);
            mirrored.High.ShouldBe(1 - direct.Low, 1e-12);
        }
    });

    [Fact]
    public void EveryInterval_AtAHigherLevel_IsWider() => ForEveryCount((x, n, _) =>
        ShouldLieInside(Proportion.ClopperPearson(x, n, 0.9), Proportion.ClopperPearson(x, n, 0.95)));

    // Newcombe, Statist. Med. 17 (1998) 873, Table II, method 10 (four decimals).
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void NewcombeDifference_OnThePublishedExamples_GivesThePublishedLimits(long x1, long n1, long x2, long n2, double low, double high) =>
        ShouldRound(Proportion.NewcombeDifference(x1, n1, x2, n2), low, high);

    [Fact]
    public void Estimate_WithoutTrials_HasNoValue() => Proportion.Estimate(0, 0).ShouldBe(new ProportionEstimate(null, 0, 0, null));

    [Theory]
    [InlineData(3, 2)]
    [InlineData(-1, 2)]
    [InlineData(0, 0)]
    public void Wilson_OnImpossibleCounts_IsRefused(long events, long trials) =>
        Should.Throw<BadInputException>(() => Proportion.Wilson(events, trials));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void ClopperPearson_AtAnImpossibleLevel_IsRefused(double level) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(1, 2, level));

    [Fact]
    public void EveryInterval_OnTheSharedTable_AgreesWithTheReference()
    {
        var expected = ReferenceTable.Of("ci_proportions");
        foreach (var (key, interval) in new (string, Func<long, long, Interval>)[]
        {
            ("wilson", (x, n) => Proportion.Wilson(x, n)),
            ("wilson_continuity_corrected", (x, n) => Proportion.WilsonContinuityCorrected(x, n)),
            ("clopper_pearson", (x, n) => Proportion.ClopperPearson(x, n)),
            ("agresti_coull", (x, n) => Proportion.AgrestiCoull(x, n)),
        })
        {
            foreach (var (counts, limits) in expected[key]!.AsObject())
            {
                long[] parts = [.. counts.Split('/').Select(long.Parse)];
                var actual = interval(parts[0], parts[1]);
                actual.Low.ShouldAgreeWith(limits![0]);
                actual.High.ShouldAgreeWith(limits[1]);
            }
        }
    }

    [Fact]
    public void Command_OnARowWithoutTrials_GivesNullWithReason()
    {
        var row = MethodsCli.ResultOn("x,n\n0,0\n1,2\n", "proportion-ci --events x --trials n")["rows"]![0]!;

        row["estimate"].ShouldBeNull();
        row["reason"]!.GetValue<string>().ShouldBe("no trials");
    }

    [Theory]
    [InlineData("x,n\n1,2\n3,2\n", "row 3, column \"x\"")]
    [InlineData("x,n\n1.5,2\n", "row 2, column \"x\"")]
    [InlineData("x,n\n1,-2\n", "row 2, column \"n\"")]
    [InlineData("x,n\n1,Inf\n", "row 2, column \"n\"")]
    public void Command_OnImpossibleCounts_NamesTheCell(string csv, string place) =>
        MethodsCli.RunOn(csv, "proportion-ci --events x --trials n").ShouldFail(2, place);

    [Fact]
    public void Command_OnMissingCounts_DropsAndCountsTheRow()
    {
        var result = MethodsCli.ResultOn("x,n\n1,2\nNA,3\n2,\n", "proportion-ci --events x --trials n");

        (result["n"]!.GetValue<int>(), result["n_dropped"]!.GetValue<int>()).ShouldBe((1, 2));
    }

    static readonly IEqualityComparer<Interval> Near = EqualityComparer<Interval>.Create(
        (a, b) => Math.Abs(a.Low - b.Low) < 1e-13 && Math.Abs(a.High - b.High) < 1e-13, _ => 0);

    static void ForEveryCount(Action<long, long, double> check)
    {
        foreach (var level in new[] { 0.05, 0.8, 0.95, 0.999 })
        {
            for (var n = 1; n <= 25; n++)
            {
                for (var x = 0; x <= n; x++)
                    check(x, n, level);
            }
        }
    }

    static void ShouldLieInside(Interval inner, Interval outer)
    {
        outer.Low.ShouldBeLessThanOrEqualTo(inner.Low + 1e-12);
        outer.High.ShouldBeGreaterThanOrEqualTo(inner.High - 1e-12);
    }

    static void ShouldRound(Interval interval, double low, double high)
    {
        Math.Round(interval.Low, 4).ShouldBe(low);
        Math.Round(interval.High, 4).ShouldBe(high);
    }

    static void ShouldAgree(Interval interval, double low, double high)
    {
        interval.Low.ShouldBeNear(low);
        interval.High.ShouldBeNear(high);
    }
}
