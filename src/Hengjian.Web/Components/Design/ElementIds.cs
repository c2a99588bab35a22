using System.Globalization;

namespace Hengjian.Web.Components.Design;

/// <summary>Ids of elements that another element refers to: unique on a page and the same at every rendering of it.</summary>
public sealed class ElementIds
{
    readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    /// <summary>The next free id that begins with <paramref name="prefix"/>, such as <c>card-3</c>.</summary>
    public string Next(string prefix)
    {
        var number = _last.GetValueOrDefault(prefix) + 1;
        _last[prefix] = number;
        return prefix + "-" + number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A name made fit for an id: letters, digits and hyphens, such as <c>Input.Title</c> → <c>input-title</c>.</summary>
    public static string For(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
