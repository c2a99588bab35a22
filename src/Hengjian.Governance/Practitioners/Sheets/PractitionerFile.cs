using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>A row of the first sheet with the rows of the others that belong to it.</summary>
internal sealed record FilePerson(FileRow Main, IReadOnlyDictionary<string, List<FileRow>> Sections);

/// <summary>A file of practitioners, read but not yet compared with what is on record.</summary>
internal sealed class PractitionerFile
{
    public const int MostPeople = 50_000;

    private readonly SheetReader _reader = new(PractitionerWords.In, ["name", "problems"]);

    private PractitionerFile()
    {
    }

    public IReadOnlyList<FilePerson> People { get; private set; } = [];

    /// <summary>Rows that belong to nobody on the first sheet.</summary>
    public IReadOnlyList<ImportProblem> Strays { get; private set; } = [];

    public IReadOnlyList<ImportNote> Notes => _reader.Notes;

    /// <summary>Reads a book; <see cref="Invalid"/> on <c>file</c> for what concerns the file as a whole.</summary>
    public static Outcome<PractitionerFile> Read(TableBook book)
    {
        var file = new PractitionerFile();
        return file.Fill(book) is { } refusal ? refusal : file;
    }

    private Invalid? Fill(TableBook book)
    {
        var visible = book.Sheets.Where(s => !s.Hidden && !PractitionerWords.In.IsSheet("notes", s.Name)).ToList();
        foreach (var hidden in book.Sheets.Where(s => s.Hidden))
        {
            _reader.Note("tables.hiddenSheet", ("sheet", hidden.Name));
        }

        var main = visible.Find(s => PractitionerWords.In.IsSheet("people", s.Name))
            ?? visible.Find(s => s.Rows.Count > 0 && !PractitionerColumns.Sections.Any(d => PractitionerWords.In.IsSheet(d.Code, s.Name)));
        if (main is null || main.Rows.Count < 2)
        {
            return new Invalid("file", "tables.noRows");
        }

        var wanted = new List<(TableSheet Sheet, SheetDefinition Definition)> { (main, PractitionerColumns.People) };
        foreach (var sheet in visible.Where(s => s != main))
        {
            if (PractitionerColumns.Sections.FirstOrDefault(d => PractitionerWords.In.IsSheet(d.Code, sheet.Name)) is { } definition)
            {
                wanted.Add((sheet, definition));
            }
            else if (sheet.Rows.Count > 0)
            {
                _reader.Note("tables.unknownSheet", ("sheet", sheet.Name));
            }
        }

        var read = new Dictionary<string, List<FileRow>>(StringComparer.Ordinal);
        foreach (var (sheet, definition) in wanted)
        {
            IReadOnlyList<SheetColumn> known = definition == PractitionerColumns.People ? definition.Columns : [.. PractitionerColumns.Keys, .. definition.Columns];
            var rows = _reader.Rows(sheet, known, [.. PractitionerColumns.Keys.Select(k => k.Code)], "tables.keyColumnMissing");
            if (rows.Refusal is Invalid refusal)
            {
                return refusal;
            }

            read[definition.Code] = rows.Value!;
        }

        var people = read[PractitionerColumns.People.Code];
        if (people.Count > MostPeople)
        {
            return new Invalid("file", "tables.tooManyPeople", ("most", MostPeople.ToString(CultureInfo.InvariantCulture)));
        }

        Join(people, read);
        return null;
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
}
