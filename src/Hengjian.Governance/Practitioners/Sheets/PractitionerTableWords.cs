using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>Names of the columns and sheets of practitioners' files, for pages.</summary>
public static class PractitionerTableWords
{
    /// <summary>The name of a column or sheet by its code.</summary>
    public static string Column(string code, string language) =>
        PractitionerColumns.Sections.Any(s => s.Code == code) ? PractitionerWords.In.Sheet(code, language) : PractitionerWords.In.Column(code, language);

    /// <summary>A value of a column as a file shows it: words for codes.</summary>
    public static string Value(string column, string value, string language)
    {
        var known = PractitionerColumns.People.Columns.FirstOrDefault(c => c.Code == column);
        return value.Length == 0 || known is null ? value
            : known.Kind == ColumnKind.YesNo ? PractitionerWords.In.YesNo(value == "true", language)
            : known.Words is { } words ? PractitionerWords.In.Word(words, value, language)
            : value;
    }
}
