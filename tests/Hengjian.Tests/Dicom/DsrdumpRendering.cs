using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Tests.Dicom;

/// <summary>Prints a content tree as dsrdump prints it, so that the two can be compared line by line.</summary>
internal static partial class DsrdumpRendering
{
    static readonly Dictionary<string, string> ImageNames = new()
    {
        ["1.2.840.10008.5.1.4.1.1.2"] = "CT image",
        ["1.2.840.10008.5.1.4.1.1.4"] = "MR image",
        ["1.2.840.10008.5.1.4.1.1.66.4"] = "SG image",
        ["1.2.840.10008.5.1.4.1.1.11.1"] = "GSPS",
        ["1.2.840.10008.5.1.4.1.1.88.11"] = "BasicTextSRStorage",
        ["1.2.840.10008.5.1.4.1.1.9.2.1"] = "HemodynamicWaveformStorage",
    };

    public static IReadOnlyList<string> Lines(SrContentItem root)
    {
        var lines = new List<string>();
        Append(root, 0, lines);
        return lines;
    }

    /// <summary>The tree in dsrdump's output, coordinates rounded to the single precision in which they are stored.</summary>
    public static IReadOnlyList<string> Tree(string dump) =>
        [
            .. dump.Split('\n')
                .SkipWhile(line => !line.StartsWith('<'))
                .TakeWhile(line => line.Length > 0)
                .Select(line => line.Contains("SCOORD", StringComparison.Ordinal) ? Rounded(line) : line),
        ];

    static string Rounded(string line) => Decimals().Replace(line, match => Number(float.Parse(match.Value, CultureInfo.InvariantCulture)));

    static void Append(SrContentItem item, int depth, List<string> lines)
    {
        var line = new StringBuilder().Append(' ', 2 * depth).Append('<');
        if (item.Relationship is { } relationship)
            line.Append(relationship.ToLowerInvariant()).Append(' ');
        if (item.ValueType == SrValueType.Reference)
            line.AppendJoin('.', item.Target).Append('>');
        else
            line.Append(item.ValueType.ToString().ToUpperInvariant())
                .Append(':')
                .Append(Code(item.Concept))
                .Append('=')
                .Append(Value(item))
                .Append('>');
        if (item.ObservedAt is { } at)
            line.Append(CultureInfo.InvariantCulture, $" {{{at[..4]}-{at[4..6]}-{at[6..8]} {at[8..10]}:{at[10..12]}:{at[12..14]}}}");
        if (item.TemplateId is { } template)
            line.Append(
                CultureInfo.InvariantCulture,
                $"  # TID {template} ({string.Join(", ", new[] { item.TemplateResource, item.TemplateResourceUid }.OfType<string>())})"
            );
        lines.Add(line.ToString());
        foreach (var child in item.Children)
            Append(child, depth + 1, lines);
    }

    static string Value(SrContentItem item) =>
        item switch
        {
            { ValueType: SrValueType.Container } => item.Text!,
            { Text: { } text } => $"\"{text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"",
            { Code: { } code } => Code(code),
            { Number: { } number } => $"\"{number.Text}\" {Code(number.Unit)}",
            { Reference: { } reference } => Reference(reference),
            { Region: { } region } => $"({region.Type},{Coordinates(item.ValueType, region)})",
            _ => "",
        };

    static string Code(CodedConcept? code) =>
        code is null ? "" : $"({code.Value},{code.Scheme}{(code.Version is null ? "" : $"[{code.Version}]")},\"{code.Meaning}\")";

    static string Reference(SrObjectReference reference)
    {
        var details = reference
            .Frames.Concat(reference.Segments)
            .Select(number => $",{number}")
            .Concat(reference.Channels.Chunk(2).Select(pair => $",{pair[0]}/{pair[1]}"));
        var text = $"({ImageNames[reference.SopClassUid!]},\"{reference.SopInstanceUid}\"{string.Concat(details)})";
        return reference.AppliedTo is { } state ? $"{text},{Reference(state)}" : text;
    }

    static string Coordinates(SrValueType type, SrRegion region)
    {
        var size = type switch
        {
            SrValueType.Scoord => 2,
            SrValueType.Scoord3D => 3,
            _ => 1,
        };
        return string.Join(',', region.Coordinates.Chunk(size).Select(point => string.Join('/', point.Select(value => Number((float)value)))));
    }

    static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=[,/])\d+\.\d+", RegexOptions.None, 1000)]
    private static partial Regex Decimals();
}
