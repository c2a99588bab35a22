using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hengjian.Ledger;

/// <summary>
/// The JSON Canonicalization Scheme of RFC 8785: one sequence of bytes for each JSON value. Refused, because they have no such form or would change
/// meaning silently: NaN, infinities, numbers beyond the range of a double, two members of one name, lone surrogates, nesting deeper than
/// <see cref="CanonicalJsonWriter.MaxDepth"/>, and integers beyond ±2^53 unless they are already written as the double's canonical digits.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = CanonicalJsonWriter.MaxDepth };

    /// <summary>The canonical bytes of a parsed value.</summary>
    /// <exception cref="LedgerFormatException">The value has no canonical form.</exception>
    public static byte[] Serialize(JsonElement value) => Write(writer => Write(writer, value));

    /// <summary>The canonical bytes of a tree; null is JSON's <c>null</c>.</summary>
    /// <exception cref="LedgerFormatException">The value has no canonical form.</exception>
    public static byte[] Serialize(JsonNode? value) => Write(writer => Write(writer, value));

    /// <summary>Parses UTF-8 JSON (no comments, no trailing commas) and gives its canonical bytes.</summary>
    /// <exception cref="LedgerFormatException">Not JSON, or without a canonical form.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json, ParseOptions);
            return Serialize(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new LedgerFormatException("Not JSON: " + e.Message, e);
        }
    }

    /// <summary>The bytes of the one value that <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<CanonicalJsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>(1024);
        var writer = new CanonicalJsonWriter(buffer);
        write(writer);
        writer.EnsureComplete();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a parsed value where the writer stands.</summary>
    public static void Write(CanonicalJsonWriter writer, JsonElement value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, value);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteString(Text(value));
                break;
            case JsonValueKind.Number:
                writer.WriteNumber(Number(JsonMarshal.GetRawUtf8Value(value)));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetBoolean());
                break;
            case JsonValueKind.Null:
                writer.WriteNull();
                break;
            default:
                throw new LedgerFormatException("There is no JSON value.");
        }
    }

    /// <summary>Writes a tree where the writer stands.</summary>
    public static void Write(CanonicalJsonWriter writer, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, member) in Members(members))
                {
                    writer.WritePropertyName(name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                WriteLeaf(writer, value.AsValue());
                break;
        }
    }

    private static void WriteObject(CanonicalJsonWriter writer, JsonElement value)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var property in value.EnumerateObject())
            members.Add((Name(property), property.Value));
        members.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));

        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            Write(writer, member);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject value)
    {
        try
        {
            return value.OrderBy(member => member.Key, StringComparer.Ordinal).ToList();
        }
        catch (ArgumentException e)
        {
            // A lazily parsed object reports two members of one name this way.
            throw new LedgerFormatException("A member occurs twice.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new LedgerFormatException("A member name is not valid Unicode.", e);
        }
    }

    private static void WriteLeaf(CanonicalJsonWriter writer, JsonValue value)
    {
        // A CLR string or double is taken as it is: a JSON writer in between would mend lone surrogates silently.
        if (value.TryGetValue<JsonElement>(out var parsed))
            Write(writer, parsed);
        else if (value.TryGetValue<string>(out var text))
            writer.WriteString(text);
        else if (value.TryGetValue<double>(out var number))
            writer.WriteNumber(number);
        else
            Write(writer, JsonSerializer.SerializeToElement(value));
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new LedgerFormatException("A string is not valid Unicode.", e);
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw new LedgerFormatException("A member name is not valid Unicode.", e);
        }
    }

    private static double Number(ReadOnlySpan<byte> token)
    {
        var value = double.Parse(token, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (Math.Abs(value) >= CanonicalJsonWriter.MaxInteger && token.IndexOfAny(".eE"u8) < 0)
        {
            Span<byte> canonical = stackalloc byte[EcmaScriptNumber.MaxLength];
            if (!token.SequenceEqual(canonical[..EcmaScriptNumber.Format(value, canonical)]))
                throw new LedgerFormatException("An integer beyond 2^53 would be rounded; write it as text.");
        }

        return value;
    }
}
