using System.Globalization;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>One image of an examination, by DICOM's identities; what is not known is null.</summary>
/// <param name="Frame">Frame of a multi-frame image, from 1.</param>
public sealed record ImageReference(string? Study, string? Series, string Instance, int? Frame = null)
{
    private const int LongestUid = 64;

    /// <summary>Whether a text has the form of a UID (PS3.5 9.1): digits and dots, at most 64.</summary>
    public static bool IsUid(string? text) => text is { Length: > 0 and <= LongestUid } && text.All(c => char.IsAsciiDigit(c) || c == '.');
}

/// <summary>Addresses in the institution's image viewer.</summary>
public static class ViewerAddress
{
    /// <summary>The template with its places filled and escaped; null without a template, or where it asks for what is not known.</summary>
    public static string? For(string? template, string? accession, string? study, ImageReference? image = null)
    {
        if (template is null)
        {
            return null;
        }

        (string Place, string? Value)[] places =
        [
            ("{accession}", accession), ("{study}", image?.Study ?? study), ("{series}", image?.Series), ("{instance}", image?.Instance),
            // An image without frames is its first frame.
            ("{frame}", image is null ? null : (image.Frame ?? 1).ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var (place, value) in places)
        {
            if (!template.Contains(place, StringComparison.Ordinal))
            {
                continue;
            }

            if (string.IsNullOrEmpty(value))
            {
                return null;
            }

            template = template.Replace(place, Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return template;
    }
}
