using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hengjian.Interop.Dicom.Charsets;

namespace Hengjian.Interop.Dicom.Json;

/// <summary>
/// Reads DICOM JSON (PS3.18 annex F) into the same data sets as <see cref="DicomReader"/>. Types are strict: every element names a known
/// representation and holds values of its JSON type; only a bare string or number is taken for a list of one. BulkDataURI counts as binary
/// data not held. Group 0002 is left out.
/// </summary>
public static class DicomJsonReader
{
    static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads one data set, or an array of them as STOW-RS sends.</summary>
    /// <exception cref="DicomFormatException">The document cannot be read; nothing else is thrown for any content.</exception>
    public static IReadOnlyList<DicomObject> Read(ReadOnlyMemory<byte> utf8, DicomReadOptions? options = null)
    {
        options ??= DicomReadOptions.Default;
        var budget = new Budget(options);
        try
        {
            using var document = Parse(utf8, options);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => [ReadObject(document.RootElement, budget)],
                JsonValueKind.Array => [.. document.RootElement.EnumerateArray().Select(item => ReadObject(item, budget))],
                _ => throw new DicomFormatException(DicomFailure.InvalidJson, "Neither an object nor an array."),
            };
        }
        catch (InvalidOperationException invalid)
        {
            throw new DicomFormatException(DicomFailure.InvalidText, "A string with half a surrogate pair.", inner: invalid);
        }
    }

    /// <summary>Reads a document of exactly one data set.</summary>
    /// <exception cref="DicomFormatException">The document cannot be read or holds none or several.</exception>
    public static DicomObject ReadOne(ReadOnlyMemory<byte> utf8, DicomReadOptions? options = null) =>
        Read(utf8, options) is [var only] ? only : throw new DicomFormatException(DicomFailure.InvalidJson, "Not exactly one data set.");

    /// <summary>
    /// The data sets of a document, each as UTF-8 of its own, so that one that is wrong does not refuse the others.
    /// </summary>
    /// <exception cref="DicomFormatException">The document is no JSON, or neither an object nor an array.</exception>
    public static IReadOnlyList<byte[]> Split(ReadOnlyMemory<byte> utf8, DicomReadOptions? options = null)
    {
        options ??= DicomReadOptions.Default;
        try
        {
            using var document = Parse(utf8, options);
            IEnumerable<JsonElement> parts = document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => [document.RootElement],
                JsonValueKind.Array => document.RootElement.EnumerateArray(),
                _ => throw new DicomFormatException(DicomFailure.InvalidJson, "Neither an object nor an array."),
            };
            return [.. parts.Select(part => Encoding.UTF8.GetBytes(part.GetRawText()))];
        }
        catch (InvalidOperationException invalid)
        {
            throw new DicomFormatException(DicomFailure.InvalidText, "A string with half a surrogate pair.", inner: invalid);
        }
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> utf8, DicomReadOptions options)
    {
        if (utf8.Length > options.MaxJsonBytes)
            throw new DicomFormatException(DicomFailure.TooLarge, $"{utf8.Length} bytes of JSON, {options.MaxJsonBytes} allowed.");

        if (utf8.Span.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];

        // A sequence adds three levels: the element, its array, the item. The data set, a list of them, and a person name add three more.
        var depth = (3 * options.MaxDepth) + 8;
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
        }
        catch (JsonException invalid)
        {
            var reason = invalid.Message.Contains("depth", StringComparison.Ordinal) ? DicomFailure.TooDeep : DicomFailure.InvalidJson;
            throw new DicomFormatException(
                reason,
                $"Line {invalid.LineNumber + 1}, byte {invalid.BytePositionInLine}: not readable as JSON.",
                inner: invalid
            );
        }
    }

    static DicomObject ReadObject(JsonElement json, Budget budget)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new DicomFormatException(DicomFailure.InvalidJson, "A data set is not an object.");
        var dataset = ReadDataset(json, budget, 0);
        if (dataset.Elements.Count == 0)
            throw new DicomFormatException(DicomFailure.NotDicom, "No data set.");
        return new(new DicomDataset(), dataset, DicomTransferSyntax.ExplicitLittleEndian);
    }

    static DicomDataset ReadDataset(JsonElement json, Budget budget, int depth)
    {
        var dataset = new DicomDataset();
        foreach (var property in json.EnumerateObject())
        {
            if (!DicomTag.TryParseKey(property.Name, out var tag))
                throw new DicomFormatException(DicomFailure.InvalidJson, "A name is not eight hexadecimal digits.");
            budget.Count(tag);
            var element = ReadElement(tag, property.Value, budget, depth);
            if (tag.Group is not (0x0002 or 0xFFFE) && tag.Element != 0 && tag != DicomTags.DataSetTrailingPadding)
                dataset.Add(element);
        }
        if (dataset.Seal() is { } twice)
            throw new DicomFormatException(DicomFailure.DuplicateElement, "The element occurs twice.", twice.Tag);
        return dataset;
    }

    static DicomElement ReadElement(DicomTag tag, JsonElement json, Budget budget, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Wrong(tag, "not an object");
        if (
            !json.TryGetProperty("vr", out var letters)
            || letters.ValueKind != JsonValueKind.String
            || !DicomVrs.TryParse(letters.GetString(), out var vr)
        )
            throw Wrong(tag, "no value representation");
        var hasValue = json.TryGetProperty("Value", out var value);
        var hasBinary = json.TryGetProperty("InlineBinary", out var binary);
        var hasUri = json.TryGetProperty("BulkDataURI", out var uri);
        if ((hasValue ? 1 : 0) + (hasBinary ? 1 : 0) + (hasUri ? 1 : 0) > 1)
            throw Wrong(tag, "more than one of Value, InlineBinary and BulkDataURI");
        if (hasUri)
            return new(tag, vr)
            {
                Bulk = new(0, null, uri.ValueKind == JsonValueKind.String ? uri.GetString() : throw Wrong(tag, "BulkDataURI is no string")),
            };
        if (hasBinary)
            return ReadBinary(tag, vr, binary, budget);
        var element = new DicomElement(tag, vr);
        if (!hasValue)
            return element;
        JsonElement[] values = value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray()],
            JsonValueKind.String or JsonValueKind.Number => [value],
            _ => throw Wrong(tag, "Value is no array"),
        };
        if (vr == DicomVr.SQ)
            element.Items = ReadItems(tag, values, budget, depth + 1);
        else if (DicomVrs.IsText(vr))
            element.Texts = ReadTexts(tag, vr, values, budget);
        else if (DicomVrs.IsOpaque(vr))
            throw Wrong(tag, $"representation {vr} needs InlineBinary");
        else
            element.Bytes = budget.Hold(tag, DicomJsonNumbers.Encode(tag, vr, values));
        return element;
    }

    static List<DicomDataset> ReadItems(DicomTag tag, JsonElement[] values, Budget budget, int depth)
    {
        if (depth > budget.Options.MaxDepth)
            throw new DicomFormatException(DicomFailure.TooDeep, $"Sequences deeper than {budget.Options.MaxDepth}.", tag);
        var items = new List<DicomDataset>();
        foreach (var item in values)
        {
            budget.Count(tag);
            items.Add(
                item.ValueKind switch
                {
                    JsonValueKind.Object => ReadDataset(item, budget, depth),
                    JsonValueKind.Null => new DicomDataset(),
                    _ => throw Wrong(tag, "an item is not an object"),
                }
            );
        }
        return items;
    }

    static string[] ReadTexts(DicomTag tag, DicomVr vr, JsonElement[] values, Budget budget)
    {
        var texts = new string[values.Length];
        var index = 0;
        foreach (var item in values)
        {
            var text = item.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.String when vr != DicomVr.PN => item.GetString()!,
                JsonValueKind.Number when vr is DicomVr.DS or DicomVr.IS => item.GetRawText(),
                JsonValueKind.Object when vr == DicomVr.PN => ReadName(tag, item),
                _ => throw Wrong(tag, $"a value of JSON type {item.ValueKind} in representation {vr}"),
            };
            if (text.Length > budget.Options.MaxTextBytes)
                throw new DicomFormatException(DicomFailure.TextTooLong, $"{text.Length} characters, {budget.Options.MaxTextBytes} allowed.", tag);
            budget.Hold(tag, text.Length);
            if (DicomVrs.IsMultiValuedText(vr) && text.Contains('\\', StringComparison.Ordinal))
                throw new DicomFormatException(DicomFailure.InvalidValue, "A backslash inside a value.", tag);
            texts[index++] = DicomTextDecoder.Normalise(vr, text);
        }
        return texts is [""] ? [] : texts;
    }

    static string ReadName(DicomTag tag, JsonElement name)
    {
        string Group(string property) =>
            !name.TryGetProperty(property, out var group) || group.ValueKind == JsonValueKind.Null ? ""
            : group.ValueKind == JsonValueKind.String ? group.GetString()!
            : throw Wrong(tag, "a name group is no string");
        return string.Join('=', Group("Alphabetic"), Group("Ideographic"), Group("Phonetic"));
    }

    static DicomElement ReadBinary(DicomTag tag, DicomVr vr, JsonElement binary, Budget budget)
    {
        if (DicomVrs.IsText(vr) || vr == DicomVr.SQ)
            throw Wrong(tag, $"InlineBinary in representation {vr}");
        if (binary.ValueKind != JsonValueKind.String || !binary.TryGetBytesFromBase64(out var bytes))
            throw Wrong(tag, "InlineBinary is not Base64");
        if (DicomTags.IsPixelData(tag) || bytes.Length > budget.Options.BulkThreshold)
            return new(tag, vr) { Bulk = new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), null) };
        return new(tag, vr) { Bytes = budget.Hold(tag, bytes) };
    }

    static DicomFormatException Wrong(DicomTag tag, string what) => new(DicomFailure.InvalidJson, $"Not DICOM JSON: {what}.", tag);

    /// <summary>What one document may still spend.</summary>
    sealed class Budget(DicomReadOptions options)
    {
        int _elements;
        long _held;

        public DicomReadOptions Options => options;

        public void Count(DicomTag tag)
        {
            if (++_elements > options.MaxElements)
                throw new DicomFormatException(DicomFailure.TooManyElements, $"More than {options.MaxElements} elements and items.", tag);
        }

        public byte[] Hold(DicomTag tag, byte[] bytes)
        {
            Hold(tag, bytes.Length);
            return bytes;
        }

        public void Hold(DicomTag tag, long bytes)
        {
            _held += bytes;
            if (_held > options.MaxHeldBytes)
                throw new DicomFormatException(DicomFailure.TooLarge, $"Values of more than {options.MaxHeldBytes} bytes.", tag);
        }
    }
}
