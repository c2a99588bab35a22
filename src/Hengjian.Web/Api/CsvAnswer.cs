using System.Text;

namespace Hengjian.Web.Api;

/// <summary>A table as CSV (RFC 4180; decisions of the house: UTF-8 with BOM, CRLF, numbers and dates invariant).</summary>
internal static class CsvAnswer
{
    /// <summary>Answers the rows as a file to be kept.</summary>
    public static async Task WriteAsync(HttpContext http, string fileName, IEnumerable<IReadOnlyList<string?>> rows)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetPreamble(), http.RequestAborted);
        foreach (var row in rows)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(string.Join(',', row.Select(Cell)) + "\r\n"), http.RequestAborted);
        }
    }

    /// <summary>A cell, quoted where it must be. One that a spreadsheet would take for a formula begins with an apostrophe.</summary>
    internal static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
