using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>Checks what an opinion states beside its label against the deployment's fields, and brings it into one form.</summary>
internal static class ReadingFieldValues
{
    private const int LongestText = 2000;

    /// <summary>Field's code → value (text, number, or list of codes), in the order of the plan; what is wrong goes to <paramref name="errors"/> as <c>fields.{code}</c>.</summary>
    /// <param name="plan">The deployment's reading plan.</param>
    /// <param name="label">The opinion's label: fields of other labels are not asked for.</param>
    /// <param name="values">As sent; null: none.</param>
    /// <param name="draft">A draft may lack what an opinion must state.</param>
    /// <param name="errors">Collects what is wrong.</param>
    public static IReadOnlyDictionary<string, object> Read(
        ReadingPlan plan, string? label, IReadOnlyDictionary<string, JsonElement>? values, bool draft, FieldErrors errors)
    {
        var sent = values ?? new Dictionary<string, JsonElement>();
        foreach (var unknown in sent.Keys.Where(k => plan.Fields.All(f => f.Code != k)).Take(20))
        {
            errors.Add("fields." + unknown, "reading.unknownField");
        }

        var read = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in plan.Fields)
        {
            var name = "fields." + field.Code;
            var given = sent.TryGetValue(field.Code!, out var value) && !IsEmpty(value);
            if (!given)
            {
                errors.Require(draft || !field.Required || !field.AskedWith(label), name, "field.required");
            }
            else if (!field.AskedWith(label))
            {
                errors.Add(name, "reading.fieldNotAsked");
            }
            else if (Value(field, value, name, errors) is { } valid)
            {
                read[field.Code!] = valid;
            }
        }

        return read;
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static object? Value(ReadingField field, JsonElement value, string name, FieldErrors errors)
    {
        switch (field.Kind)
        {
            case ReadingFieldKind.Number:
                return Number(field, value, name, errors);
            case ReadingFieldKind.Text:
                if (value.ValueKind != JsonValueKind.String)
                {
                    errors.Add(name, "field.malformed");
                    return null;
                }

                var text = value.GetString()!.Trim();
                errors.Require(text.Length <= LongestText, name, "field.tooLong", ("longest", LongestText.ToString(CultureInfo.InvariantCulture)));
                return text;
            default:
                return Chosen(field, value, name, errors);
        }
    }

    private static object? Number(ReadingField field, JsonElement value, string name, FieldErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            errors.Add(name, "field.malformed");
            return null;
        }

        errors.Require(
            (field.From is null || number >= field.From) && (field.To is null || number <= field.To),
            name, "field.outOfRange", ("from", Text(field.From)), ("to", Text(field.To)));
        return number;
    }

    /// <summary>One code as text, several as a list in the order of the plan.</summary>
    private static object? Chosen(ReadingField field, JsonElement value, string name, FieldErrors errors)
    {
        var codes = value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => value.EnumerateArray().Select(v => v.GetString()!).ToList(),
            _ => (List<string>?)null,
        };
        if (codes is null)
        {
            errors.Add(name, "field.malformed");
            return null;
        }

        errors.Require(codes.Count == 1 || field.Multiple, name, "reading.onlyOne");
        foreach (var code in codes.Where(c => field.Choices.All(known => known.Code != c)).Take(5))
        {
            errors.Add(name, "reading.unknownChoice", ("value", code.Length > 64 ? code[..64] : code));
        }

        return field.Multiple ? field.Choices.Select(c => c.Code).Where(codes.Contains).ToArray() : codes[0];
    }

    private static string Text(double? bound) => bound?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
