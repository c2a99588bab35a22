using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Components.Forms;

/// <summary>
/// The rows of a repeated group in a form (periods, trainings, labels …), as texts. Blank rows and rows marked for removal are dropped when the form is read, and the
/// rest is numbered anew, so that row i here is item i of the request and a handler's error <c>trainings[i].route</c> stands at its field.
/// </summary>
public sealed class RowSet
{
    private const int MostRows = 200;
    private const int MoreBlanks = 3;

    private readonly List<Dictionary<string, string>> _rows;
    private readonly int _blanks;

    private RowSet(string name, List<Dictionary<string, string>> rows, int blanks) => (Name, _rows, _blanks) = (name, rows, blanks);

    /// <summary>Name of the button that asks for more blank rows; its value names the group.</summary>
    public const string AddButton = "addRows";

    /// <summary>Name of the request's member.</summary>
    public string Name { get; }

    /// <summary>Rows that hold something.</summary>
    public int Count => _rows.Count;

    /// <summary>Rows that the form shows: those that hold something, then blank ones.</summary>
    public int Shown => _rows.Count + _blanks;

    /// <summary>The rows of a stored record.</summary>
    public static RowSet Of<T>(string name, IEnumerable<T> items, Func<T, IEnumerable<(string Field, string? Value)>> fields, int blanks = 1) =>
        new(name, [.. items.Select(item => fields(item).Where(f => !string.IsNullOrEmpty(f.Value)).ToDictionary(f => f.Field, f => f.Value!, StringComparer.Ordinal))], blanks);

    /// <summary>The rows that a form posted.</summary>
    /// <param name="form">The form.</param>
    /// <param name="name">Name of the group.</param>
    /// <param name="fields">Fields of a row; the first is what a row is blank without, unless another is filled in.</param>
    /// <param name="defaults">Fields that always hold a value (selects without an empty choice) and do not make a row count.</param>
    internal static RowSet Read(PostedForm form, string name, string[] fields, params string[] defaults)
    {
        var rows = new List<Dictionary<string, string>>();
        var shown = Math.Clamp(form.Whole(name + ".rows") ?? 0, 0, MostRows);
        for (var i = 0; i < shown; i++)
        {
            var prefix = Prefix(name, i);
            var row = fields.Concat(defaults).Select(f => (Field: f, Value: form.Text(prefix + f))).Where(f => f.Value is not null).ToDictionary(f => f.Field, f => f.Value!, StringComparer.Ordinal);
            if (!form.IsChecked(prefix + "remove") && fields.Any(row.ContainsKey))
            {
                rows.Add(row);
            }
        }

        return new RowSet(name, rows, form.Text(AddButton) == name ? MoreBlanks : 1);
    }

    public string FieldName(int row, string field) => Prefix(Name, row) + field;

    public string? Text(int row, string field) => row < _rows.Count ? _rows[row].GetValueOrDefault(field) : null;

    public bool IsChecked(int row, string field) => Text(row, field) == "true";

    public DateOnly? Date(int row, string field, FieldErrors errors) =>
        Parse<DateOnly>(row, field, errors, static (string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day));

    public int? Whole(int row, string field, FieldErrors errors) =>
        Parse<int>(row, field, errors, static (string text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));

    public double? Number(int row, string field, FieldErrors errors) =>
        Parse<double>(row, field, errors, static (string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number));

    public Guid? Id(int row, string field, FieldErrors errors) => Parse<Guid>(row, field, errors, Guid.TryParse);

    public T? Code<T>(int row, string field, FieldErrors errors)
        where T : struct, Enum => Parse<T>(row, field, errors, CodeName.TryParse);

    /// <summary>One item a row.</summary>
    public IReadOnlyList<T> Select<T>(Func<int, T> item) => [.. Enumerable.Range(0, _rows.Count).Select(item)];

    /// <summary>The rows as one text, for telling what differs: the named fields of each, in their words.</summary>
    public string Lines(params (string Field, Func<string, string> Word)[] fields) => string.Join(
        " · ", _rows.Select(row => string.Join(' ', fields.Select(f => row.TryGetValue(f.Field, out var value) ? f.Word(value) : "").Where(text => text.Length > 0))));

    private static string Prefix(string name, int row) => string.Create(CultureInfo.InvariantCulture, $"{name}[{row}].");

    private delegate bool Parser<T>(string text, out T value);

    private T? Parse<T>(int row, string field, FieldErrors errors, Parser<T> parse)
        where T : struct
    {
        if (Text(row, field) is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        errors.Add(FieldName(row, field), "field.malformed");
        return null;
    }
}
