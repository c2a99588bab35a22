using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;

namespace Hengjian.Tests.Agreement;

public sealed class CategoriesTests
{
    [Fact]
    public void Of_Numbers_SortsThemAsNumbers() => Categories.Of(["10", "9", "-1"]).Labels.ShouldBe(["-1", "9", "10"]);

    [Fact]
    public void Of_NumbersAndATextAmongThem_SortsOrdinally() => Categories.Of(["10", "9", "b", "B"]).Labels.ShouldBe(["10", "9", "B", "b"]);

    [Fact]
    public void Of_EqualNumbers_IsOneCategory() => Categories.Of(["2.0", "2", "1"]).Count.ShouldBe(2);

    [Fact]
    public void IndexOf_AnotherSpellingOfANumber_FindsIt() => Categories.Of(["2", "1"]).IndexOf("2.0").ShouldBe(1);

    [Fact]
    public void IndexOf_ATextScale_ComparesTexts() => Categories.Of(["2", "x"]).IndexOf("2.0").ShouldBe(-1);

    [Fact]
    public void Named_InAnyOrder_KeepsIt() => Categories.Named(["low", "high", "mid"]).IndexOf("mid").ShouldBe(2);

    [Fact]
    public void Named_Twice_IsRefused() => Should.Throw<BadInputException>(() => Categories.Named(["1", "2", "1.0"]));
}
