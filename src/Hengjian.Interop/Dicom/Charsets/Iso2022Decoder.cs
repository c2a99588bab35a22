using System.Text;

namespace Hengjian.Interop.Dicom.Charsets;

/// <summary>
/// Text with code extensions (PS3.5 6.1.2.5): escapes designate sets to the lower (G0) and upper (G1) half; control characters and
/// delimiters bring the initial ones back.
/// </summary>
internal sealed class Iso2022Decoder(CodeSet initialG0, CodeSet? initialG1)
{
    const byte Escape = 0x1B;

    /// <summary>The bytes after ESC of every designation that DICOM defines (PS3.3 tables C.12-3 and C.12-4).</summary>
    static readonly (byte[] Sequence, bool IsG1, CodeSet Set)[] Designations =
    [
        ("(B"u8.ToArray(), false, CodeSet.Ascii),
        ("(J"u8.ToArray(), false, CodeSet.Romaji),
        (")I"u8.ToArray(), true, CodeSet.Katakana),
        ("$B"u8.ToArray(), false, CodeSet.Jis0208),
        ("$(D"u8.ToArray(), false, CodeSet.Jis0212),
        ("$)C"u8.ToArray(), true, CodeSet.Ks1001),
        ("$)A"u8.ToArray(), true, CodeSet.Gb2312),
        ("-A"u8.ToArray(), true, CodeSet.UpperHalf(28591)),
        ("-B"u8.ToArray(), true, CodeSet.UpperHalf(28592)),
        ("-C"u8.ToArray(), true, CodeSet.UpperHalf(28593)),
        ("-D"u8.ToArray(), true, CodeSet.UpperHalf(28594)),
        ("-L"u8.ToArray(), true, CodeSet.UpperHalf(28595)),
        ("-G"u8.ToArray(), true, CodeSet.UpperHalf(28596)),
        ("-F"u8.ToArray(), true, CodeSet.UpperHalf(28597)),
        ("-H"u8.ToArray(), true, CodeSet.UpperHalf(28598)),
        ("-M"u8.ToArray(), true, CodeSet.UpperHalf(28599)),
        ("-b"u8.ToArray(), true, CodeSet.UpperHalf(28605)),
        ("-T"u8.ToArray(), true, CodeSet.UpperHalf(874)),
    ];

    /// <summary>The text the bytes stand for; false, with U+FFFD at each fault, where they stand for none.</summary>
    public bool TryDecode(ReadOnlySpan<byte> bytes, DicomVr vr, out string text)
    {
        if (initialG0 == CodeSet.Ascii && !bytes.ContainsAnyExceptInRange((byte)0, (byte)0x7F) && !bytes.Contains(Escape))
        {
            text = Encoding.ASCII.GetString(bytes);
            return true;
        }
        var result = new StringBuilder(bytes.Length);
        var (g0, g1, lastG1, valid) = (initialG0, initialG1, (CodeSet?)null, true);
        while (bytes.Length > 0)
        {
            if (bytes[0] == Escape)
            {
                valid &= Designate(ref bytes, ref g0, ref g1, ref lastG1, result);
                continue;
            }
            if (bytes[0] < 0x21 || (g0.Width == 1 && IsDelimiter(bytes[0], vr)))
            {
                if (bytes[0] != ' ')
                    (g0, g1) = (initialG0, initialG1);
                result.Append((char)bytes[0]);
                bytes = bytes[1..];
                continue;
            }

            // Some writers do not repeat the designation after a delimiter: the last one of this text is then meant.
            var set = bytes[0] < 0x80 ? g0 : g1 ?? lastG1;
            valid &= Append(set, ref bytes, result);
        }
        text = result.ToString();
        return valid;
    }

    static bool Designate(ref ReadOnlySpan<byte> bytes, ref CodeSet g0, ref CodeSet? g1, ref CodeSet? lastG1, StringBuilder result)
    {
        foreach (var (sequence, isG1, set) in Designations)
        {
            if (!bytes[1..].StartsWith(sequence))
                continue;
            if (isG1)
                lastG1 = g1 = set;
            else
                g0 = set;
            bytes = bytes[(1 + sequence.Length)..];
            return true;
        }
        result.Append('\uFFFD');
        bytes = bytes[1..];
        return false;
    }

    static bool Append(CodeSet? set, ref ReadOnlySpan<byte> bytes, StringBuilder result)
    {
        var width = set?.Width ?? 1;
        if (
            set is null
            || bytes.Length < width
            || (width == 2 && (bytes[0] ^ bytes[1]) >= 0x80)
            || !set.TryDecode(bytes[0], bytes[width - 1], out var character)
        )
        {
            result.Append('\uFFFD');
            bytes = bytes[1..];
            return false;
        }
        result.Append(character);
        bytes = bytes[width..];
        return true;
    }

    static bool IsDelimiter(byte value, DicomVr vr) =>
        (value == '\\' && DicomVrs.IsMultiValuedText(vr)) || (vr == DicomVr.PN && value is (byte)'^' or (byte)'=');
}
