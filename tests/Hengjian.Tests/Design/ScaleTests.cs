using FsCheck;
using FsCheck.Fluent;
using Hengjian.Web.Components.Charts;

namespace Hengjian.Tests.Design;

public sealed class ScaleTests
{
    [Fact]
    public void Over_Values_BeginsAndEndsOnRoundTicks()
    {
        var scale = Scale.Over([0.113, 0.87], 0, 100);
        scale.Ticks.ShouldBe([0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    }

    [Fact]
    public void Over_BoundsGiven_KeepsThemAndDividesThemEvenly()
    {
        var scale = Scale.Over([0.8, 0.93], 0, 100, 3, 0.75, 1);
        scale.Ticks.ShouldBe([0.75, 0.80, 0.85, 0.90, 0.95, 1.0]);
    }

    [Fact]
    public void Over_NoValue_IsZeroToOne()
    {
        var scale = Scale.Over([null, double.NaN], 0, 100);
        scale.Low.ShouldBe(0);
        scale.High.ShouldBe(1);
    }

    [Fact]
    public void Over_OneValue_StillHasAWidth()
    {
        var scale = Scale.Over([5, 5], 0, 100);
        scale.High.ShouldBeGreaterThan(scale.Low);
        scale[5].ShouldBeInRange(0, 100);
    }

    [Fact]
    public void Over_AnyTwoValues_CoversThemInFewTicks() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat>().Filter(f => Math.Abs(f.Get) is > 1e-6 and < 1e9),
        ArbMap.Default.ArbFor<NormalFloat>().Filter(f => Math.Abs(f.Get) is > 1e-6 and < 1e9),
        (a, b) =>
        {
            var scale = Scale.Over([a.Get, b.Get], 0, 500);
            var slack = (scale.High - scale.Low) * 1e-6;
            return scale.Low <= Math.Min(a.Get, b.Get) + slack && scale.High >= Math.Max(a.Get, b.Get) - slack && scale.Ticks.Count() is >= 2 and <= 12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Indexer_FromLowToHigh_MapsTheEnds()
    {
        var scale = Scale.Over([0.0, 10.0], 50, 250);
        scale[scale.Low].ShouldBe(50);
        scale[scale.High].ShouldBe(250);
        scale.Clamped(scale.High + 5).ShouldBe(250);
    }

    [Theory]
    [InlineData("医师独立阅片意见", 48, 2)]
    [InlineData("Reader with AI", 300, 1)]
    [InlineData("Reader with AI and a senior", 100, 2)]
    [InlineData("Unbreakable", 10, 1)]
    public void Wrap_OfALabel_BreaksBetweenWideCharactersOrAtSpaces(string text, double width, int lines)
    {
        var wrapped = ChartText.Wrap(text, width);
        wrapped.Count.ShouldBe(lines);
        string.Concat(wrapped).Replace(" ", "", StringComparison.Ordinal).ShouldBe(text.Replace(" ", "", StringComparison.Ordinal));
    }
}
