using System.Globalization;
using Hengjian.Governance.Cases.Reports;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Components;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Components.Pages.Cases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hengjian.Web.Printing;

/// <summary>A file with the name that it is saved under.</summary>
internal sealed record ReportFile(string Name, byte[] Content);

/// <summary>Makes the diagnostic report of a case as PDF: the same sheet as the print page, in the language of the request.</summary>
internal sealed class ReportPrinter(CaseReports reports, IInstitutionRegister institutions, IPdfPrinter printer, IServiceScopeFactory scopes, WebAssets assets, ILoggerFactory logs)
{
    /// <param name="reason">Why the patient is named whole; blank: masked.</param>
    /// <param name="origin">Scheme and host under which the report is verified.</param>
    public async Task<Outcome<ReportFile>> MakeAsync(Guid id, string? reason, string origin, WriteRequest context, CancellationToken cancellationToken)
    {
        // A machine that cannot print answers so before anything is on record as having left.
        if (printer.Missing is { } missing)
        {
            return missing;
        }

        var gathered = await reports.GatherAsync(id, string.IsNullOrWhiteSpace(reason) ? null : reason, issuedOnly: true, context, cancellationToken);
        if (gathered.Refusal is { } refusal)
        {
            return refusal;
        }

        var report = gathered.Value!;
        var institution = await institutions.FindAsync(context.Caller.InstitutionId, cancellationToken);
        var pdf = await printer.PrintAsync(await RenderAsync(report, institution, origin), cancellationToken);
        return pdf.Refusal is { } notPrinted ? notPrinted : new ReportFile($"report-{report.Case.Number}-{Math.Max(1, report.Case.FinalDiagnoses.Count)}.pdf", pdf.Value!);
    }

    private async Task<string> RenderAsync(CaseReport report, InstitutionName? institution, string origin)
    {
        await using var scope = scopes.CreateAsyncScope();
        var frame = scope.ServiceProvider.GetRequiredService<PageContext>();
        frame.InstitutionName = institution?.Name;
        frame.IsDemonstration = institution?.IsDemonstration == true;
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var language = CultureInfo.CurrentUICulture;
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentUICulture = language;
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReportSheet.Report)] = report, [nameof(ReportSheet.InstitutionId)] = institution?.Id ?? Guid.Empty, [nameof(ReportSheet.Origin)] = origin,
            });
            return (await renderer.RenderComponentAsync<ReportSheet>(parameters)).ToHtmlString();
        });
        return $"<!doctype html><html lang=\"{language.Name}\"><head><meta charset=\"utf-8\"><title>{report.Case.Number}</title><style>{assets.StyleText()}</style></head><body>{body}</body></html>";
    }
}
