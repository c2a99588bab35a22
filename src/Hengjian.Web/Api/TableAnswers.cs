using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Table files taken in and sent: the one uploaded, and what is written as <c>xlsx</c> or <c>csv</c> as the query asks.</summary>
internal static class TableAnswers
{
    private const long FormBytes = TableLimits.LargestFile + 1024 * 1024;

    /// <summary>The file of the multipart field <c>file</c>; null when there is none, which was answered.</summary>
    public static async Task<(string Name, byte[] Content)?> UploadAsync(HttpContext http)
    {
        if (await DocumentsEndpoints.FormAsync(http, FormBytes) is not { } form)
        {
            return null;
        }

        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            await Problems.Write(http, new Invalid("file", "field.required"));
            return null;
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, http.RequestAborted);
        return (Path.GetFileName(file.FileName), content.ToArray());
    }

    public static async Task SendFormattedAsync(HttpContext http, Func<TableFormat, string, Task<Outcome<SentTable>>> make)
    {
        var query = new ListQuery(http);
        var format = query.Code<TableFormat>("format") ?? TableFormat.Xlsx;
        query.Errors.Require(format != TableFormat.Xls, "format", "query.unknownValue", ("value", "xls"));
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var made = await make(format, LanguageOf(http));
        await (made.Refusal is { } refusal ? Problems.Write(http, refusal) : SendAsync(http, made.Value!));
    }

    /// <summary>The page's language where a person clicks, the header's where a program asks.</summary>
    private static string LanguageOf(HttpContext http) =>
        http.Request.Headers.Authorization.Count == 0 ? System.Globalization.CultureInfo.CurrentUICulture.Name : ApiMessages.LanguageOf(http).Name;

    public static async Task SendAsync(HttpContext http, SentTable table)
    {
        http.Response.ContentType = table.ContentType;
        http.Response.Headers.ContentDisposition = new Microsoft.Net.Http.Headers.ContentDispositionHeaderValue("attachment") { FileNameStar = table.Name }.ToString();
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(table.Content, http.RequestAborted);
    }
}
