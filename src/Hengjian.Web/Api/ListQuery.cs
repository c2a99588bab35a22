using System.Globalization;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Web.Api;

/// <summary>Reads the query string of a list strictly: an unknown value of a known filter is an error, not an empty answer.</summary>
internal sealed class ListQuery(HttpContext http)
{
    public const int LargestPage = 200;

    public FieldErrors Errors { get; } = new();

    public int Page => Number("page", 1, 1, 1_000_000);

    public int PageSize => Number("pageSize", 20, 1, LargestPage);

    public string? Text(string name) => http.Request.Query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public bool Flag(string name)
    {
        var text = Text(name);
        Errors.Require(text is null or "true" or "false" or "1" or "0", name, "query.unknownValue", ("value", text ?? ""));
        return text is "true" or "1";
    }

    /// <summary>A flag that may be absent, where absent asks for both.</summary>
    public bool? YesNo(string name) => Text(name) is null ? null : Flag(name);

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        Errors.Add(name, "query.unknownValue", ("value", text));
        return null;
    }

    public T? Code<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (CodeName.TryParse<T>(text, out var value))
        {
            return value;
        }

        Errors.Add(name, "query.unknownValue", ("value", text));
        return null;
    }

    public IReadOnlyList<T> Codes<T>(string name)
        where T : struct, Enum
    {
        var codes = new List<T>();
        foreach (var text in http.Request.Query[name].SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (CodeName.TryParse<T>(text, out var value))
            {
                codes.Add(value);
            }
            else
            {
                Errors.Add(name, "query.unknownValue", ("value", text));
            }
        }

        return codes;
    }

    /// <summary>A whole number from 0 on.</summary>
    public long? Long(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Errors.Add(name, "query.unknownValue", ("value", text));
        return null;
    }

    /// <summary>A local date, <c>yyyy-MM-dd</c>.</summary>
    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Errors.Add(name, "query.unknownValue", ("value", text));
        return null;
    }

    /// <summary>An instant with offset, as in bodies.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // A plus sign in a query string arrives as a blank unless the client escaped it.
        if (ApiJson.TryParseInstant(text.Replace(' ', '+'), out var instant))
        {
            return instant;
        }

        Errors.Add(name, "query.unknownValue", ("value", text));
        return null;
    }

    private int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Errors.Add(name, "query.outOfRange", ("from", least.ToString(CultureInfo.InvariantCulture)), ("to", most.ToString(CultureInfo.InvariantCulture)));
        return otherwise;
    }
}
