using System.Text;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// Templates of messages: <c>{name}</c> stands for an argument as it is, <c>{name:term}</c> for the words that the pack has for the code in it,
/// several codes separated by commas.
/// </summary>
internal static class MessageTemplate
{
    private const string TermSuffix = ":term";

    public static IEnumerable<string> Placeholders(string template) =>
        Parts(template).Where(p => p.IsPlaceholder).Select(p => Name(p.Text)).Distinct(StringComparer.Ordinal);

    public static IEnumerable<string> Faults(LocalText text)
    {
        if (!Placeholders(text.Zh).Order(StringComparer.Ordinal).SequenceEqual(Placeholders(text.En).Order(StringComparer.Ordinal)))
            yield return "the two languages differ in their placeholders";
        if (text.Zh.Count(c => c == '{') != text.Zh.Count(c => c == '}') || text.En.Count(c => c == '{') != text.En.Count(c => c == '}'))
            yield return "a brace is not closed";
    }

    public static string Render(string template, IReadOnlyDictionary<string, string> arguments, Func<string, string> term)
    {
        var text = new StringBuilder();
        foreach (var (part, isPlaceholder) in Parts(template))
        {
            if (!isPlaceholder)
                text.Append(part);
            else if (!arguments.TryGetValue(Name(part), out var value))
                text.Append('{').Append(part).Append('}');
            else
                text.Append(part.EndsWith(TermSuffix, StringComparison.Ordinal) ? term(value) : value);
        }

        return text.ToString();
    }

    private static string Name(string placeholder) =>
        placeholder.EndsWith(TermSuffix, StringComparison.Ordinal) ? placeholder[..^TermSuffix.Length] : placeholder;

    private static IEnumerable<(string Text, bool IsPlaceholder)> Parts(string template)
    {
        var start = 0;
        while (start < template.Length)
        {
            var open = template.IndexOf('{', start);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
                break;
            if (open > start)
                yield return (template[start..open], false);
            yield return (template[(open + 1)..close], true);
            start = close + 1;
        }

        if (start < template.Length)
            yield return (template[start..], false);
    }
}
