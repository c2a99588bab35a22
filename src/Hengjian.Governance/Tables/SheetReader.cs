using System.Globalization;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Tables;

/// <summary>A row by column code; words as codes, days as <c>yyyy-MM-dd</c>, an empty cell as empty text, a column that the file lacks not at all.</summary>
internal sealed record FileRow(string Sheet, int Number, IReadOnlyDictionary<string, string> Values, IReadOnlyList<ImportProblem> Problems)
{
    public bool Has(string column) => Values.ContainsKey(column);

    /// <summary>The cell's text; null where it is empty or there is no such column.</summary>
    public string? Text(string column) => Values.TryGetValue(column, out var text) && text.Length > 0 ? text : null;
}

/// <summary>Reads the rows of sheets by the headings of their columns, and notes what was read otherwise than the file might suggest.</summary>
/// <param name="words">The words of the headings and of codes.</param>
/// <param name="silent">Columns that are known and not read, such as the one of problems in rows that were handed back.</param>
internal sealed class SheetReader(SheetWords words, IReadOnlyList<string> silent)
{
    private readonly List<ImportNote> _notes = [];
    private int _formulas;

    /// <summary>What is to be said about the sheets read so far.</summary>
    public IReadOnlyList<ImportNote> Notes => _formulas == 0
        ? _notes
        : [.. _notes, new ImportNote("tables.formulas", new Dictionary<string, string> { ["count"] = _formulas.ToString(CultureInfo.InvariantCulture) })];

    /// <summary>The rows with anything in a known column; <see cref="Invalid"/> on <c>file</c> where a column stands twice, cells are merged, or none of the keys has a column.</summary>
    /// <param name="sheet">The sheet; its first row holds the headings.</param>
    /// <param name="known">Its columns.</param>
    /// <param name="keys">Codes of the columns of which there must be one.</param>
    /// <param name="missing">Message code of a sheet without any of them.</param>
    public Outcome<List<FileRow>> Rows(TableSheet sheet, IReadOnlyList<SheetColumn> known, IReadOnlyList<string> keys, string missing)
    {
        if (sheet.Rows.Count == 0)
        {
            return new List<FileRow>();
        }

        if (sheet.Merged is { Count: > 0 } merged)
        {
            return new Invalid("file", "tables.merged", ("sheet", sheet.Name), ("ranges", string.Join(", ", merged.Take(5))));
        }

        var header = sheet.Rows[0];
        var columns = new SheetColumn?[header.Cells.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var title = header[i].Text.Trim();
            columns[i] = known.FirstOrDefault(c => words.IsColumn(c.Code, title));
            if (columns[i] is null && title.Length > 0 && !silent.Any(code => words.IsColumn(code, title)))
            {
                Note("tables.unknownColumn", ("sheet", sheet.Name), ("column", title));
            }
        }

        if (columns.OfType<SheetColumn>().GroupBy(c => c.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new Invalid("file", "tables.columnTwice", ("sheet", sheet.Name), ("column", twice.Key));
        }

        if (!columns.OfType<SheetColumn>().Any(c => keys.Contains(c.Code)))
        {
            return new Invalid("file", missing, ("sheet", sheet.Name));
        }

        return sheet.Rows.Skip(1).Select(row => Row(sheet.Name, row, columns)).Where(r => r.Values.Values.Any(v => v.Length > 0) || r.Problems.Count > 0).ToList();
    }

    public void Note(string code, params (string Name, string Value)[] arguments) =>
        _notes.Add(new ImportNote(code, arguments.ToDictionary(a => a.Name, a => a.Value)));

    private FileRow Row(string sheet, TableRow row, SheetColumn?[] columns)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = new List<ImportProblem>();
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is not { } column)
            {
                continue;
            }

            var cell = row[i];
            _formulas += cell is { Formula: true, Kind: not CellKind.NotCalculated } ? 1 : 0;
            var (value, problem) = FileCells.Read(cell, column, words);
            values[column.Code] = value;
            if (problem is not null)
            {
                problems.Add(new ImportProblem(sheet, row.Number, column.Code, problem, new Dictionary<string, string> { ["value"] = cell.Text }));
            }
        }

        return new FileRow(sheet, row.Number, values, problems);
    }
}
