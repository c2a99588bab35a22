using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Tables;

/// <summary>File formats of tables.</summary>
public enum TableFormat
{
    Xlsx,

    /// <summary>Excel 97–2003; read only.</summary>
    Xls,
    Csv,
}

/// <summary>What a cell holds, as its file says.</summary>
public enum CellKind
{
    Text,

    /// <summary>A binary number: of more than 15 digits the last are not what was typed, and leading zeros are gone.</summary>
    Number,

    /// <summary>A day, as <c>yyyy-MM-dd</c>, with the time after it where there is one.</summary>
    Date,
    Boolean,

    /// <summary>The result of a calculation that failed, such as <c>#N/A</c>.</summary>
    Error,

    /// <summary>A formula that the file holds no result of.</summary>
    NotCalculated,
}

/// <summary>A cell's text in the invariant form, and what it was. <paramref name="Formula"/>: the text is the result that the file holds.</summary>
public readonly record struct TableCell(string Text, CellKind Kind = CellKind.Text, bool Formula = false)
{
    public bool IsEmpty => Text.Length == 0 && Kind == CellKind.Text;
}

/// <summary>A row with anything in it. <paramref name="Number"/> counts as a spreadsheet does, from 1.</summary>
public sealed record TableRow(int Number, IReadOnlyList<TableCell> Cells)
{
    /// <summary>The cell of a column; an empty one beyond the last.</summary>
    public TableCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : new TableCell("");
}

/// <summary>A sheet without its empty rows.</summary>
/// <param name="Name">Its name; of a CSV file the file's own.</param>
/// <param name="Rows">Rows in order.</param>
/// <param name="Hidden">True when nobody who opens the file sees it.</param>
/// <param name="Merged">Ranges of merged cells, such as <c>A2:A4</c>.</param>
public sealed record TableSheet(string Name, IReadOnlyList<TableRow> Rows, bool Hidden = false, IReadOnlyList<string>? Merged = null);

/// <summary>A file of tables.</summary>
public sealed record TableBook(TableFormat Format, IReadOnlyList<TableSheet> Sheets);

/// <summary>Reads and writes tables of every format; the readers live where outside formats do.</summary>
public interface ITableFiles
{
    /// <summary>
    /// The tables of a file, or <see cref="Invalid"/> on <c>file</c> saying why not: too large, another type than its name says, protected by a password, damaged, too many rows.
    /// </summary>
    Outcome<TableBook> Read(string fileName, ReadOnlyMemory<byte> content);

    /// <summary>The file of a book as <see cref="TableFormat.Xlsx"/>, every cell as text, or of its first sheet as <see cref="TableFormat.Csv"/>.</summary>
    byte[] Write(TableBook book);
}

/// <summary>Bounds of a table file.</summary>
public static class TableLimits
{
    /// <summary>Bytes of the file.</summary>
    public const int LargestFile = 32 * 1024 * 1024;

    /// <summary>Bytes of everything inside it once unpacked.</summary>
    public const long LargestContent = 320L * 1024 * 1024;

    /// <summary>Rows of all sheets.</summary>
    public const int MostRows = 500_000;

    public const int MostColumns = 100;

    /// <summary>Characters of a cell, as spreadsheets have it.</summary>
    public const int LongestCell = 32_767;
}
