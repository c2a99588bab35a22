using Hengjian.Web.Components.Design;

namespace Hengjian.Tests.Design;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(1234.5, 1, "1,234.5")]
    [InlineData(-0.4, 1, "−0.4")]
    [InlineData(-0.04, 1, "0.0")]
    [InlineData(2.25, 1, "2.3")]
    [InlineData(double.NaN, 1, "–")]
    public void Format_OfAValue_IsInvariantWithATrueMinus(double value, int decimals, string expected) => Numbers.Format(value, decimals).ShouldBe(expected);

    [Theory]
    [InlineData(0.976, "97.6%")]
    [InlineData(0, "0.0%")]
    [InlineData(1, "100.0%")]
    public void Percent_OfAProportion_HasOneDecimal(double value, string expected) => Numbers.Percent(value).ShouldBe(expected);

    [Theory]
    [InlineData(2.8, "+2.8")]
    [InlineData(-0.4, "−0.4")]
    [InlineData(0.04, "0.0")]
    public void Signed_OfADifference_ShowsItsDirection(double value, string expected) => Numbers.Signed(value, 1).ShouldBe(expected);

    [Fact]
    public void Interval_WithANegativeEnd_IsNotJoinedByADash() => Numbers.Interval(-2.7, 1.8, 1).ShouldBe("−2.7 ~ 1.8");

    [Fact]
    public void Interval_OfPositiveEnds_IsJoinedByADash() => Numbers.Interval(90.1, 94.2, 1).ShouldBe("90.1–94.2");

    [Fact]
    public void Share_OfNothingAtRisk_IsNotApplicable() => Figure.Share(0, 0).Kind.ShouldBe(FigureKind.NotApplicable);

    [Fact]
    public void Share_WithNoneFound_IsAValueAndNotMissing()
    {
        var figure = Figure.Share(0, 88);
        figure.Text.ShouldBe("0.0%");
        figure.Note.ShouldBe("0 / 88");
    }

    [Fact]
    public void Of_Zero_IsItsOwnKind() => Figure.Of(0).Kind.ShouldBe(FigureKind.Zero);

    [Fact]
    public void FigureText_OfEachKind_LooksLikeNoOther()
    {
        Figure[] all = [Figure.Of(428), Figure.Of(0), Figure.NotApplicable, Figure.NotReported, Figure.Suppressed, Figure.TooFew(9, 50), Figure.Overdue("2026-11-20"), Figure.Missing];
        var looks = all.Select(f => ComponentHost.Render<FigureText>(new() { ["Value"] = f })).Select(h => h[(h.IndexOf("class=\"", StringComparison.Ordinal) + 7)..]).Select(h => h[..h.IndexOf('"', StringComparison.Ordinal)]).ToList();
        looks.Distinct().Count().ShouldBe(all.Length);
    }
}
