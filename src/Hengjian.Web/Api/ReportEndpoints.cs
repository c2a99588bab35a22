using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;
using Hengjian.Web.Printing;

namespace Hengjian.Web.Api;

/// <summary>The diagnostic report as a file, for scripts (the API) and for people (the page's links, which come back to the page with what is wrong).</summary>
internal static class ReportEndpoints
{
    private const string MediaType = "application/pdf";

    public static void MapReports(this RouteGroupBuilder api) =>
        api.MapGet("/cases/{id:guid}/report.pdf", async (HttpContext http, Guid id, string? reason, ReportPrinter printer) =>
            {
                var made = await printer.MakeAsync(id, reason, Origin(http), Body.Request(http), http.RequestAborted);
                await (made.Refusal is { } refusal ? Problems.Write(http, refusal) : SendAsync(http, made.Value!));
            })
            .WithTags("Cases").Needs(Permission.CasesRead).Produces(200, contentType: MediaType)
            .WithSummary("The diagnostic report as PDF, once an opinion is issued. The patient is masked unless a reason says why not; that it was made is on record.");

    /// <summary>The same for the print page: a refusal goes back to the page, which shows it.</summary>
    public static void MapReportPages(this IEndpointRouteBuilder app) =>
        app.MapGet("/cases/{id:guid}/report.pdf", async (HttpContext http, Guid id, string? reason, ReportPrinter printer) =>
            {
                var made = await printer.MakeAsync(id, reason, Origin(http), Body.Request(http), http.RequestAborted);
                if (made.Refusal is NotFound)
                {
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                }
                else if (made.Refusal is { } refusal)
                {
                    http.Response.Redirect($"/cases/{id:D}/print?refused={CodeOf(refusal)}");
                }
                else
                {
                    await SendAsync(http, made.Value!);
                }
            })
            .Needs(Permission.CasesRead).ExcludeFromDescription();

    private static string CodeOf(Refusal refusal) => refusal switch
    {
        Conflict conflict => conflict.Code,
        Forbidden forbidden => forbidden.Code,
        Invalid invalid => invalid.Errors[0].Code,
        _ => "notFound",
    };

    private static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>Sent to be saved; no cache keeps it.</summary>
    private static Task SendAsync(HttpContext http, ReportFile file)
    {
        var headers = http.Response.Headers;
        http.Response.ContentType = MediaType;
        headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = file.Content.Length;
        return http.Response.Body.WriteAsync(file.Content, http.RequestAborted).AsTask();
    }
}
