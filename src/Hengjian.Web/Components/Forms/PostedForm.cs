using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;
using Microsoft.Extensions.Primitives;

namespace Hengjian.Web.Components.Forms;

/// <summary>
/// What a form posted, by field name, read strictly: blank is absent, and a value that is not in the expected form is an error of its field. Fields carry the
/// names of the API's request members (<c>patient.birthDate</c>), so that a handler's errors find their fields. Empty on GET.
/// </summary>
internal sealed class PostedForm
{
    private readonly Dictionary<string, StringValues> _values;

    public PostedForm(IEnumerable<KeyValuePair<string, StringValues>> values) => _values = values.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);

    public static PostedForm Empty { get; } = new([]);

    /// <summary>What could not be read.</summary>
    public FieldErrors Errors { get; } = new();

    public bool IsPosted => _values.Count > 0;

    public static async Task<PostedForm> ReadAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? new PostedForm(await http.Request.ReadFormAsync(http.RequestAborted)) : Empty;

    public string? Text(string name) => _values.TryGetValue(name, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A secret exactly as it was typed.</summary>
    public string? Secret(string name) => _values.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Every value of a multiple choice.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? [.. values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!.Trim())] : [];

    public bool IsChecked(string name) => Text(name) == "true";

    /// <summary>A yes-or-no choice; null where neither is chosen.</summary>
    public bool? YesNo(string name) => Text(name) switch { "true" => true, "false" => false, _ => null };

    public int? Whole(string name) => Read<int>(name, static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public double? Number(string name) => Read<double>(name, static (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));

    public Guid? Id(string name) => Read<Guid>(name, static (string text, out Guid value) => Guid.TryParse(text, out value));

    /// <summary>Ids of a multiple choice.</summary>
    public IReadOnlyList<Guid> Ids(string name)
    {
        var ids = new List<Guid>();
        foreach (var text in All(name))
        {
            if (Guid.TryParse(text, out var id))
            {
                ids.Add(id);
            }
            else
            {
                Errors.Add(name, "field.malformed");
            }
        }

        return ids;
    }

    public DateOnly? Date(string name) =>
        Read<DateOnly>(name, static (string text, out DateOnly value) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value));

    /// <summary>A date and time of day as the browser's field gives it, on the institution's clock.</summary>
    public DateTimeOffset? Instant(string name) => Read<DateTimeOffset>(name, static (string text, out DateTimeOffset value) =>
    {
        var parsed = DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        value = parsed ? new DateTimeOffset(local, ShanghaiDay.Offset) : default;
        return parsed;
    });

    public T? Code<T>(string name)
        where T : struct, Enum => Read<T>(name, CodeName.TryParse);

    /// <summary>Coded values of a multiple choice.</summary>
    public IReadOnlyList<T> Codes<T>(string name)
        where T : struct, Enum
    {
        var codes = new List<T>();
        foreach (var text in All(name))
        {
            if (CodeName.TryParse<T>(text, out var value))
            {
                codes.Add(value);
            }
            else
            {
                Errors.Add(name, "field.malformed");
            }
        }

        return codes;
    }

    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private delegate bool Parser<T>(string text, out T value);

    private T? Read<T>(string name, Parser<T> parse)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        Errors.Add(name, "field.malformed");
        return null;
    }
}
