using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hengjian.Governance.Regulations;

/// <summary>
/// Decisions as JSON: fixed property order, keys of facts and arguments in ordinal order, enumerations in camelCase, no white space.
/// The same decisions give the same text, so that it can be signed and compared years later.
/// </summary>
public static class DecisionJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One decision as a JSON object.</summary>
    public static string Serialize(Decision decision) => JsonSerializer.Serialize(decision, Options);

    /// <summary>Decisions as a JSON array, in the given order.</summary>
    public static string Serialize(IEnumerable<Decision> decisions) => JsonSerializer.Serialize(decisions.ToArray(), Options);

    /// <summary>Reads an array written by <see cref="Serialize(IEnumerable{Decision})"/>.</summary>
    /// <exception cref="JsonException">The text is no such array.</exception>
    public static IReadOnlyList<Decision> DeserializeList(string json) =>
        JsonSerializer.Deserialize<Decision[]>(json, Options) ?? throw new JsonException("Decisions expected, found null.");
}

/// <summary>Writes and reads <see cref="Decision"/> in the form that <see cref="DecisionJson"/> describes.</summary>
public sealed class DecisionJsonConverter : JsonConverter<Decision>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Decision value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("clause", value.Clause);
        writer.WriteString("outcome", CodeName.Of(value.Outcome));
        writer.WriteString("level", CodeName.Of(value.Level));
        writer.WriteStartObject("facts");
        foreach (var fact in value.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(fact.Key);
            WriteFact(writer, fact.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("missing");
        foreach (var item in value.Missing)
            WriteMissing(writer, item);
        writer.WriteEndArray();
        writer.WriteString("pack", value.Pack);
        if (value.Deviations.Count > 0)
        {
            writer.WriteStartArray("deviations");
            foreach (var deviation in value.Deviations)
                WriteDeviation(writer, deviation);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override Decision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        try
        {
            return new Decision(
                Text(root, "clause"),
                CodeName.Parse<ClauseOutcome>(Text(root, "outcome")),
                CodeName.Parse<ClauseLevel>(Text(root, "level")),
                root.GetProperty("facts").EnumerateObject().ToDictionary(p => p.Name, p => ReadFact(p.Value), StringComparer.Ordinal),
                [.. root.GetProperty("missing").EnumerateArray().Select(ReadMissing)],
                Text(root, "pack"))
            {
                Deviations = root.TryGetProperty("deviations", out var list) ? [.. list.EnumerateArray().Select(ReadDeviation)] : [],
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("Not a decision: " + e.Message, e);
        }
    }

    private static void WriteFact(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string s: writer.WriteStringValue(s); break;
            case bool b: writer.WriteBooleanValue(b); break;
            case int i: writer.WriteNumberValue(i); break;
            case long l: writer.WriteNumberValue(l); break;
            case IEnumerable<object?> list:
                writer.WriteStartArray();
                foreach (var item in list)
                    WriteFact(writer, item);
                writer.WriteEndArray();
                break;
            default:
                throw new JsonException($"A fact may be null, text, a truth value, a whole number or a list of these, not {value.GetType().Name}.");
        }
    }

    private static object? ReadFact(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.Array => value.EnumerateArray().Select(ReadFact).ToArray(),
        _ => throw new JsonException("A fact may not be an object."),
    };

    private static void WriteMissing(Utf8JsonWriter writer, MissingItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("code", item.Code);
        writer.WriteStartObject("arguments");
        foreach (var argument in item.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal))
            writer.WriteString(argument.Key, argument.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static MissingItem ReadMissing(JsonElement item) => new(
        Text(item, "code"),
        item.GetProperty("arguments").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "", StringComparer.Ordinal));

    private static void WriteDeviation(Utf8JsonWriter writer, PackDeviation deviation)
    {
        writer.WriteStartObject();
        writer.WriteString("clause", deviation.Clause);
        writer.WriteString("parameter", deviation.Parameter);
        writer.WriteString("base", deviation.Base);
        writer.WriteString("overlay", deviation.Overlay);
        writer.WriteString("overlayPack", deviation.OverlayPack);
        writer.WriteString("approvedBy", deviation.ApprovedBy);
        writer.WriteString("approvedOn", deviation.ApprovedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("reason", deviation.Reason);
        writer.WriteEndObject();
    }

    private static PackDeviation ReadDeviation(JsonElement item) => new(
        Text(item, "clause"),
        Text(item, "parameter"),
        item.GetProperty("base").GetString(),
        item.GetProperty("overlay").GetString(),
        Text(item, "overlayPack"),
        Text(item, "approvedBy"),
        DateOnly.ParseExact(Text(item, "approvedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Text(item, "reason"));

    private static string Text(JsonElement parent, string name) =>
        parent.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");
}
