using System.Text.Json.Nodes;

namespace Hengjian.Cli.Methods;

/// <summary>The options of one run: what the command line gave, and the defaults of the rest.</summary>
internal sealed class OptionValues
{
    const string DataOption = "data";
    readonly IReadOnlyList<MethodOption> options;
    readonly Dictionary<string, object?> given;

    OptionValues(IReadOnlyList<MethodOption> options, Dictionary<string, object?> given, string? dataFile)
    {
        this.options = options;
        this.given = given;
        DataFile = dataFile;
    }

    /// <summary>The file of <c>--data</c>, or null for a method that reads none.</summary>
    public string? DataFile { get; }

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c> in any order.</summary>
    /// <exception cref="OptionException">Unknown, repeated, missing or ill-formed options.</exception>
    public static OptionValues Parse(IMethod method, ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, object?>();
        string? dataFile = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new OptionException("an option must start with --", arguments[i]);
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arguments[i][2..] : arguments[i][2..equals];
            var option = method.Options.FirstOrDefault(candidate => candidate.Name == name);
            if (option is null && !(name == DataOption && method.ReadsData))
                throw new OptionException($"--{name}: unknown option of {method.Name}");
            if (values.ContainsKey(name) || (name == DataOption && dataFile is not null))
                throw new OptionException($"--{name}: given twice");

            string value;
            if (option is { IsFlag: true })
                value = equals < 0 ? "" : throw new OptionException($"--{name}: takes no value");
            else if (equals >= 0)
                value = arguments[i][(equals + 1)..];
            else if (i + 1 < arguments.Length && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = arguments[++i];
            else
                throw new OptionException($"--{name}: a value is missing");

            if (option is null)
                dataFile = value;
            else
                values[name] = ParseValue(option, value);
        }

        if (method.ReadsData && dataFile is null)
            throw new OptionException("--data: required, the CSV file to read");
        foreach (var option in method.Options)
        {
            if (option.IsRequired && !values.ContainsKey(option.Name))
                throw new OptionException($"--{option.Name}: required, {option.Help}");
        }

        return new OptionValues(method.Options, values, dataFile);
    }

    /// <summary>The value of an option of the method.</summary>
    public T Get<T>(MethodOption<T> option) => given.TryGetValue(option.Name, out var value) ? (T)value! : option.DefaultValue;

    /// <summary>True when the command line gave the option itself.</summary>
    public bool IsGiven(MethodOption option) => given.ContainsKey(option.Name);

    /// <summary>Every column that an option names, in the order of the options.</summary>
    public IEnumerable<string> NamedColumns() => options.SelectMany(option => option.ColumnsOf(ValueOf(option)));

    /// <summary>The options as the result echoes them; those without a value are left out.</summary>
    public JsonObject ToJson()
    {
        var echo = new JsonObject();
        if (DataFile is not null)
            echo[DataOption] = DataFile;
        foreach (var option in options)
        {
            if (option.ToJson(ValueOf(option)) is { } node)
                echo[option.JsonName] = node;
        }

        return echo;
    }

    object? ValueOf(MethodOption option) => given.TryGetValue(option.Name, out var value) ? value : option.Default();

    static object? ParseValue(MethodOption option, string text)
    {
        try
        {
            return option.Parse(text);
        }
        catch (OptionException problem)
        {
            throw new OptionException($"--{option.Name}: {problem.Message}");
        }
    }
}
