using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>Something wrong in a row of a file. <paramref name="Column"/> is the column's code; null where the row as a whole is wrong.</summary>
public sealed record ImportProblem(string Sheet, int Row, string? Column, string Code, IReadOnlyDictionary<string, string> Arguments);

/// <summary>Something that was read otherwise than the file might suggest.</summary>
public sealed record ImportNote(string Code, IReadOnlyDictionary<string, string> Arguments);

/// <summary>A row by column code; words as codes, days as <c>yyyy-MM-dd</c>, an empty cell as empty text, a column that the file lacks not at all.</summary>
internal sealed record FileRow(string Sheet, int Number, IReadOnlyDictionary<string, string> Values, IReadOnlyList<ImportProblem> Problems)
{
    public bool Has(string column) => Values.ContainsKey(column);

    /// <summary>The cell's text; null where it is empty or there is no such column.</summary>
    public string? Text(string column) => Values.TryGetValue(column, out var text) && text.Length > 0 ? text : null;
}

/// <summary>A row of the first sheet with the rows of the others that belong to it.</summary>
internal sealed record FilePerson(FileRow Main, IReadOnlyDictionary<string, List<FileRow>> Sections);

/// <summary>A file of practitioners, read but not yet compared with what is on record.</summary>
internal sealed class PractitionerFile
{
    public const int MostPeople = 50_000;

    private readonly List<ImportNote> _notes = [];
    private int _formulas;

    private PractitionerFile()
    {
    }

    public IReadOnlyList<FilePerson> People { get; private set; } = [];

    /// <summary>Rows that belong to nobody on the first sheet.</summary>
    public IReadOnlyList<ImportProblem> Strays { get; private set; } = [];

    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>Reads a book; <see cref="Invalid"/> on <c>file</c> for what concerns the file as a whole.</summary>
    public static Outcome<PractitionerFile> Read(TableBook book)
    {
        var file = new PractitionerFile();
        return file.Fill(book) is { } refusal ? refusal : file;
    }

    private Invalid? Fill(TableBook book)
    {
        var visible = book.Sheets.Where(s => !s.Hidden && !PractitionerWords.IsSheet("notes", s.Name)).ToList();
        foreach (var hidden in book.Sheets.Where(s => s.Hidden))
        {
            Note("tables.hiddenSheet", ("sheet", hidden.Name));
        }

        var main = visible.Find(s => PractitionerWords.IsSheet("people", s.Name))
            ?? visible.Find(s => s.Rows.Count > 0 && !PractitionerColumns.Sections.Any(d => PractitionerWords.IsSheet(d.Code, s.Name)));
        if (main is null || main.Rows.Count < 2)
        {
            return new Invalid("file", "tables.noRows");
        }

        var wanted = new List<(TableSheet Sheet, SheetDefinition Definition)> { (main, PractitionerColumns.People) };
        foreach (var sheet in visible.Where(s => s != main))
        {
            if (PractitionerColumns.Sections.FirstOrDefault(d => PractitionerWords.IsSheet(d.Code, sheet.Name)) is { } definition)
            {
                wanted.Add((sheet, definition));
            }
            else if (sheet.Rows.Count > 0)
            {
                Note("tables.unknownSheet", ("sheet", sheet.Name));
            }
        }

        if (wanted.Find(w => w.Sheet.Merged is { Count: > 0 }).Sheet is { } merged)
        {
            return new Invalid("file", "tables.merged", ("sheet", merged.Name), ("ranges", string.Join(", ", merged.Merged!.Take(5))));
        }

        var read = new Dictionary<string, List<FileRow>>(StringComparer.Ordinal);
        foreach (var (sheet, definition) in wanted)
        {
            var rows = Rows(sheet, definition);
            if (rows.Refusal is Invalid refusal)
            {
                return refusal;
            }

            read[definition.Code] = rows.Value!;
        }

        if (_formulas > 0)
        {
            Note("tables.formulas", ("count", _formulas.ToString(CultureInfo.InvariantCulture)));
        }

        var people = read[PractitionerColumns.People.Code];
        if (people.Count > MostPeople)
        {
            return new Invalid("file", "tables.tooManyPeople", ("most", MostPeople.ToString(CultureInfo.InvariantCulture)));
        }

        Join(people, read);
        return null;
    }

    private Outcome<List<FileRow>> Rows(TableSheet sheet, SheetDefinition definition)
    {
        if (sheet.Rows.Count == 0)
        {
            return new List<FileRow>();
        }

        IReadOnlyList<SheetColumn> known = definition == PractitionerColumns.People ? definition.Columns : [.. PractitionerColumns.Keys, .. definition.Columns];
        var header = sheet.Rows[0];
        var columns = new SheetColumn?[header.Cells.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var title = header[i].Text.Trim();
            columns[i] = known.FirstOrDefault(c => PractitionerWords.IsColumn(c.Code, title));
            if (columns[i] is null && title.Length > 0 && !PractitionerWords.IsColumn("name", title) && !PractitionerWords.IsColumn("problems", title))
            {
                Note("tables.unknownColumn", ("sheet", sheet.Name), ("column", title));
            }
        }

        if (columns.OfType<SheetColumn>().GroupBy(c => c.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return new Invalid("file", "tables.columnTwice", ("sheet", sheet.Name), ("column", twice.Key));
        }

        if (!columns.OfType<SheetColumn>().Any(c => PractitionerColumns.Keys.Any(k => k.Code == c.Code)))
        {
            return new Invalid("file", "tables.keyColumnMissing", ("sheet", sheet.Name));
        }

        return sheet.Rows.Skip(1).Select(row => Row(sheet.Name, row, columns)).Where(r => r.Values.Values.Any(v => v.Length > 0) || r.Problems.Count > 0).ToList();
    }

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
            var (value, problem) = FileCells.Read(cell, column);
            values[column.Code] = value;
            if (problem is not null)
            {
                problems.Add(new ImportProblem(sheet, row.Number, column.Code, problem, new Dictionary<string, string> { ["value"] = cell.Text }));
            }
        }

        return new FileRow(sheet, row.Number, values, problems);
    }

    private void Join(List<FileRow> people, Dictionary<string, List<FileRow>> read)
    {
        var joined = people.ConvertAll(row => new FilePerson(row, PractitionerColumns.Sections.Where(s => read.ContainsKey(s.Code)).ToDictionary(s => s.Code, _ => new List<FileRow>())));
        var byKey = new Dictionary<(string, string), FilePerson>();
        foreach (var person in joined)
        {
            foreach (var key in PractitionerColumns.Keys)
            {
                if (person.Main.Text(key.Code) is { } value)
                {
                    byKey.TryAdd((key.Code, value), person);
                }
            }
        }

        var strays = new List<ImportProblem>();
        foreach (var section in PractitionerColumns.Sections.Where(s => read.ContainsKey(s.Code)))
        {
            foreach (var row in read[section.Code])
            {
                var key = PractitionerColumns.Keys.FirstOrDefault(k => row.Text(k.Code) is not null);
                if (key is not null && byKey.TryGetValue((key.Code, row.Text(key.Code)!), out var person))
                {
                    person.Sections[section.Code].Add(row);
                }
                else
                {
                    strays.Add(new ImportProblem(row.Sheet, row.Number, key?.Code, "tables.stray", new Dictionary<string, string>()));
                }
            }
        }

        (People, Strays) = (joined, strays);
    }

    private void Note(string code, params (string Name, string Value)[] arguments) =>
        _notes.Add(new ImportNote(code, arguments.ToDictionary(a => a.Name, a => a.Value)));
}
