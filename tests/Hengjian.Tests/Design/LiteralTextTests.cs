using System.Text.RegularExpressions;

namespace Hengjian.Tests.Design;

/// <summary>What a person reads comes from the resources: no Razor file says a word of its own.</summary>
public sealed partial class LiteralTextTests
{
    // Names that a standard gives, the same in both languages.
    private static readonly string[] Standards = ["UDI-DI", "UDI-PI", "ICD-10"];

    public static TheoryData<string> Pages => [.. SourceTree.Files("Components", "*.razor").Select(SourceTree.Name)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Razor_File_HasNoLiteralText(string file) => LiteralsIn(File.ReadAllText(Path.Combine(SourceTree.Web, file))).ShouldBeEmpty();

    [Fact]
    public void Razor_Files_AreFound() => Pages.Count.ShouldBeGreaterThan(30);

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("<p>@L[\"Key\"] cases</p>", "cases")]
    [InlineData("<p>\n  病例\n</p>", "病例")]
    [InlineData("<button title=\"Save it\">@T</button>", "Save it")]
    [InlineData("<FormField Label=\"标题\" />", "标题")]
    [InlineData("@code { string X => \"中\"; }", "中")]
    public void Literal_InMarkup_IsFound(string markup, string expected) => LiteralsIn(markup).ShouldContain(expected);

    [Theory]
    [InlineData("<p>@L[\"Key\"] · @(a > b ? L[\"X\"] : null)</p>")]
    [InlineData("@if (a < b && c > d)\n{\n  <b>@x.Name</b>\n}\nelse\n{\n  @y\n}")]
    [InlineData("@foreach (var item in Items)\n{\n  <li>@item.Text@if (item.Count is { } count)\n  {\n    <b>@count</b>\n  }</li>\n}")]
    [InlineData("@switch (Kind)\n{\n  case A:\n    <p>@x</p>\n    break;\n  default:\n    break;\n}")]
    [InlineData("<p><code>POST /api/v1/cases/@Id/ai-results</code></p>")]
    [InlineData("<title>@Title - @L[\"Product\"]</title>")]
    public void Code_InMarkup_IsNotTakenForText(string markup) => LiteralsIn(markup).ShouldBeEmpty();

    /// <summary>Words between tags, and Han or spaced words in attributes that people meet; Han anywhere but in comments.</summary>
    private static List<string> LiteralsIn(string source)
    {
        var text = Comment().Replace(source, "");
        var found = Han().Matches(text).Select(m => m.Value).ToList();
        text = CodeBlock().Replace(text, "");
        text = Directive().Replace(text, "");
        text = Code().Replace(text, "");
        found.AddRange(ReadAttribute().Matches(text).Select(m => m.Groups["text"].Value).Where(v => Word().IsMatch(v)));
        text = WithoutExpressions(text);
        found.AddRange(TextNode().Matches(text).Select(m => m.Groups["text"].Value.Trim()).Where(v => Word().IsMatch(v) && !IsCode(v)));
        found.RemoveAll(Standards.Contains);
        return found;
    }

    /// <summary>Takes away @-expressions with their brackets and quoted strings, so that a greater-than sign in code does not look like a tag.</summary>
    private static string WithoutExpressions(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '@')
            {
                kept.Append(text[i]);
                continue;
            }

            i = EndOfExpression(text, i + 1) - 1;
        }

        return kept.ToString();
    }

    private static int EndOfExpression(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            if (char.IsLetterOrDigit(text[i]) || text[i] == '_' || (text[i] is '.' or '?' or '!' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] is '[' or '.')))
            {
                i++;
            }
            else if (text[i] is '(' or '[')
            {
                i = EndOfBrackets(text, i);
            }
            else if (text[i] == ' ' && i + 1 < text.Length && text[i + 1] == '(' && Keyword().IsMatch(text[start..i]))
            {
                i++;
            }
            else
            {
                break;
            }
        }

        return i;
    }

    private static int EndOfBrackets(string text, int start)
    {
        var depth = 0;
        var quoted = false;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                quoted = !quoted;
            }

            if (quoted)
            {
                continue;
            }

            depth += text[i] is '(' or '[' ? 1 : text[i] is ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    private static bool IsCode(string text) => Statement().IsMatch(text);

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?m:^\s*///?.*$)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"@code\s*\{.*\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeBlock();

    // An address, a command or an identifier is the same in every language.
    [GeneratedRegex(@"<(code|pre)\b[^>]*>[^<]*</(code|pre)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)^@(page|layout|inject|using|inherits|attribute|implements|typeparam|namespace)\b.*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();

    [GeneratedRegex("\\b(?:aria-label|title|alt|placeholder|Label|Title|Text|Hint|Caption|Summary|Note|Subtitle)=\"(?<text>[^\"@]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadAttribute();

    [GeneratedRegex(@">(?<text>[^<>]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextNode();

    [GeneratedRegex(@"[A-Za-z]{2,}|[\u2E80-\u9FFF]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\u2E80-\u9FFF\uF900-\uFAFF]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Han();

    [GeneratedRegex(@"^(if|foreach|for|while|switch|using|lock)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keyword();

    [GeneratedRegex(@"^[\s{}]*((else( if)?|case|default|break|var|continue|if|foreach|for|switch)\b|[{};])|[;{}]\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Statement();
}
