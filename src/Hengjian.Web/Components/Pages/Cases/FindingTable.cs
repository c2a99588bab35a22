using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hengjian.Governance.Cases.Readings;

namespace Hengjian.Web.Components.Pages.Cases;

/// <summary>One finding: its members as text, and the images that show it.</summary>
internal sealed record FindingRow(IReadOnlyDictionary<string, string> Cells, IReadOnlyList<ImageReference> Images);

/// <summary>
/// An AI's findings as a table, whatever made them: a list of objects, an object that holds one, or the groups of a structured report. Images are named by DICOM's
/// identities, in a member <c>images</c> or <c>image</c> or beside the finding's own members.
/// </summary>
internal sealed record FindingTable(IReadOnlyList<string> Columns, IReadOnlyList<FindingRow> Rows, string? Raw)
{
    private const int MostRows = 200;
    private const int MostColumns = 12;
    private const string Instance = "sopInstanceUid";

    /// <summary>Members that tell where an image lies rather than what was found.</summary>
    private static readonly string[] Places = ["images", "image", "studyInstanceUid", "seriesInstanceUid", Instance, "frame", "frames"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FindingTable Empty { get; } = new([], [], null);

    public static FindingTable Of(JsonElement? findings)
    {
        if (findings is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } found)
        {
            return Empty;
        }

        if (Objects(found) is not { } objects)
        {
            return new FindingTable([], [], JsonSerializer.Serialize(found, Indented));
        }

        var rows = objects.Take(MostRows).Select(Row).ToList();
        return new FindingTable([.. rows.SelectMany(r => r.Cells.Keys).Distinct().Take(MostColumns)], rows, null);
    }

    /// <summary>The list of objects that is the findings; null where there is none.</summary>
    private static List<JsonElement>? Objects(JsonElement found)
    {
        if (found.ValueKind == JsonValueKind.Object)
        {
            // Other members would be lost in a table; those of a structured report beside its groups are particulars of the report.
            var list = found.TryGetProperty("groups", out var groups) ? groups : found.EnumerateObject().Take(2).ToList() is [var only] ? only.Value : default;
            return list.ValueKind == JsonValueKind.Array ? Objects(list) : null;
        }

        return found.ValueKind == JsonValueKind.Array && found.GetArrayLength() > 0 && found.EnumerateArray().All(f => f.ValueKind == JsonValueKind.Object)
            ? [.. found.EnumerateArray()]
            : null;
    }

    private static FindingRow Row(JsonElement finding)
    {
        var images = Images(finding).Distinct().ToList();
        var cells = finding.EnumerateObject()
            .Where(p => !IsEmpty(p.Value) && (images.Count == 0 || !Places.Contains(p.Name)))
            .GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Text(g.Last().Value), StringComparer.Ordinal);
        return new FindingRow(cells, images);
    }

    private static IEnumerable<ImageReference> Images(JsonElement finding)
    {
        var named = finding.TryGetProperty("images", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList()
            : finding.TryGetProperty("image", out var one) ? [one]
            : [finding];
        foreach (var image in named.Where(i => i.ValueKind == JsonValueKind.Object))
        {
            if (Uid(image, Instance) is not { } instance)
            {
                continue;
            }

            var reference = new ImageReference(Uid(image, "studyInstanceUid"), Uid(image, "seriesInstanceUid"), instance);
            var frames = Frames(image).ToList();
            foreach (var frame in frames.Count == 0 ? [null] : frames)
            {
                yield return reference with { Frame = frame };
            }
        }
    }

    private static IEnumerable<int?> Frames(JsonElement image) =>
        (image.TryGetProperty("frames", out var several) && several.ValueKind == JsonValueKind.Array ? several.EnumerateArray().ToList() : image.TryGetProperty("frame", out var one) ? [one] : [])
        .Select(f => f.ValueKind == JsonValueKind.Number && f.TryGetInt32(out var number) && number > 0 ? number : (int?)null)
        .Where(f => f is not null);

    /// <summary>A text that has the form of a UID; anything else an algorithm may have written there leads nowhere.</summary>
    private static string? Uid(JsonElement image, string name) =>
        image.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && ImageReference.IsUid(value.GetString()) ? value.GetString() : null;

    private static bool IsEmpty(JsonElement value) => value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);

    /// <summary>A measurement reads "Diameter 8.4 mm", several stand one after the other.</summary>
    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(' ', value.EnumerateObject().Where(p => !IsEmpty(p.Value)).Select(p => Text(p.Value))),
        _ => value.ToString(),
    };
}
