using System.Text;

namespace Hengjian.Interop.Dicom.Charsets;

/// <summary>One code element of ISO 2022 as DICOM uses it: which code points one or two bytes stand for.</summary>
internal sealed class CodeSet
{
    const char Missing = '\uFFFD';

    readonly char[]? _single;
    readonly Encoding? _double;
    readonly byte _firstBits;
    readonly byte _secondBits;

    CodeSet(char[] single) => _single = single;

    CodeSet(int codePage, byte firstBits, byte secondBits)
    {
        _double = CodePage(codePage);
        (_firstBits, _secondBits) = (firstBits, secondBits);
    }

    /// <summary>Bytes of one character: 1 or 2.</summary>
    public int Width => _single is null ? 2 : 1;

    /// <summary>G0: ASCII (IR 6).</summary>
    public static CodeSet Ascii { get; } = new(Table(value => value < 0x80 ? (char)value : Missing));

    /// <summary>G0: JIS X 0201 romaji (IR 14), ASCII but for two characters.</summary>
    public static CodeSet Romaji { get; } =
        new(
            Table(value =>
                value switch
                {
                    0x5C => '\u00A5',
                    0x7E => '\u203E',
                    < 0x80 => (char)value,
                    _ => Missing,
                }
            )
        );

    /// <summary>G1: JIS X 0201 katakana (IR 13).</summary>
    public static CodeSet Katakana { get; } = new(Table(value => value is >= 0xA1 and <= 0xDF ? (char)(0xFF61 + value - 0xA1) : Missing));

    /// <summary>G0: JIS X 0208 kanji (IR 87), by the Japanese EUC page that holds both planes.</summary>
    public static CodeSet Jis0208 { get; } = new(20932, 0x80, 0x80);

    /// <summary>G0: JIS X 0212 supplementary kanji (IR 159): that page keeps the second byte without its high bit.</summary>
    public static CodeSet Jis0212 { get; } = new(20932, 0x80, 0x00);

    /// <summary>G1: KS X 1001 hangul and hanja (IR 149).</summary>
    public static CodeSet Ks1001 { get; } = new(949, 0x80, 0x80);

    /// <summary>G1: GB 2312 (IR 58).</summary>
    public static CodeSet Gb2312 { get; } = new(936, 0x80, 0x80);

    /// <summary>G1: the upper half of a single-byte page.</summary>
    public static CodeSet UpperHalf(int codePage)
    {
        var encoding = CodePage(codePage);
        return new(Table(value => value >= 0xA0 && encoding.GetString([(byte)value]) is [var character] ? character : Missing));
    }

    /// <summary>The character of one byte, or of two; false where the set has none.</summary>
    public bool TryDecode(byte first, byte second, out string character)
    {
        if (_single is not null)
        {
            character = _single[first].ToString();
            return _single[first] != Missing;
        }
        character = _double!.GetString([(byte)(first | _firstBits), _secondBits == 0 ? (byte)(second & 0x7F) : (byte)(second | _secondBits)]);
        return !character.Contains(Missing);
    }

    static char[] Table(Func<int, char> map) => [.. Enumerable.Range(0, 256).Select(map)];

    static Encoding CodePage(int number) =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? Encoding.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
}
