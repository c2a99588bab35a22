using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Reporting.Bundles;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.Governance.Reporting.Oversight;
using Hengjian.Governance.Reporting.Receivers;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Reporting through the web API: the outbox and its receipts, receivers, bundles for receivers without a line.</summary>
internal static class ReportingEndpoints
{
    public static void MapReporting(this RouteGroupBuilder api)
    {
        var reporting = api.MapGroup("/reporting").WithTags("Reporting");
        reporting.MapGet("/outbox", (HttpContext http, OutboxQueries outbox) => Answers.ListAsync(http, (query, page) => outbox.ListAsync(
                http.GetCaller(),
                new OutboxFilter(query.Text("q"), query.Code<ReportState>("state"), query.Id("receiver"), query.Id("case"), query.Code<ReportSubject>("subject"), query.Flag("open"), query.Flag("overdue")),
                page,
                http.RequestAborted)))
            .Needs(Permission.ReportingRead).Produces<Page<OutboxItem>>();
        reporting.MapGet("/receipts", (HttpContext http, OutboxQueries outbox) => Answers.ListAsync(http, (query, page) => outbox.ReceiptsAsync(
                http.GetCaller(), query.Code<ReceiptOutcome>("outcome"), query.Id("receiver"), page, http.RequestAborted)))
            .Needs(Permission.ReportingRead).Produces<Page<ReceiptView>>();
        reporting.MapGet("/oversight", async (HttpContext http, ReportingOversight oversight) =>
                await Answers.FoundAsync(http, await oversight.ListAsync(http.GetCaller(), http.RequestAborted), "reporting"))
            .Needs(Permission.ReportingOversee).Produces<IReadOnlyList<InstitutionReporting>>().WithSummary("How the institutions of the region stand with their reports; numbers only.");
        MapMessages(reporting);
        MapReceivers(reporting);
        api.MapGet("/cases/{id:guid}/reporting", async (HttpContext http, Guid id, OutboxQueries outbox) =>
                await Answers.FoundAsync(http, await outbox.OfCaseAsync(http.GetCaller(), id, http.RequestAborted), "case"))
            .WithTags("Reporting").Needs(Permission.ReportingRead).Produces<CaseReportStanding>().WithSummary("R17-3.5b and R17-3.5c for a complete case, and its messages.");
    }

    private static void MapMessages(RouteGroupBuilder reporting)
    {
        reporting.MapGet("/messages/{id:guid}", async (HttpContext http, Guid id, OutboxQueries outbox) =>
                await Answers.FoundAsync(http, await outbox.FindAsync(http.GetCaller(), id, http.RequestAborted), "reportMessage"))
            .Needs(Permission.ReportingRead).Produces<ReportMessageView>();
        reporting.MapPost("/messages/{id:guid}/resend", (HttpContext http, Guid id, OutboxActs acts) =>
                Answers.CreateAsync<ResendRequest, Created>(http, (body, request, ct) => acts.ResendAsync(id, body, request, ct)))
            .Needs(Permission.ReportingWrite).Accepts<ResendRequest>("application/json").Produces<Created>(201);
        reporting.MapPost("/messages/{id:guid}/withdrawal", (HttpContext http, Guid id, OutboxActs acts) =>
                Answers.CreateAsync<WithdrawReportRequest, Created>(http, (body, request, ct) => acts.WithdrawAsync(id, body, request, ct)))
            .Needs(Permission.ReportingWrite).Accepts<WithdrawReportRequest>("application/json").Produces<Created>(201);
        reporting.MapPost("/messages/{id:guid}/receipt", (HttpContext http, Guid id, OutboxActs acts) =>
                Answers.CreateAsync<ManualReceiptRequest, Created>(http, (body, request, ct) => acts.ReceiveByHandAsync(id, body, request, ct)))
            .Needs(Permission.ReportingWrite).Accepts<ManualReceiptRequest>("application/json").Produces<Created>(201).WithSummary("Proof of manual entry.");
        reporting.MapPost("/receipt-files", (HttpContext http, ReportBundles bundles) => Answers.CreateAsync<ReceiptFileRequest, ReceiptFileAnswer>(http, bundles.ImportAsync))
            .Needs(Permission.ReportingWrite).Accepts<ReceiptFileRequest>("application/json").Produces<ReceiptFileAnswer>(201);
    }

    private static void MapReceivers(RouteGroupBuilder reporting)
    {
        var receivers = reporting.MapGroup("/receivers");
        receivers.MapGet("/", (HttpContext http, ReceiverQueries all) => Answers.ListAsync(http, (_, page) => all.ListAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.ReportingRead).Produces<Page<ReceiverItem>>();
        receivers.MapGet("/{id:guid}", async (HttpContext http, Guid id, ReceiverQueries all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "reportReceiver");
        }).Needs(Permission.ReportingRead).Produces<ReceiverView>();
        receivers.MapPost("/", (HttpContext http, ReceiverRegister register) => Answers.CreateAsync<ReceiverRequest, Created>(http, register.RegisterAsync))
            .Needs(Permission.ReportingWrite).Accepts<ReceiverRequest>("application/json").Produces<Created>(201);
        receivers.MapPut("/{id:guid}", (HttpContext http, Guid id, ReceiverRegister register) =>
                RegistersEndpoints.ChangeAsync<ReceiverRequest>(http, (version, body, request, ct) => register.ChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.ReportingWrite).Accepts<ReceiverRequest>("application/json").Produces<Changed>();
        receivers.MapPost("/{id:guid}/bundles", (HttpContext http, Guid id, ReportBundles bundles) =>
                Answers.CreateAsync<BundleRequest, Created>(http, (_, request, ct) => bundles.MakeAsync(id, request, ct)))
            .Needs(Permission.ReportingWrite).Accepts<BundleRequest>("application/json").Produces<Created>(201);
        reporting.MapGet("/bundles", (HttpContext http, ReportBundles bundles) => Answers.ListAsync(http, (query, page) => bundles.ListAsync(http.GetCaller(), query.Id("receiver"), page, http.RequestAborted)))
            .Needs(Permission.ReportingRead).Produces<Page<BundleItem>>();
        reporting.MapGet("/bundles/{id:guid}/file", async (HttpContext http, Guid id, ReportBundles bundles) =>
        {
            if (await bundles.FileAsync(http.GetCaller(), id, http.RequestAborted) is not { } file)
            {
                await Problems.Write(http, new NotFound("reportBundle"));
                return;
            }

            http.Response.ContentType = "application/zip";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
            await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
        }).Needs(Permission.ReportingRead).Produces(200, contentType: "application/zip");
    }

    /// <summary>A bundle asks for nothing; the body is there for the idempotency key.</summary>
    internal sealed record BundleRequest;
}
