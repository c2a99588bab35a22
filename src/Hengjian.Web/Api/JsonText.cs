using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hengjian.Web.Api;

/// <summary>Checks of JSON text that the framework's reader leaves to whoever reads the strings.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>Place of the first byte that is no UTF-8, or of the first <c>\uXXXX</c> that is half of a surrogate pair; null where all is Unicode.</summary>
    public static int? FirstNonUnicode(ReadOnlySpan<byte> json)
    {
        var place = 0;
        while (place < json.Length)
        {
            if (json[place] >= 0x80)
            {
                if (Rune.DecodeFromUtf8(json[place..], out _, out var length) != OperationStatus.Done)
                {
                    return place;
                }

                place += length;
            }
            else if (json[place] != '\\')
            {
                place++;
            }
            else if (EscapedUnit(json, place) is not { } unit)
            {
                // Another escape, two characters long; what is wrong about it the reader says.
                place += 2;
            }
            else if (!char.IsSurrogate(unit))
            {
                place += EscapeLength;
            }
            else if (char.IsHighSurrogate(unit) && EscapedUnit(json, place + EscapeLength) is { } second && char.IsLowSurrogate(second))
            {
                place += 2 * EscapeLength;
            }
            else
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The UTF-16 unit that <c>\uXXXX</c> at this place stands for; null where there is no such escape.</summary>
    private static char? EscapedUnit(ReadOnlySpan<byte> json, int place) =>
        place + EscapeLength <= json.Length && json[place] == '\\' && json[place + 1] == 'u'
        && ushort.TryParse(json.Slice(place + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
