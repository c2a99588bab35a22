using System.Globalization;

namespace Hengjian.Interop.Dicom;

/// <summary>Decimal and integer strings (PS3.5 table 6.2-1, DS and IS).</summary>
internal static class DicomNumbers
{
    /// <summary>The finite number a DS or IS value states, or null.</summary>
    public static double? Parse(string text) =>
        double.TryParse(
            text.AsSpan().Trim(),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value
        ) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>One spelling for equal numbers, so that 1.70 and 1.7 compare as equal; other text as it is.</summary>
    public static string Canonical(string text) =>
        Parse(text) is { } value ? (value == 0 ? 0d : value).ToString("R", CultureInfo.InvariantCulture) : text;
}
