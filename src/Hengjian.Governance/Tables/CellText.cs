using System.Globalization;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Tables;

/// <summary>Reads cells that spreadsheets like to change: days, instants, and identifiers made of digits. Answers the text, or the code of what is wrong with it.</summary>
internal static class CellText
{
    /// <summary>A binary number keeps so many decimal digits.</summary>
    private const int ExactDigits = 15;

    /// <summary>1900-03-01 to 2199-12-31 as serial numbers of spreadsheets.</summary>
    private const int FirstSerial = 61;
    private const int LastSerial = 109_574;

    private static readonly string[] DayForms =
    [
        "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日", "yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss",
    ];

    private static readonly string[] LocalForms =
    [
        "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm:ss.FFFFFFF", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy.M.d H:mm", "yyyy.M.d H:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss",
        "yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyy年M月d日 H:mm", "yyyy年M月d日 H:mm:ss",
    ];

    public static (string Value, string? Problem) Day(string text, CellKind kind)
    {
        if (DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || (DateTime.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && (day = DateOnly.FromDateTime(time)) != default))
        {
            return (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null);
        }

        // A day whose cell lost its date format is the bare serial number.
        return kind == CellKind.Number && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is >= FirstSerial and <= LastSerial
            ? (new DateOnly(1899, 12, 30).AddDays(serial).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null)
            : ("", "tables.date");
    }

    /// <summary>An instant as ISO 8601 with its offset; where the file gives none it is Asia/Shanghai time. A day alone is none.</summary>
    public static (string Value, string? Problem) Instant(string text)
    {
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return (new DateTimeOffset(local, ShanghaiDay.Offset).ToString("O", CultureInfo.InvariantCulture), null);
        }

        // With an offset or Z: the time part and what follows it hold a sign or the letter.
        return text.Length > 16 && (text[^1] == 'Z' || text.AsSpan(11).IndexOfAny('+', '-') > 0)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? (instant.ToString("O", CultureInfo.InvariantCulture), null)
            : ("", "tables.instant");
    }

    /// <summary>Digits in a number cell: beyond fifteen the last are not what was typed; fewer than fifteen may have begun with zeros that are gone.</summary>
    public static (string Value, string? Problem) Identifier(string text, CellKind kind) =>
        IsCut(text, kind) ? ("", "tables.numberCut")
        : kind == CellKind.Number && text.Length < ExactDigits ? ("", "tables.zerosLost")
        : (text, null);

    public static bool IsCut(string text, CellKind kind) => IsScientific(text) || (kind == CellKind.Number && text.Length > ExactDigits);

    /// <summary><c>1.10990E+14</c>, as spreadsheets save long numbers to CSV.</summary>
    private static bool IsScientific(string text)
    {
        var e = text.IndexOfAny(['E', 'e']);
        return e > 0 && e + 2 < text.Length && text[e + 1] == '+' && text.AsSpan(0, e).IndexOfAnyExcept("0123456789.") < 0 && text.AsSpan(e + 2).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
