using Hengjian.Governance.Quality.Counting;

namespace Hengjian.Tests.Quality;

public sealed class PeriodTests
{
    [Fact]
    public void Covering_NoEnds_IsAllTime() => Period.Covering(null, null).ShouldBe([("A", "A")]);

    [Theory]
    [InlineData("2026-01-01", "2026-03-31", "M2026-01..M2026-03")]
    [InlineData("2026-01-15", "2026-03-31", "M2026-02..M2026-03 D2026-01-15..D2026-01-31")]
    [InlineData("2026-01-01", "2026-03-10", "M2026-01..M2026-02 D2026-03-01..D2026-03-10")]
    [InlineData("2026-01-15", "2026-02-10", "D2026-01-15..D2026-02-10")]
    [InlineData("2026-01-15", "2026-04-10", "M2026-02..M2026-03 D2026-01-15..D2026-01-31 D2026-04-01..D2026-04-10")]
    [InlineData("2024-02-01", "2024-02-29", "M2024-02..M2024-02")]
    [InlineData("2026-05-05", "2026-05-05", "D2026-05-05..D2026-05-05")]
    public void Covering_Days_IsWholeMonthsAndTheDaysAtTheEnds(string from, string to, string expected) =>
        string.Join(' ', Period.Covering(Date(from), Date(to)).Select(p => $"{p.First}..{p.Last}")).ShouldBe(expected);

    /// <summary>Every day of three years lies in exactly the ranges that hold it, in one span of them.</summary>
    [Fact]
    public void Covering_AnyRange_HoldsEachOfItsDaysOnce()
    {
        var random = new Random(20260719);
        var start = new DateOnly(2023, 1, 1);
        for (var i = 0; i < 400; i++)
        {
            var from = start.AddDays(random.Next(1095));
            var to = from.AddDays(random.Next(500));
            var stretches = Period.Covering(random.Next(8) == 0 ? null : from, random.Next(8) == 0 ? null : to);
            var (first, last) = (stretches.Any(s => string.CompareOrdinal(s.First, "M0002") < 0) ? DateOnly.MinValue : from, to);
            for (var day = start; day < start.AddDays(1700); day = day.AddDays(7))
            {
                var hits = Period.Of(day).Count(span => stretches.Any(s => string.CompareOrdinal(s.First, span) <= 0 && string.CompareOrdinal(span, s.Last) <= 0));
                hits.ShouldBeLessThanOrEqualTo(1);
                if (first == from && day < from)
                {
                    hits.ShouldBe(0);
                }

                if (day >= from && day <= last)
                {
                    hits.ShouldBe(1, $"{day} in {from}..{to}");
                }
            }
        }
    }

    [Fact]
    public void Covering_OpenEnds_ReachTheFirstAndLastMonths()
    {
        Period.Covering(new DateOnly(2026, 1, 1), null).ShouldBe([("M2026-01", "M9999-12")]);
        Period.Covering(null, new DateOnly(2026, 1, 31)).ShouldBe([("M0001-01", "M2026-01")]);
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
