using System.Text;

namespace Hengjian.Interop.Dicom.Charsets;

/// <summary>What (0008,0005) declares (PS3.3 C.12.1.1.2): either one encoding for all text, or ISO 2022 code elements.</summary>
internal sealed class DicomCharacterSet
{
    static readonly Dictionary<string, Func<CodeSet>> UpperHalves = new()
    {
        ["100"] = () => CodeSet.UpperHalf(28591),
        ["101"] = () => CodeSet.UpperHalf(28592),
        ["109"] = () => CodeSet.UpperHalf(28593),
        ["110"] = () => CodeSet.UpperHalf(28594),
        ["144"] = () => CodeSet.UpperHalf(28595),
        ["127"] = () => CodeSet.UpperHalf(28596),
        ["126"] = () => CodeSet.UpperHalf(28597),
        ["138"] = () => CodeSet.UpperHalf(28598),
        ["148"] = () => CodeSet.UpperHalf(28599),
        ["203"] = () => CodeSet.UpperHalf(28605),
        ["166"] = () => CodeSet.UpperHalf(874),
        ["13"] = () => CodeSet.Katakana,
    };

    /// <summary>Numbers of the sets that text reaches by an escape alone.</summary>
    static readonly string[] ByEscape = ["6", "87", "159", "149", "58"];

    readonly Encoding? _strict;
    readonly Encoding? _lenient;
    readonly Iso2022Decoder? _iso2022;

    DicomCharacterSet(Encoding strict, Encoding lenient) => (_strict, _lenient) = (strict, lenient);

    DicomCharacterSet(CodeSet g0, CodeSet? g1) => _iso2022 = new(g0, g1);

    /// <summary>ASCII alone, what holds where nothing is declared.</summary>
    public static DicomCharacterSet Default { get; } = new(CodeSet.Ascii, null);

    /// <summary>Reads the values of (0008,0005).</summary>
    /// <exception cref="DicomFormatException">A term is unknown, or UTF-8, GB18030 or GBK stand after another set.</exception>
    public static DicomCharacterSet Parse(IReadOnlyList<string> terms)
    {
        if (terms.All(string.IsNullOrWhiteSpace))
            return Default;
        if (WholeEncoding(terms[0]) is { } whole)
            return whole;
        foreach (var other in terms.Skip(1))
        {
            if (!UpperHalves.ContainsKey(Number(other)) && !ByEscape.Contains(Number(other)))
                throw Unknown(other);
        }
        var first = Number(terms[0]);
        if (UpperHalves.TryGetValue(first, out var upper))
            return new(first == "13" ? CodeSet.Romaji : CodeSet.Ascii, upper());
        return ByEscape.Contains(first) ? Default : throw Unknown(terms[0]);
    }

    /// <summary>The text the bytes stand for; false, with U+FFFD at each fault, where they stand for none.</summary>
    public bool TryDecode(ReadOnlySpan<byte> bytes, DicomVr vr, out string text)
    {
        if (_iso2022 is not null)
            return _iso2022.TryDecode(bytes, vr, out text);
        try
        {
            text = _strict!.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = _lenient!.GetString(bytes);
            return false;
        }
    }

    static DicomCharacterSet? WholeEncoding(string term) =>
        Compact(term) switch
        {
            "ISOIR192" or "UTF8" => new(new UTF8Encoding(false, true), Encoding.UTF8),
            "GB18030" => CodePage(54936),
            "GBK" => CodePage(936),
            _ => null,
        };

    static DicomCharacterSet CodePage(int number) =>
        new(
            CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
            CodePagesEncodingProvider.Instance.GetEncoding(number)!
        );

    /// <summary>The registration number in a term; 6 for an empty one. ISO_IR n and ISO 2022 IR n are taken alike, as devices mix them.</summary>
    static string Number(string term)
    {
        if (string.IsNullOrWhiteSpace(term))
            return "6";
        var compact = Compact(term);
        return compact.StartsWith("ISO2022IR", StringComparison.Ordinal) ? compact[9..]
            : compact.StartsWith("ISOIR", StringComparison.Ordinal) ? compact[5..]
            : compact;
    }

    static string Compact(string term) =>
        term.Replace(" ", "", StringComparison.Ordinal)
            .Replace("_", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal)
            .ToUpperInvariant();

    static DicomFormatException Unknown(string term) =>
        new(DicomFailure.UnknownCharacterSet, $"Character set '{term}'.", DicomTags.SpecificCharacterSet);
}
