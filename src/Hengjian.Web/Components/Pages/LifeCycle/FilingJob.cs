using System.Globalization;
using System.Text;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Filings;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Hengjian.Web.Components.Pages.LifeCycle;

/// <summary>Why a bundle was not made: a message code with its arguments, or the clauses that refused it.</summary>
internal sealed record FilingRefusal(string Code, IReadOnlyDictionary<string, string>? Arguments, IReadOnlyList<string> Clauses);

/// <summary>Makes a filing bundle as a job: gathers, renders the sheet in the institution's language, prints it, and keeps the archive.</summary>
internal sealed class FilingJob(JobQueue jobs, FilingBundles bundles, IInstitutionRegister institutions, IPdfPrinter printer, IServiceScopeFactory scopes, WebAssets assets, ILoggerFactory logs)
{
    public const string Kind = "lifeCycle.filing";
    private const int Steps = 4;

    /// <summary>Filings are written in the language of the authority that receives them.</summary>
    private static readonly CultureInfo Language = CultureInfo.GetCultureInfo("zh-CN");

    /// <summary>Starts it; what is wrong with the request is answered at once.</summary>
    public async Task<Outcome<Created>> StartAsync(Guid deployment, FilingRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var gathered = await bundles.GatherAsync(context.Caller, deployment, request.LeadPhysicianId, cancellationToken);
        if (gathered.Refusal is { } refusal)
        {
            return refusal;
        }

        var plain = context with { Idempotency = null };
        return new Created(await jobs.StartAsync(context, Kind, gathered.Value!.Life.Name, (report, ct) => RunAsync(deployment, request.LeadPhysicianId!.Value, plain, report, ct), cancellationToken));
    }

    /// <summary>The sheet as an HTML document that needs nothing else.</summary>
    internal async Task<string> RenderAsync(FilingMaterial material, string? institution)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        var body = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentUICulture = Language;
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(FilingSheet.Material)] = material, [nameof(FilingSheet.Institution)] = institution });
            return (await renderer.RenderComponentAsync<FilingSheet>(parameters)).ToHtmlString();
        });
        return $"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{material.Life.DeploymentId:D}</title><style>{assets.StyleText()}</style></head><body>{body}</body></html>";
    }

    private async Task<JobEnd> RunAsync(Guid deployment, Guid lead, WriteRequest context, JobReport report, CancellationToken cancellationToken)
    {
        await report.AtAsync(0, Steps);
        var gathered = await bundles.GatherAsync(context.Caller, deployment, lead, cancellationToken);
        if (gathered.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        await report.AtAsync(1, Steps);
        var institution = await institutions.FindAsync(context.Caller.InstitutionId, cancellationToken);
        var html = await RenderAsync(gathered.Value!, institution?.Name);
        await report.AtAsync(2, Steps);
        var pdf = await printer.PrintAsync(html, cancellationToken);
        if (pdf.Refusal is { } notPrinted)
        {
            return Refused(notPrinted);
        }

        await report.AtAsync(3, Steps);
        var kept = await bundles.KeepAsync(
            deployment, lead, gathered.Value!, [new PackedPart("filing.pdf", pdf.Value!), new PackedPart("filing.html", Encoding.UTF8.GetBytes(html))], context, cancellationToken);
        if (kept.Refusal is { } notKept)
        {
            return Refused(notKept);
        }

        await report.AtAsync(Steps, Steps);
        return new JobEnd(JobState.Done, kept.Value);
    }

    private static JobEnd Refused(Refusal refusal) => new(JobState.Refused, refusal switch
    {
        Conflict conflict => new FilingRefusal(conflict.Code, conflict.Arguments, []),
        RuleRefused rules => new FilingRefusal("ruleRefused", null, [.. rules.Decisions.Where(d => d.Blocks).Select(d => d.Clause)]),
        _ => new FilingRefusal("notFound", null, []),
    });
}
