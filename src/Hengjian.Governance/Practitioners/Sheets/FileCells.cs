using System.Globalization;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>Reads a cell by its column: what it says in the form that records have, or the code of what is wrong with it.</summary>
internal static class FileCells
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

    public static (string Value, string? Problem) Read(TableCell cell, SheetColumn column)
    {
        var text = cell.Text.Trim();
        return cell.Kind switch
        {
            CellKind.NotCalculated => ("", "tables.notCalculated"),
            CellKind.Error => ("", "tables.errorCell"),
            _ when text.Length == 0 => ("", null),
            _ => column.Kind switch
            {
                ColumnKind.Day => Day(text, cell.Kind),
                ColumnKind.Identifier => Identifier(text, cell.Kind),
                ColumnKind.YesNo => PractitionerWords.ParseYesNo(text) is { } flag ? (flag ? "true" : "false", null) : ("", "tables.yesNo"),
                ColumnKind.Word => PractitionerWords.Parse(column.Words!, text) is { } code ? (code, null) : ("", "tables.unknownWord"),
                ColumnKind.Whole => int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? (whole.ToString(CultureInfo.InvariantCulture), null)
                    : ("", "tables.whole"),
                _ => IsCut(text, cell.Kind) ? ("", "tables.numberCut") : (text, null),
            },
        };
    }

    private static (string Value, string? Problem) Day(string text, CellKind kind)
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

    /// <summary>Digits in a number cell: beyond fifteen the last are not what was typed; fewer than fifteen may have begun with zeros that are gone.</summary>
    private static (string Value, string? Problem) Identifier(string text, CellKind kind) =>
        IsCut(text, kind) ? ("", "tables.numberCut")
        : kind == CellKind.Number && text.Length < ExactDigits ? ("", "tables.zerosLost")
        : (text, null);

    private static bool IsCut(string text, CellKind kind) => IsScientific(text) || (kind == CellKind.Number && text.Length > ExactDigits);

    /// <summary><c>1.10990E+14</c>, as spreadsheets save long numbers to CSV.</summary>
    private static bool IsScientific(string text)
    {
        var e = text.IndexOfAny(['E', 'e']);
        return e > 0 && e + 2 < text.Length && text[e + 1] == '+' && text.AsSpan(0, e).IndexOfAnyExcept("0123456789.") < 0 && text.AsSpan(e + 2).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
