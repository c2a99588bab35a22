using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Web.Components.Forms;

namespace Hengjian.Web.Components.Pages.Readings;

/// <summary>Structured parts of an opinion between form, request and words.</summary>
internal static class ReadingForm
{
    /// <summary>What the form gives for the plan's fields, as the API takes it; a number that cannot be read is sent as it was typed, so that its refusal names it.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Fields(PostedForm form, ReadingPlan plan, string prefix = "")
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in plan.Fields)
        {
            var name = prefix + "fields." + field.Code;
            if (field.Multiple && form.All(name) is { Count: > 0 } chosen)
            {
                values[field.Code!] = JsonSerializer.SerializeToElement(chosen);
            }
            else if (!field.Multiple && form.Text(name) is { } text)
            {
                values[field.Code!] = field.Kind == ReadingFieldKind.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? JsonSerializer.SerializeToElement(number)
                    : JsonSerializer.SerializeToElement(text);
            }
        }

        return values;
    }

    /// <summary>What an opinion states beside its label, a field a line, in the order of the plan.</summary>
    public static IEnumerable<string> Lines(ReadingPlan plan, JsonElement? fields, Func<string, string, string> line)
    {
        if (fields is not { ValueKind: JsonValueKind.Object } values)
        {
            yield break;
        }

        foreach (var property in values.EnumerateObject())
        {
            var field = plan.Fields.FirstOrDefault(f => f.Code == property.Name);
            yield return line(field?.Display ?? property.Name, Text(field, property.Value));
        }
    }

    private static string Text(ReadingField? field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Text(field, v))),
        JsonValueKind.Number => field?.Unit is { } unit ? $"{value.GetRawText()} {unit}" : value.GetRawText(),
        _ => field?.Choices.FirstOrDefault(c => c.Code == value.ToString())?.Display ?? value.ToString(),
    };
}
