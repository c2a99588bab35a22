using System.Globalization;

namespace Hengjian.Ledger;

/// <summary>Writes an IEEE double the way ECMAScript's Number::toString does, which RFC 8785 section 3.2.2.3 makes the canonical form.</summary>
internal static class EcmaScriptNumber
{
    /// <summary>No number needs more bytes: sign, 17 digits, point, four zeros after "0.", or an exponent of five characters.</summary>
    internal const int MaxLength = 32;

    private const double LargestExactInteger = 9007199254740992; // 2^53
    private const int LargestPlainExponent = 21;
    private const int SmallestPlainExponent = -6;

    /// <summary>Writes <paramref name="value"/> (finite) and returns the number of bytes written.</summary>
    /// <exception cref="LedgerFormatException">NaN and the infinities have no JSON form.</exception>
    internal static int Format(double value, Span<byte> destination)
    {
        if (!double.IsFinite(value))
            throw new LedgerFormatException("NaN and infinities have no canonical form.");

        int written;
        if (Math.Abs(value) <= LargestExactInteger && Math.Floor(value) == value)
        {
            // Also turns negative zero into 0, as ECMAScript does.
            ((long)value).TryFormat(destination, out written, default, CultureInfo.InvariantCulture);
            return written;
        }

        // .NET gives the shortest digits that read back to the same double; only their layout differs from ECMAScript's. At two powers of two
        // (2^-25 and 2^-958, where the gap below is half the gap above) it drops one digit too many: 17 digits are the shortest there.
        var magnitude = Math.Abs(value);
        Span<byte> text = stackalloc byte[MaxLength];
        magnitude.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (double.Parse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture) != magnitude)
            magnitude.TryFormat(text, out length, "E16", CultureInfo.InvariantCulture);
        Span<byte> digits = stackalloc byte[MaxLength];
        var count = Split(text[..length], digits, out var pointPosition);

        written = 0;
        if (value < 0)
            destination[written++] = (byte)'-';
        return Lay(digits[..count], pointPosition, destination, written);
    }

    /// <summary>Takes the significant digits out of "123.45", "0.00012" or "1.2345E-07"; the value is 0.DIGITS · 10^<paramref name="pointPosition"/>.</summary>
    private static int Split(ReadOnlySpan<byte> text, Span<byte> digits, out int pointPosition)
    {
        var exponentAt = text.IndexOf((byte)'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        var exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        var count = 0;
        pointPosition = 0;
        var afterPoint = false;
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                afterPoint = true;
                continue;
            }

            if (count == 0 && c == '0')
            {
                if (afterPoint)
                    pointPosition--;
                continue;
            }

            digits[count++] = c;
            if (!afterPoint)
                pointPosition++;
        }

        while (count > 1 && digits[count - 1] == '0')
            count--;
        pointPosition += exponent;
        return count;
    }

    private static int Lay(ReadOnlySpan<byte> digits, int point, Span<byte> destination, int written)
    {
        if (point is > 0 and <= LargestPlainExponent)
        {
            var whole = Math.Min(point, digits.Length);
            digits[..whole].CopyTo(destination[written..]);
            written += whole;
            for (var i = digits.Length; i < point; i++)
                destination[written++] = (byte)'0';
            if (digits.Length <= point)
                return written;
            destination[written++] = (byte)'.';
            digits[point..].CopyTo(destination[written..]);
            return written + digits.Length - point;
        }

        if (point is > SmallestPlainExponent and <= 0)
        {
            destination[written++] = (byte)'0';
            destination[written++] = (byte)'.';
            for (var i = point; i < 0; i++)
                destination[written++] = (byte)'0';
            digits.CopyTo(destination[written..]);
            return written + digits.Length;
        }

        destination[written++] = digits[0];
        if (digits.Length > 1)
        {
            destination[written++] = (byte)'.';
            digits[1..].CopyTo(destination[written..]);
            written += digits.Length - 1;
        }

        destination[written++] = (byte)'e';
        var exponent = point - 1;
        destination[written++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(destination[written..], out var length, default, CultureInfo.InvariantCulture);
        return written + length;
    }
}
