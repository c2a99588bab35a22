namespace Hengjian.Cli;

/// <summary>The arguments of a verb: <c>--name value</c> pairs, each at most once, none but the known ones.</summary>
internal sealed class VerbOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="BadCommandException">An argument is unknown, repeated, or lacks its value; the message says which.</exception>
    public static VerbOptions Parse(IReadOnlyList<string> arguments, params IReadOnlyList<string> known)
    {
        var options = new VerbOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (!known.Contains(name))
            {
                throw new BadCommandException($"unknown argument {name}; known: {string.Join(' ', known)}");
            }

            if (i + 1 >= arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                throw new BadCommandException($"{name} needs a value");
            }

            if (!options._values.TryAdd(name, arguments[i + 1]))
            {
                throw new BadCommandException($"{name} is given twice");
            }
        }

        return options;
    }

    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <exception cref="BadCommandException">It is missing.</exception>
    public string Require(string name) => Find(name) ?? throw new BadCommandException($"{name} is needed");

    /// <exception cref="BadCommandException">It is not a whole number.</exception>
    public int? FindNumber(string name) => Find(name) is not { } text
        ? null
        : int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new BadCommandException($"{name} needs a whole number");
}

/// <summary>The command cannot be carried out as it was given: exit code 2 with the message.</summary>
internal sealed class BadCommandException(string message) : Exception(message);
