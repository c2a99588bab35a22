using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Archive;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.Training.Archive;
using Hengjian.Web.Printing;

namespace Hengjian.Web.Api;

/// <summary>Training archives and the annual report of a base through the web API.</summary>
internal static class ArchiveEndpoints
{
    public static void MapTrainingArchives(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/training").WithTags("Training");
        group.MapGet("/archive", async (HttpContext http, TrainingArchive all) => await Answers.FoundAsync(http, await all.OwnAsync(Body.Request(http), http.RequestAborted), "archive"))
            .Needs(Permission.OwnAccount).Produces<ArchiveView>().WithSummary("The caller's own archive.");
        group.MapGet("/archives/{id:guid}", async (HttpContext http, Guid id, TrainingArchive all) =>
                await Answers.FoundAsync(http, await all.FindAsync(id, Body.Request(http), http.RequestAborted), "archive"))
            .Needs(Permission.OwnAccount).Produces<ArchiveView>();
        group.MapGet("/archives/{id:guid}/archive.zip", ZipAsync).Needs(Permission.OwnAccount).Produces(200, contentType: "application/zip")
            .WithSummary("The archive whole: data, PDF where this machine prints, and a manifest with hashes. That it left is on record.");
        group.MapGet("/report", async (HttpContext http, AnnualReport reports, TimeProvider clock) =>
                await Answers.WriteAsync<BaseReport>(http, await reports.OfAsync(http.GetCaller(), Year(http, clock), http.RequestAborted)))
            .Needs(Permission.TrainingArchivesRead).Produces<BaseReport>();
        group.MapGet("/report.pdf", ReportAsync).Needs(Permission.TrainingArchivesRead).Produces(200, contentType: "application/pdf");
    }

    private static int Year(HttpContext http, TimeProvider clock) => ReportYear.Of(http.Request.Query["year"].ToString(), ShanghaiDay.Of(clock.GetUtcNow()));

    private static async Task ZipAsync(HttpContext http, Guid id, TrainingArchive all, ExportArchive export, SheetPrinter printer)
    {
        var context = Body.Request(http);
        if (await all.FindAsync(id, context, http.RequestAborted) is not { } view)
        {
            await Problems.Write(http, new NotFound("archive"));
            return;
        }

        var parameters = new Dictionary<string, object?> { [nameof(ArchiveSheet.View)] = view };
        var sheets = new List<PackedPart> { new("archive.html", await printer.HtmlAsync<ArchiveSheet>(view.Name, context.Caller.InstitutionId, parameters, http.RequestAborted)) };
        if (printer.Missing is null)
        {
            var pdf = await printer.PrintAsync<ArchiveSheet>(view.Name, context.Caller.InstitutionId, parameters, http.RequestAborted);
            if (pdf.Refusal is { } refusal)
            {
                await Problems.Write(http, refusal);
                return;
            }

            sheets.Add(new PackedPart("archive.pdf", pdf.Value!));
        }

        await Downloads.SendAsync(http, await export.PackAsync(view, sheets, context, http.RequestAborted), $"archive-{id:N}.zip", "application/zip");
    }

    private static async Task ReportAsync(HttpContext http, AnnualReport reports, SheetPrinter printer, TimeProvider clock)
    {
        var caller = http.GetCaller();
        var view = await reports.OfAsync(caller, Year(http, clock), http.RequestAborted);
        var made = await printer.PrintAsync<BaseReportSheet>(
            view.Institution, caller.InstitutionId, new Dictionary<string, object?> { [nameof(BaseReportSheet.View)] = view }, http.RequestAborted);
        await Downloads.SendAsync(http, made, $"training-report-{view.Year}.pdf", "application/pdf");
    }
}
