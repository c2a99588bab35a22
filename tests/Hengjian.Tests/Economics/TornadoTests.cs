using Hengjian.Methods.Common;
using Hengjian.Methods.Economics;

namespace Hengjian.Tests.Economics;

public sealed class TornadoTests
{
    [Fact]
    public void Bars_AreSortedBySwingWhicheverEndIsHigher() =>
        Tornado.Sort([new("a", 1, 2), new("b", 9, 4), new("c", 0, 3)]).Select(bar => bar.Parameter).ShouldBe(["b", "c", "a"]);

    [Fact]
    public void Bars_OfEqualSwing_KeepTheOrderOfTheInput() =>
        Tornado.Sort([new("a", 1, 2), new("b", 4, 3), new("c", 0, 1)]).Select(bar => bar.Parameter).ShouldBe(["a", "b", "c"]);

    [Theory]
    [InlineData(-1, 1, true)]
    [InlineData(1, -1, true)]
    [InlineData(0, 1, false)]
    [InlineData(-1, 0, false)]
    [InlineData(1, 2, false)]
    public void Decision_Changes_OnlyStrictlyAcrossTheThreshold(double low, double high, bool expected) =>
        new OneWayRange("a", low, high).ChangesDecision(0).ShouldBe(expected);

    [Fact]
    public void Decision_IsJudgedAtTheThreshold() => new OneWayRange("a", 1, 3).ChangesDecision(2).ShouldBeTrue();

    [Fact]
    public void OutcomeThatIsNotFinite_NamesItsRow() =>
        Should.Throw<BadInputException>(() => Tornado.Sort([new("a", 1, 2), new("b", double.NaN, 2)])).Row.ShouldBe(2);
}
