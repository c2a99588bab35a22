using System.Text.Json;

namespace Hengjian.Governance.Regulations;

/// <summary>Reads a parameter's value, from a pack or an overlay, by the declared type, range and options.</summary>
internal static class ParameterValueReader
{
    /// <summary>The typed value; <c>null</c> where it is absent or faulty (then <paramref name="fault"/> was called).</summary>
    public static object? Read(
        JsonElement? raw, ParameterType type, long? minimum, long? maximum, IReadOnlyList<string> options, Action<string> fault)
    {
        if (raw is not { } value)
            return null;
        switch (type)
        {
            case ParameterType.Integer:
                if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number))
                    fault("must be a whole number");
                else if (number < minimum || number > maximum)
                    fault($"must lie between {minimum?.ToString() ?? "any"} and {maximum?.ToString() ?? "any"}");
                else
                    return number;
                return null;
            case ParameterType.Boolean:
                if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
                    return value.GetBoolean();
                fault("must be true or false");
                return null;
            case ParameterType.Date:
                if (value.ValueKind == JsonValueKind.String && PackNode.TryDate(value.GetString()!, out var date))
                    return date;
                fault("must be a date, yyyy-MM-dd");
                return null;
            case ParameterType.Choice:
                if (value.ValueKind == JsonValueKind.String && options.Contains(value.GetString()!))
                    return value.GetString();
                fault("must be one of " + string.Join(", ", options));
                return null;
            default:
                return ReadSet(value, options, fault);
        }
    }

    private static string[]? ReadSet(JsonElement value, IReadOnlyList<string> options, Action<string> fault)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.String))
        {
            fault("must be a list of text");
            return null;
        }

        var members = value.EnumerateArray().Select(i => i.GetString()!).ToArray();
        if (members.Except(options).FirstOrDefault() is { } unknown)
            fault($"'{unknown}' is none of {string.Join(", ", options)}");
        else if (members.Distinct(StringComparer.Ordinal).Count() != members.Length)
            fault("names a member twice");
        else
            // In the order of the options, so that the same set is always the same text.
            return [.. options.Where(members.Contains)];
        return null;
    }
}
