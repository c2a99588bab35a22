namespace Hengjian.Governance.Kernel;

/// <summary>Checks of instants and texts that several acts share.</summary>
internal static class Inputs
{
    /// <summary>Clocks of devices differ a little: more than this ahead is the future (interfaces.md).</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public static void Past(this FieldErrors errors, string field, DateTimeOffset? instant, DateTimeOffset now)
    {
        if (instant > now + ClockTolerance)
        {
            errors.Add(field, "field.future");
        }
        else if (instant is { Year: < 1980 })
        {
            errors.Add(field, "field.tooEarly");
        }
    }

    /// <summary>False with an error for an item of a list that JSON gave as null.</summary>
    public static bool Item(this FieldErrors errors, string field, object? item)
    {
        errors.Require(item is not null, field, "field.required");
        return item is not null;
    }

    /// <summary>Not blank, within a length, without control characters.</summary>
    public static void Text(this FieldErrors errors, string field, string? text, int longest, bool required = true)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Require(!required && text is null, field, "field.required");
        }
        else if (text.Length > longest)
        {
            errors.Add(field, "field.tooLong", ("longest", longest.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || HasLoneSurrogate(text))
        {
            errors.Add(field, "field.controlCharacters");
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
