using System.Globalization;

namespace Hengjian.Interop.Dicom;

/// <summary>Dates, times and offsets of PS3.5 table 6.2-1; each reads to null what is not of its form or not in the calendar.</summary>
internal static class DicomDateTimes
{
    /// <summary>DA: yyyyMMdd, and the older yyyy.MM.dd.</summary>
    public static DateOnly? Date(string? text) =>
        text is not null
        && DateOnly.TryParseExact(text.Trim(), ["yyyyMMdd", "yyyy.MM.dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>TM: HH, HHmm, HHmmss with up to six decimals, and the older form with colons. A leap second counts as the 59th.</summary>
    public static TimeOnly? Time(string? text)
    {
        if (text is null)
            return null;
        var whole = text.Trim().Replace(":", "", StringComparison.Ordinal);
        var fraction = "";
        if (whole.IndexOf('.', StringComparison.Ordinal) is var point and >= 0)
            (whole, fraction) = (whole[..point], whole[(point + 1)..]);
        if (
            whole.Length is not (2 or 4 or 6)
            || fraction.Length > 6
            || !whole.All(char.IsAsciiDigit)
            || !fraction.All(char.IsAsciiDigit)
            || (fraction.Length > 0 && whole.Length < 6)
        )
            return null;
        var (hour, minute, second) = (
            Two(whole, 0),
            Two(whole, 2),
            Math.Min(Two(whole, 4), whole.EndsWith("60", StringComparison.Ordinal) ? 59 : 99)
        );
        if (hour > 23 || minute > 59 || second > 59)
            return null;
        var microseconds = fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(6, '0'), CultureInfo.InvariantCulture);
        return new TimeOnly(hour, minute, second).Add(TimeSpan.FromMicroseconds(microseconds));
    }

    /// <summary>DT, and a DA followed by a TM: the local time it states, and its offset from UTC where it has one.</summary>
    public static (DateTime Local, TimeSpan? Offset)? DateAndTime(string? text)
    {
        if (text is null)
            return null;
        text = text.Trim();
        TimeSpan? offset = null;
        if (text.LastIndexOfAny(['+', '-']) is var sign and >= 4)
        {
            offset = Offset(text[sign..]);
            if (offset is null)
                return null;
            text = text[..sign];
        }
        var date = text.Length switch
        {
            4 => Date(text + "0101"),
            6 => Date(text + "01"),
            >= 8 => Date(text[..8]),
            _ => null,
        };
        var time = text.Length > 8 ? Time(text[8..]) : TimeOnly.MinValue;
        return date is { } day && time is { } clock ? (day.ToDateTime(clock), offset) : null;
    }

    /// <summary>An offset from UTC such as +0800, from -1200 to +1400.</summary>
    public static TimeSpan? Offset(string? text)
    {
        if (text is not { Length: 5 } || text[0] is not ('+' or '-') || !text.AsSpan(1).ContainsOnlyDigits())
            return null;
        var offset = new TimeSpan(Two(text, 1), Two(text, 3), 0);
        if (text[0] == '-')
            offset = -offset;
        return Two(text, 3) < 60 && offset >= TimeSpan.FromHours(-12) && offset <= TimeSpan.FromHours(14) ? offset : null;
    }

    static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    static int Two(string text, int index) => index + 2 <= text.Length ? ((text[index] - '0') * 10) + text[index + 1] - '0' : 0;
}
