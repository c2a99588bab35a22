using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hengjian.Cli.Methods;

/// <summary>
/// Writes a result as JSON: doubles in their shortest round-trip form, texts as they are, and never NaN or an infinity:
/// such a value is written as null, with a <c>reason</c> beside it unless the method gave one.
/// </summary>
internal static class ResultWriter
{
    const string ReasonKey = "reason";

    static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonObject result)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, result);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    static void Write(Utf8JsonWriter json, JsonNode? node)
    {
        switch (node)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonObject properties:
                WriteObject(json, properties);
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (var item in items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue(out double number):
                if (double.IsFinite(number))
                    json.WriteNumberValue(number == 0 ? 0 : number); // no negative zero
                else
                    json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }

    static void WriteObject(Utf8JsonWriter json, JsonObject properties)
    {
        json.WriteStartObject();
        string? undefined = null;
        foreach (var (name, node) in properties)
        {
            if (node is JsonValue value && value.TryGetValue(out double number) && !double.IsFinite(number))
                undefined ??= name;
            json.WritePropertyName(name);
            Write(json, node);
        }

        if (undefined is not null && properties[ReasonKey] is null)
            json.WriteString(ReasonKey, $"{undefined} is not defined on these data");
        json.WriteEndObject();
    }
}
