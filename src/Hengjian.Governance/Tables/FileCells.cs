using System.Globalization;

namespace Hengjian.Governance.Tables;

/// <summary>Reads a cell by its column: what it says in the form that records have, or the code of what is wrong with it.</summary>
internal static class FileCells
{
    public static (string Value, string? Problem) Read(TableCell cell, SheetColumn column, SheetWords words)
    {
        var text = cell.Text.Trim();
        return cell.Kind switch
        {
            CellKind.NotCalculated => ("", "tables.notCalculated"),
            CellKind.Error => ("", "tables.errorCell"),
            _ when text.Length == 0 => ("", null),
            _ => column.Kind switch
            {
                ColumnKind.Day => CellText.Day(text, cell.Kind),
                ColumnKind.Instant => CellText.Instant(text),
                ColumnKind.Identifier => CellText.Identifier(text, cell.Kind),
                ColumnKind.YesNo => words.ParseYesNo(text) is { } flag ? (flag ? "true" : "false", null) : ("", "tables.yesNo"),
                ColumnKind.Word => words.Parse(column.Words!, text) is { } code ? (code, null) : ("", "tables.unknownWord"),
                ColumnKind.Whole => int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? (whole.ToString(CultureInfo.InvariantCulture), null)
                    : ("", "tables.whole"),
                _ => CellText.IsCut(text, cell.Kind) ? ("", "tables.numberCut") : (text, null),
            },
        };
    }
}
