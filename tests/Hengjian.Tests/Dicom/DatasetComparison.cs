using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hengjian.Interop.Dicom;
using Hengjian.Interop.Dicom.Charsets;

namespace Hengjian.Tests.Dicom;

/// <summary>Compares a data set with DICOM JSON by another program: tags, representations, values, items.</summary>
internal static class DatasetComparison
{
    /// <summary>Every difference, one a line.</summary>
    public static IReadOnlyList<string> Differences(DicomDataset dataset, JsonObject json)
    {
        var found = new List<string>();
        Compare(dataset, json, "", found);
        return found;
    }

    static void Compare(DicomDataset dataset, JsonObject json, string path, List<string> found)
    {
        var ours = dataset.Elements.ToDictionary(element => element.Tag.Key);
        string[] leftOut = ["00080005", "FFFCFFFC"];
        foreach (var key in ours.Keys.Concat(json.Select(property => property.Key)).Distinct().Except(leftOut))
        {
            if (!ours.TryGetValue(key, out var element))
                found.Add($"{path}{key} only there");
            else if (json[key] is not JsonObject other)
                found.Add($"{path}{key} only here");
            else
                Compare(element, other, path + key, found);
        }
    }

    static void Compare(DicomElement element, JsonObject json, string path, List<string> found)
    {
        if ((string?)json["vr"] != element.Vr.ToString())
            found.Add($"{path} vr {element.Vr}, there {json["vr"]}");
        var values = json["Value"] as JsonArray ?? [];
        if (element.Vr == DicomVr.SQ)
        {
            if (values.Count != element.Items.Count)
                found.Add($"{path} {element.Items.Count} items, there {values.Count}");
            for (var i = 0; i < Math.Min(values.Count, element.Items.Count); i++)
                Compare(element.Items[i], values[i]!.AsObject(), $"{path}[{i}]/", found);
            return;
        }
        var (here, there) = json["InlineBinary"] is { } binary ? Binary(element, binary) : Values(element, values);
        if (here != there)
            found.Add($"{path} {element.Vr} '{here}', there '{there}'");
    }

    static (string Here, string There) Binary(DicomElement element, JsonNode binary)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String((string)binary!)));
        return (element.Bulk?.Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(element.Bytes.Span)), hash);
    }

    static (string Here, string There) Values(DicomElement element, JsonArray values)
    {
        if (DicomVrs.IsText(element.Vr))
            return (
                Join(element.Texts.Select(text => Canonical(element.Vr, text))),
                Join(values.Select(value => Canonical(element.Vr, Text(value))))
            );
        if (element.Vr == DicomVr.AT)
            return (Convert.ToHexString(element.Bytes.Span), Join(values.Select(value => Swapped((string)value!))));
        return (
            Join(element.Numbers().Select(Number)),
            Join(values.Select(value => Number(element.Vr == DicomVr.FL ? (float)(double)value! : (double)value!)))
        );
    }

    static string Text(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonObject name => string.Join('=', (string?)name["Alphabetic"], (string?)name["Ideographic"], (string?)name["Phonetic"]),
            _ => value.ToString(),
        };

    static string Canonical(DicomVr vr, string text) =>
        vr is DicomVr.DS or DicomVr.IS ? DicomNumbers.Canonical(text) : DicomTextDecoder.Normalise(vr, text);

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Swapped(string tag) => tag[2..4] + tag[..2] + tag[6..8] + tag[4..6];

    static string Join(IEnumerable<string> values) => string.Join('|', values);
}
