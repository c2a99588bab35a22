using System.Text.RegularExpressions;

namespace Hengjian.Tests.Design;

/// <summary>Hospitals keep old browsers: the style sheet uses nothing that Chromium 86 lacks.</summary>
public sealed partial class StyleSheetTests
{
    // What came later, with the version that brought it.
    private static readonly (string What, string Pattern)[] TooNew =
    [
        ("nesting (112)", @"&\s*[:.\[#>+~\w\s{]"),
        (":has (105)", @":has\("),
        (":is and :where (88)", @":(is|where)\("),
        (":not with a list (88)", @":not\([^()]*,"),
        ("container queries (105)", @"@container|container-type|container-name"),
        ("cascade layers (99)", @"@layer"),
        ("popover (114)", @":popover-open|\[popover\]"),
        ("inset (87)", @"(?<![\w-])inset\s*:"),
        ("logical inset (87)", @"inset-(block|inline)"),
        ("aspect-ratio (88)", @"(?<![\w-])aspect-ratio\s*:"),
        ("accent-color (93)", @"accent-color"),
        ("dynamic viewport units (108)", @"\d(dvh|svh|lvh|dvw|svw|lvw)\b"),
        ("color-mix and relative colours (111)", @"color-mix\(|\b(oklch|oklab|lab|lch)\("),
        ("subgrid (117)", @"subgrid"),
        ("range media queries (104)", @"@media[^{]*[<>]"),
        ("scrollbar-gutter (94)", @"scrollbar-gutter"),
        ("text-wrap balance (114)", @"text-wrap\s*:"),
        ("individual transforms (104)", @"(?m)^\s*(rotate|scale|translate)\s*:"),
        ("overflow clip (90)", @"overflow(-x|-y)?\s*:\s*clip"),
        ("external files", @"@import|https?://"),
    ];

    public static TheoryData<string> Files => [.. SourceTree.Files("wwwroot", "*.css").Select(SourceTree.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void StyleSheet_ForChromium86_UsesNothingLater(string file) => Later(File.ReadAllText(Path.Combine(SourceTree.Web, file))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void StyleSheet_OfAPart_StaysReadable(string file) => File.ReadAllLines(Path.Combine(SourceTree.Web, file)).Length.ShouldBeLessThan(400);

    [Theory]
    [MemberData(nameof(Files))]
    public void StyleSheet_WidthRules_SpareThePaper(string file) =>
        WidthRule().Matches(File.ReadAllText(Path.Combine(SourceTree.Web, file))).Select(m => m.Value).ShouldAllBe(m => m.Contains("screen", StringComparison.Ordinal));

    [Fact]
    public void StyleSheet_Parts_AreFound() => Files.Count.ShouldBeGreaterThan(5);

    [Theory]
    [InlineData(".a { & .b { color: red } }")]
    [InlineData(".a:has(.b) { }")]
    [InlineData(".a { inset: 0 }")]
    [InlineData(".a { aspect-ratio: 1 }")]
    [InlineData("@media (width > 700px) { }")]
    [InlineData(".a { min-height: 100dvh }")]
    [InlineData(":is(h1, h2) { }")]
    public void Later_OfARuleThatIsTooNew_FindsIt(string css) => Later(css).ShouldNotBeEmpty();

    [Theory]
    [InlineData(".a { box-shadow: inset 3px 0 0 red }")]
    [InlineData(".a { clip-path: inset(50%); transform: rotate(45deg) }")]
    [InlineData("p a:not([class]) { }")]
    public void Later_OfARuleThatIsOldEnough_FindsNothing(string css) => Later(css).ShouldBeEmpty();

    private static List<string> Later(string css)
    {
        var rules = Comment().Replace(css, "");
        return [.. TooNew.Where(t => Regex.IsMatch(rules, t.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1))).Select(t => t.What)];
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"@media[^{]*max-width[^{]*\{", RegexOptions.None, 1000)]
    private static partial Regex WidthRule();
}
