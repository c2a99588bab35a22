using System.Globalization;

namespace Hengjian.Interop.Tables;

/// <summary>Numbers and days of spreadsheets as text.</summary>
internal static class CellNumber
{
    /// <summary>Whole numbers written out, never with an exponent, to the fifteen digits that spreadsheets keep; others as short as they read back the same.</summary>
    public static string Text(double value) =>
        Math.Abs(value) < 1e28 && Math.Floor(value) == value
            ? ((decimal)value).ToString("0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The day of a serial number, with the time where there is one; null outside the calendar. The day 29 February 1900 that never was shifts those before it.</summary>
    public static string? DateText(double serial, bool since1904)
    {
        if (!(serial >= 0 && serial < 2_958_466))
        {
            return null;
        }

        var begin = since1904 ? new DateTime(1904, 1, 1) : serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30);
        return DateText(begin.AddSeconds(Math.Round(serial * 86_400)));
    }

    public static string DateText(DateTime date) => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

/// <summary>Addresses of cells, <c>AB12</c>.</summary>
internal static class CellAddress
{
    /// <summary>From a 0-based column and a 1-based row.</summary>
    public static string Of(int column, int row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return letters + row.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>0-based column of an address; −1 where it is none.</summary>
    public static int ColumnOf(string? address)
    {
        var column = 0;
        var letters = 0;
        foreach (var c in address ?? "")
        {
            if (c is < 'A' or > 'Z' || ++letters > 3)
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
        }

        return column - 1;
    }
}
