using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hengjian.Interop.Dicom.Json;

/// <summary>Writes data sets as DICOM JSON (PS3.18 annex F). Binary data that was not held is written as its representation alone.</summary>
public static class DicomJsonWriter
{
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One data set as UTF-8; character sets inside are stated as UTF-8 too.</summary>
    public static byte[] Write(DicomDataset dataset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            Write(json, dataset);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, DicomDataset dataset)
    {
        json.WriteStartObject();
        foreach (var element in dataset.Elements)
            Write(json, element);
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, DicomElement element)
    {
        json.WriteStartObject(element.Tag.Key);
        json.WriteString("vr", element.Vr.ToString());
        if (element.Bulk is { Uri: { } uri })
            json.WriteString("BulkDataURI", uri);
        else if (element.Tag == DicomTags.SpecificCharacterSet && element.Texts.Count > 0)
            WriteValues(json, () => json.WriteStringValue("ISO_IR 192"));
        else if (element.Texts.Count > 0)
            WriteValues(json, () => WriteTexts(json, element));
        else if (element.Items.Count > 0)
            WriteValues(json, () => WriteItems(json, element));
        else if (element.Bytes.Length > 0 && DicomVrs.IsOpaque(element.Vr))
            json.WriteBase64String("InlineBinary", element.Bytes.Span);
        else if (element.Bytes.Length > 0)
            WriteValues(json, () => DicomJsonNumbers.Write(json, element));
        json.WriteEndObject();
    }

    static void WriteValues(Utf8JsonWriter json, Action write)
    {
        json.WriteStartArray("Value");
        write();
        json.WriteEndArray();
    }

    static void WriteItems(Utf8JsonWriter json, DicomElement element)
    {
        foreach (var item in element.Items)
            Write(json, item);
    }

    static void WriteTexts(Utf8JsonWriter json, DicomElement element)
    {
        foreach (var text in element.Texts)
        {
            if (text.Length == 0)
                json.WriteNullValue();
            else if (element.Vr == DicomVr.PN)
                WriteName(json, DicomPersonName.Parse(text));
            else if (element.Vr is DicomVr.DS or DicomVr.IS && DicomNumbers.Parse(text) is not null)
                json.WriteRawValue(DicomNumbers.Canonical(text));
            else
                json.WriteStringValue(text);
        }
    }

    static void WriteName(Utf8JsonWriter json, DicomPersonName name)
    {
        json.WriteStartObject();
        WriteGroup(json, "Alphabetic", name.Alphabetic);
        WriteGroup(json, "Ideographic", name.Ideographic);
        WriteGroup(json, "Phonetic", name.Phonetic);
        json.WriteEndObject();
    }

    static void WriteGroup(Utf8JsonWriter json, string property, string group)
    {
        if (group.Length > 0)
            json.WriteString(property, group);
    }
}
