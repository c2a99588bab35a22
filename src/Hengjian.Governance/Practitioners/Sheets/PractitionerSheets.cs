using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>Records, or nothing but headings, as a book in a language.</summary>
internal static class PractitionerSheets
{
    /// <summary>A CSV file has the first sheet alone.</summary>
    public static TableBook Book(IReadOnlyList<FlatPractitioner> people, TableFormat format, string language)
    {
        var main = Sheet(PractitionerColumns.People.Code, PractitionerColumns.People.Columns, people.Select(p => PractitionerColumns.People.Columns.Select(c => p.Values[c.Code])), language);
        if (format == TableFormat.Csv)
        {
            return new TableBook(format, [main]);
        }

        IReadOnlyList<SheetColumn> names = [.. PractitionerColumns.Keys, new("name")];
        var sections = PractitionerColumns.Sections.Select(section => Sheet(
            section.Code,
            [.. names, .. section.Columns],
            people.SelectMany(p => p.Sections[section.Code].Select(row => names.Select(n => p.Values[n.Code]).Concat(row))),
            language));
        return new TableBook(format, [main, .. sections, Notes(language)]);
    }

    private static TableSheet Sheet(string code, IReadOnlyList<SheetColumn> columns, IEnumerable<IEnumerable<string>> rows, string language)
    {
        var written = new List<TableRow> { new(1, [.. columns.Select(c => new TableCell(PractitionerWords.In.Column(c.Code, language)))]) };
        foreach (var row in rows)
        {
            written.Add(new TableRow(written.Count + 1, [.. row.Zip(columns, (text, column) => new TableCell(Shown(text, column, language)))]));
        }

        return new TableSheet(PractitionerWords.In.Sheet(code, language), written);
    }

    private static TableSheet Notes(string language)
    {
        var lines = new List<string> { "Note.key", "Note.absent", "Note.sections", "Note.masked" }.ConvertAll(key => PractitionerWords.In.Of(key, language));
        foreach (var column in PractitionerColumns.Sections.SelectMany(s => s.Columns).Concat(PractitionerColumns.People.Columns).Where(c => c.Words is not null).DistinctBy(c => c.Words))
        {
            var values = string.Join(language.StartsWith("zh", StringComparison.Ordinal) ? "、" : ", ", Enum.GetNames(column.Words!).Select(name => PractitionerWords.In.Word(column.Words!, name, language)));
            lines.Add(PractitionerWords.In.Of("Note.values", language)
                .Replace("{column}", PractitionerWords.In.Column(column.Code, language), StringComparison.Ordinal).Replace("{values}", values, StringComparison.Ordinal));
        }

        return new TableSheet(PractitionerWords.In.Sheet("notes", language), [.. lines.Select((line, i) => new TableRow(i + 1, [new TableCell(line)]))]);
    }

    private static string Shown(string text, SheetColumn column, string language) =>
        text.Length == 0 ? text
        : column.Kind == ColumnKind.YesNo ? PractitionerWords.In.YesNo(text == "true", language)
        : column.Words is { } words ? PractitionerWords.In.Word(words, text, language)
        : text;
}
