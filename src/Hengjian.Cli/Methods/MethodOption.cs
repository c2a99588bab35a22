using System.Globalization;
using System.Text.Json.Nodes;

namespace Hengjian.Cli.Methods;

/// <summary>An option of a method: its name, its help, and how its text becomes a value.</summary>
internal abstract class MethodOption
{
    /// <summary>Without the leading hyphens, such as <c>half-width</c>.</summary>
    public required string Name { get; init; }

    public required string Help { get; init; }

    /// <summary>True when the command line must give it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>True when it takes no value and its presence means yes.</summary>
    public bool IsFlag { get; init; }

    /// <summary>The default as the help shows it, or null.</summary>
    public string? DefaultText { get; init; }

    /// <summary>The key under <c>options</c> in the result.</summary>
    public string JsonName => Name.Replace('-', '_');

    /// <summary>The value from its text.</summary>
    /// <exception cref="OptionException">The text is not a value of this option.</exception>
    public abstract object? Parse(string text);

    /// <summary>The value when the option is not given.</summary>
    public abstract object? Default();

    /// <summary>The value as it is echoed in the result; null leaves it out.</summary>
    public abstract JsonNode? ToJson(object? value);

    /// <summary>The columns that the value names.</summary>
    public abstract IEnumerable<string> ColumnsOf(object? value);
}

/// <summary>An option with the type of its value.</summary>
internal sealed class MethodOption<T> : MethodOption
{
    public required Func<string, T> Reader { get; init; }

    public required Func<T, JsonNode?> Writer { get; init; }

    /// <summary>Null when the option names no column.</summary>
    public Func<T, IEnumerable<string>>? ColumnReader { get; init; }

    public T DefaultValue { get; init; } = default!;

    public override object? Parse(string text) => Reader(text);

    public override object? Default() => DefaultValue;

    public override JsonNode? ToJson(object? value) => value is null ? null : Writer((T)value);

    public override IEnumerable<string> ColumnsOf(object? value) => value is null || ColumnReader is null ? [] : ColumnReader((T)value);
}

/// <summary>The text given for an option is not a value of it.</summary>
internal sealed class OptionException(string problem, string? value = null)
    : Exception(value is null ? problem : $"{problem}, \"{value}\"");

/// <summary>Makes the options. The <c>Optional…</c> ones are null when not given, those with a default have it, the others are required.</summary>
internal static class Option
{
    /// <summary>The column of identifiers; without it a row is named by its number.</summary>
    public static MethodOption<string?> Id { get; } = OptionalColumn("id", "column of identifiers (default: the row number)");

    /// <summary>Coverage of every interval.</summary>
    public static MethodOption<double> Level { get; } = Number("level", 0.95, NumberRule.OpenProbability, "coverage of every interval");

    /// <summary>The seed of everything random.</summary>
    public static MethodOption<long> Seed { get; } = new()
    {
        Name = "seed",
        Help = "seed of the random numbers",
        DefaultText = "20250101",
        DefaultValue = 20250101,
        Reader = text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new OptionException("must be a whole number", text),
        Writer = value => value,
    };

