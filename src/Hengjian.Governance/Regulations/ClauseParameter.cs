using System.Globalization;

namespace Hengjian.Governance.Regulations;

/// <summary>What kind of value a parameter holds.</summary>
public enum ParameterType
{
    /// <summary>A whole number (<see cref="long"/>).</summary>
    Integer,

    /// <summary>A truth value.</summary>
    Boolean,

    /// <summary>A day (<see cref="DateOnly"/>).</summary>
    Date,

    /// <summary>One of the options (<see cref="string"/>).</summary>
    Choice,

    /// <summary>Some of the options (list of <see cref="string"/>).</summary>
    Set,
}

/// <summary>In which direction a parameter asks more; an overlay may go there freely.</summary>
public enum StricterWhen
{
    /// <summary>A larger number (or a later day) asks more.</summary>
    Higher,

    /// <summary>A smaller number (or an earlier day) asks more.</summary>
    Lower,

    /// <summary><c>true</c> asks more.</summary>
    True,

    /// <summary><c>false</c> asks more.</summary>
    False,

    /// <summary>An option later in the list asks more.</summary>
    LaterOption,

    /// <summary>A set with more members asks more.</summary>
    More,

    /// <summary>A set with fewer members asks more.</summary>
    Fewer,

    /// <summary>No direction: every change counts as a deviation.</summary>
    Never,
}

/// <summary>One number or option of a clause.</summary>
/// <param name="Name">camelCase name, unique in the clause.</param>
/// <param name="Text">The name in words.</param>
/// <param name="Type">Kind of value.</param>
/// <param name="Value">
/// long, bool, <see cref="DateOnly"/>, string or list of string by <paramref name="Type"/>; <c>null</c>: to be set by the institution.
/// </param>
/// <param name="Unit">Code of the unit, with words in the pack's terms; <c>null</c> without one.</param>
/// <param name="Stricter">Direction that asks more.</param>
/// <param name="Minimum">Least number allowed.</param>
/// <param name="Maximum">Greatest number allowed.</param>
/// <param name="Options">Allowed options of a choice or set, from lenient to strict where that has a meaning.</param>
/// <param name="ToBeConfirmed">True while the institution has to check the value.</param>
public sealed record ClauseParameter(
    string Name,
    LocalText Text,
    ParameterType Type,
    object? Value,
    string? Unit,
    StricterWhen Stricter,
    long? Minimum,
    long? Maximum,
    IReadOnlyList<string> Options,
    bool ToBeConfirmed)
{
    /// <summary>The value as invariant text: <c>5</c>, <c>true</c>, <c>2017-02-17</c>, <c>a,b</c>; <c>null</c> where not set.</summary>
    public string? ValueText => TextOf(Value);

    /// <summary>True when <paramref name="other"/> asks less than this value does, or cannot be compared with it.</summary>
    internal bool IsLoosenedBy(object? other)
    {
        if (Value is null || TextOf(Value) == TextOf(other))
            return false;
        if (other is null)
            return true;
        return (Stricter, Value, other) switch
        {
            (StricterWhen.Higher, long mine, long theirs) => theirs < mine,
            (StricterWhen.Lower, long mine, long theirs) => theirs > mine,
            (StricterWhen.Higher, DateOnly mine, DateOnly theirs) => theirs < mine,
            (StricterWhen.Lower, DateOnly mine, DateOnly theirs) => theirs > mine,
            (StricterWhen.True, bool, bool theirs) => !theirs,
            (StricterWhen.False, bool, bool theirs) => theirs,
            (StricterWhen.LaterOption, string mine, string theirs) => IndexOf(theirs) < IndexOf(mine),
            (StricterWhen.More, IReadOnlyList<string> mine, IReadOnlyList<string> theirs) => mine.Except(theirs).Any(),
            (StricterWhen.Fewer, IReadOnlyList<string> mine, IReadOnlyList<string> theirs) => theirs.Except(mine).Any(),
            _ => true,
        };
    }

    internal static string? TextOf(object? value) => value switch
    {
        null => null,
        long number => number.ToString(CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IReadOnlyList<string> set => string.Join(',', set),
        _ => (string)value,
    };

    private int IndexOf(string option)
    {
        for (var i = 0; i < Options.Count; i++)
        {
            if (Options[i] == option)
                return i;
        }

        return -1;
    }
}

/// <summary>
/// The parameters of one clause as a rule reads them, overlays merged in. A wrong name or type is a bug and throws; the engine checks at start.
/// </summary>
public sealed class ClauseParameters(IReadOnlyDictionary<string, ClauseParameter> parameters)
{
    /// <summary>A whole number.</summary>
    public int Int(string name) => checked((int)Get<long>(name));

    /// <summary>A truth value.</summary>
    public bool Bool(string name) => Get<bool>(name);

    /// <summary>A day.</summary>
    public DateOnly Date(string name) => Get<DateOnly>(name);

    /// <summary>The chosen option.</summary>
    public string Choice(string name) => Get<string>(name);

    /// <summary>The members of a set.</summary>
    public IReadOnlyList<string> Set(string name) => Get<IReadOnlyList<string>>(name);

    /// <summary>True when the parameter has a value.</summary>
    public bool IsSet(string name) => parameters[name].Value is not null;

    private T Get<T>(string name) =>
        parameters.TryGetValue(name, out var parameter) && parameter.Value is T value
            ? value
            : throw new InvalidOperationException($"Parameter '{name}' is absent or holds no {typeof(T).Name}.");
}
