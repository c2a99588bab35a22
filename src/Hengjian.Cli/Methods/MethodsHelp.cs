using System.Text;

namespace Hengjian.Cli.Methods;

/// <summary>The texts of <c>--list</c> and <c>--help</c>: English, like every message of this command.</summary>
internal static class MethodsHelp
{
    /// <summary>One method name a line.</summary>
    public static string List() => string.Concat(MethodCatalogue.All.Select(method => method.Name + "\n"));

    public static string Usage() =>
        """
        usage: hengjian methods --list
               hengjian methods METHOD --help
               hengjian methods METHOD --data FILE.csv --option value …
        Writes one JSON document. Exit codes: 0 done, 1 well-formed but undefined, 2 bad input.

        """;

    public static string Of(IMethod method)
    {
        var text = new StringBuilder();
        text.Append($"{method.Name}: {method.Summary}\n\nusage: hengjian methods {method.Name}");
        text.Append(method.ReadsData ? " --data FILE.csv --option value …\n\n" : " --option value …\n\n");
        if (method.ReadsData)
            text.Append(Line("--data FILE.csv", "the data: CSV in UTF-8 with a header line (required)"));
        foreach (var option in method.Options)
        {
            var note = option.IsRequired ? " (required)" : option.DefaultText is { } value ? $" (default {value})" : "";
            text.Append(Line(option.IsFlag ? $"--{option.Name}" : $"--{option.Name} VALUE", option.Help + note));
        }

        return text.ToString();
    }

    static string Line(string left, string right) => $"  {left,-28} {right}\n";
}