    public static MethodOption<string> Column(string name, string help) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = NotEmpty,
        Writer = value => value,
        ColumnReader = value => [value],
    };

    public static MethodOption<string?> OptionalColumn(string name, string help) => new()
    {
        Name = name,
        Help = help,
        Reader = NotEmpty,
        Writer = value => value,
        ColumnReader = value => [value!],
    };

    /// <summary>A comma-separated list of different columns.</summary>
    public static MethodOption<IReadOnlyList<string>> Columns(string name, string help, int atLeast = 1) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = text => ReadDistinct(text, atLeast),
        Writer = WriteTexts,
        ColumnReader = value => value,
    };

    public static MethodOption<IReadOnlyList<string>?> OptionalColumns(string name, string help, int atLeast = 1) => new()
    {
        Name = name,
        Help = help,
        Reader = text => ReadDistinct(text, atLeast),
        Writer = value => WriteTexts(value!),
        ColumnReader = value => value!,
    };

    /// <summary>One of the words; the first is the default unless the option is required.</summary>
    public static MethodOption<string> Choice(string name, string help, params string[] words) => new()
    {
        Name = name,
        Help = $"{help}: {string.Join('|', words)}",
        DefaultText = words[0],
        DefaultValue = words[0],
        Reader = text => ReadChoice(text, words),
        Writer = value => value,
    };

    public static MethodOption<string> RequiredChoice(string name, string help, params string[] words) => new()
    {
        Name = name,
        Help = $"{help}: {string.Join('|', words)}",
        IsRequired = true,
        Reader = text => ReadChoice(text, words),
        Writer = value => value,
    };

    public static MethodOption<double> Number(string name, double byDefault, NumberRule rule, string help) => new()
    {
        Name = name,
        Help = help,
        DefaultText = byDefault.ToString(CultureInfo.InvariantCulture),
        DefaultValue = byDefault,
        Reader = text => ReadNumber(text, rule),
        Writer = value => value,
    };

    public static MethodOption<double> RequiredNumber(string name, NumberRule rule, string help) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = text => ReadNumber(text, rule),
        Writer = value => value,
    };

    public static MethodOption<double?> OptionalNumber(string name, NumberRule rule, string help) => new()
    {
        Name = name,
        Help = help,
        Reader = text => ReadNumber(text, rule),
        Writer = value => value,
    };

    public static MethodOption<int> Integer(string name, int byDefault, int atLeast, string help, int atMost = int.MaxValue) => new()
    {
        Name = name,
        Help = help,
        DefaultText = byDefault.ToString(CultureInfo.InvariantCulture),
        DefaultValue = byDefault,
        Reader = text => ReadInteger(text, atLeast, atMost),
        Writer = value => value,
    };

    public static MethodOption<int> RequiredInteger(string name, int atLeast, string help, int atMost = int.MaxValue) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = text => ReadInteger(text, atLeast, atMost),
        Writer = value => value,
    };

    public static MethodOption<int?> OptionalInteger(string name, int atLeast, string help, int atMost = int.MaxValue) => new()
    {
        Name = name,
        Help = help,
        Reader = text => ReadInteger(text, atLeast, atMost),
        Writer = value => value,
    };

    /// <summary>A comma-separated list of numbers.</summary>
    public static MethodOption<IReadOnlyList<double>> Numbers(string name, NumberRule rule, string help) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = text => ReadNumbers(text, rule),
        Writer = WriteNumbers,
    };

    public static MethodOption<IReadOnlyList<double>?> OptionalNumbers(string name, NumberRule rule, string help) => new()
    {
        Name = name,
        Help = help,
        Reader = text => ReadNumbers(text, rule),
        Writer = value => WriteNumbers(value!),
    };

    public static MethodOption<string> Text(string name, string help) => new()
    {
        Name = name,
        Help = help,
        IsRequired = true,
        Reader = NotEmpty,
        Writer = value => value,
    };

    public static MethodOption<string> TextWithDefault(string name, string byDefault, string help) => new()
    {
        Name = name,
        Help = help,
        DefaultText = byDefault,
        DefaultValue = byDefault,
        Reader = NotEmpty,
        Writer = value => value,
    };

    public static MethodOption<string?> OptionalText(string name, string help) => new()
    {
        Name = name,
        Help = help,
        Reader = NotEmpty,
        Writer = value => value,
    };

    /// <summary>A comma-separated list of different texts that are not columns.</summary>
    public static MethodOption<IReadOnlyList<string>?> OptionalTexts(string name, string help, int atLeast = 1) => new()
    {
        Name = name,
        Help = help,
        Reader = text => ReadDistinct(text, atLeast),
        Writer = value => WriteTexts(value!),
    };

    /// <summary>True when given; takes no value.</summary>
    public static MethodOption<bool> Flag(string name, string help) => new()
    {
        Name = name,
        Help = help,
        IsFlag = true,
        Reader = _ => true,
        Writer = value => value,
    };

    static string NotEmpty(string text) => text.Length > 0 ? text : throw new OptionException("must not be empty");

    static string ReadChoice(string text, string[] words) =>
        Array.IndexOf(words, text) >= 0 ? text : throw new OptionException($"must be one of {string.Join(", ", words)}", text);

    static double ReadNumber(string text, NumberRule rule)
    {
        if (!NumberText.TryParse(text, out var value))
            throw new OptionException("not a number", text);
        return rule.Holds(value) ? value : throw new OptionException(rule.Requirement, text);
    }

    static int ReadInteger(string text, int atLeast, int atMost)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw new OptionException("not a whole number", text);
        if (value < atLeast)
            throw new OptionException(FormattableString.Invariant($"must be at least {atLeast}"), text);
        return value <= atMost ? value : throw new OptionException(FormattableString.Invariant($"must be at most {atMost}"), text);
    }

    static IReadOnlyList<double> ReadNumbers(string text, NumberRule rule) => [.. ListText.Split(text).Select(item => ReadNumber(item, rule))];

    static IReadOnlyList<string> ReadDistinct(string text, int atLeast)
    {
        var items = ListText.Split(text);
        var seen = new HashSet<string>();
        foreach (var item in items)
        {
            if (NotEmpty(item) is var name && !seen.Add(name))
                throw new OptionException("named twice", name);
        }

        return items.Count >= atLeast ? items : throw new OptionException(FormattableString.Invariant($"needs at least {atLeast} items"), text);
    }

    static JsonArray WriteNumbers(IReadOnlyList<double> values) => [.. values.Select(value => (JsonNode)value)];

    static JsonArray WriteTexts(IReadOnlyList<string> values) => [.. values.Select(value => (JsonNode)value)];
}
