using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hengjian.Tests.Design;

public sealed partial class ResourceTests
{
    // The link that leads to the Chinese pages, and lists of values that are Chinese words themselves.
    private static readonly string[] ChineseByNature = ["Language.Other", "register.unknownLevel", "register.unknownGrade"];

    public static TheoryData<string> Pairs => [.. SourceTree.Files("Resources", "*.resx").Select(SourceTree.Name).Where(f => !f.EndsWith(".zh-CN.resx", StringComparison.Ordinal))];

    [Fact]
    public void Resources_OfEachLanguage_ComeInPairs()
    {
        var names = SourceTree.Files("Resources", "*.resx").Select(SourceTree.Name).ToHashSet(StringComparer.Ordinal);
        names.Count.ShouldBeGreaterThan(6);
        names.Where(n => n.EndsWith(".zh-CN.resx", StringComparison.Ordinal)).ShouldAllBe(n => names.Contains(n.Replace(".zh-CN.resx", ".resx", StringComparison.Ordinal)));
        names.Where(n => !n.EndsWith(".zh-CN.resx", StringComparison.Ordinal)).ShouldAllBe(n => names.Contains(n.Replace(".resx", ".zh-CN.resx", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resources_OfAPair_HaveTheSameKeys(string file)
    {
        var (english, chinese) = Load(file);
        english.Keys.Except(chinese.Keys).ShouldBeEmpty("keys without a Chinese text");
        chinese.Keys.Except(english.Keys).ShouldBeEmpty("keys without an English text");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resources_OfAPair_HaveNoEmptyText(string file)
    {
        var (english, chinese) = Load(file);
        english.Concat(chinese).Where(t => string.IsNullOrWhiteSpace(t.Value)).Select(t => t.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resources_OfAPair_UseTheSamePlaceholders(string file)
    {
        var (english, chinese) = Load(file);
        english.Where(t => chinese.TryGetValue(t.Key, out var other) && !Placeholders(t.Value).SequenceEqual(Placeholders(other))).Select(t => t.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resources_InEnglish_HoldNoHan(string file)
    {
        var (english, _) = Load(file);

        english.Where(t => !ChineseByNature.Contains(t.Key) && Han().IsMatch(t.Value)).Select(t => t.Key).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{0} of {1}", "0,1")]
    [InlineData("共 {2} 条，{0}", "0,2")]
    [InlineData("{name} {0:N0}", "0,name")]
    public void Placeholders_OfAText_AreFound(string text, string expected) => string.Join(',', Placeholders(text)).ShouldBe(expected);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(m => m.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);

    private static (Dictionary<string, string> English, Dictionary<string, string> Chinese) Load(string file) =>
        (Read(file), Read(file.Replace(".resx", ".zh-CN.resx", StringComparison.Ordinal)));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(SourceTree.Web, file)).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u2E80-\u9FFF\uF900-\uFAFF]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Han();
}
