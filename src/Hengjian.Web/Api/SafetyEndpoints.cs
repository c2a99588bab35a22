using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Handling;
using Hengjian.Governance.Safety.Reporting;
using Hengjian.Governance.Safety.Views;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Adverse events through the web API: reported on a case or without one, investigated, acted upon, closed.</summary>
internal static class SafetyEndpoints
{
    public static void MapSafety(this RouteGroupBuilder api)
    {
        api.MapPost("/cases/{id:guid}/adverse-events", (HttpContext http, Guid id, ReportAdverseEvent act) =>
                Answers.CreateAsync<AdverseEventRequest, EventReported>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .Needs(Permission.AdverseEventsReport).WithTags("AdverseEvents").Accepts<AdverseEventRequest>("application/json").Produces<EventReported>(201);
        var events = api.MapGroup("/adverse-events").WithTags("AdverseEvents");
        events.MapPost("/", (HttpContext http, ReportAdverseEvent act) =>
                Answers.CreateAsync<AdverseEventRequest, EventReported>(http, (body, request, ct) => act.HandleAsync(null, body, request, ct)))
            .Needs(Permission.AdverseEventsReport).Accepts<AdverseEventRequest>("application/json").Produces<EventReported>(201);
        events.MapGet("/", (HttpContext http, AdverseEventList list) => Answers.ListAsync(http, (query, page) => list.ListAsync(
                http.GetCaller(),
                new EventFilter(
                    query.Code<EventState>("state"), query.Code<EventGrade>("grade"), query.Code<EventKind>("kind"), query.Code<SuspensionProposal>("suspension"), query.Id("deployment"),
                    query.Flag("overdue"), query.Text("q")),
                page,
                http.RequestAborted)))
            .Needs(Permission.AdverseEventsReport).Produces<Page<EventItem>>();
        events.MapGet("/{id:guid}", async (HttpContext http, Guid id, AdverseEventList list) =>
            await Answers.FoundAsync(http, await list.FindAsync(http.GetCaller(), id, http.RequestAborted), "adverseEvent")).Needs(Permission.AdverseEventsReport).Produces<EventView>();
        Act<InvestigationRequest, HandleEvent>(events, "investigation", Permission.AdverseEventsHandle, (act, id, r, w, ct) => act.InvestigateAsync(id, r, w, ct));
        Act<ExternalReportRequest, HandleEvent>(events, "external-reports", Permission.AdverseEventsHandle, (act, id, r, w, ct) => act.EnterOutsideAsync(id, r, w, ct));
        Act<EventNoteRequest, HandleEvent>(events, "closure", Permission.AdverseEventsHandle, (act, id, r, w, ct) => act.CloseAsync(id, r, w, ct));
        Act<EventNoteRequest, HandleEvent>(events, "suspension-refusal", Permission.DeploymentsSuspend, (act, id, r, w, ct) => act.DeclineSuspensionAsync(id, r, w, ct));
        Act<ActionRequest, EventActions>(events, "actions", Permission.AdverseEventsHandle, (act, id, r, w, ct) => act.AgreeAsync(id, r, w, ct));
        events.MapPost("/{id:guid}/actions/{action:guid}/completion", (HttpContext http, Guid id, Guid action, EventActions act) =>
                Answers.CreateAsync<CompletionRequest, Created>(http, (body, request, ct) => act.CompleteAsync(id, action, body, request, ct)))
            .Needs(Permission.AdverseEventsHandle).Accepts<CompletionRequest>("application/json").Produces<Created>(201);
        events.MapPost("/{id:guid}/actions/{action:guid}/effect", (HttpContext http, Guid id, Guid action, EventActions act) =>
                Answers.CreateAsync<EffectRequest, Created>(http, (body, request, ct) => act.CheckEffectAsync(id, action, body, request, ct)))
            .Needs(Permission.AdverseEventsHandle).Accepts<EffectRequest>("application/json").Produces<Created>(201);
    }

    private static void Act<TBody, TAct>(
        RouteGroupBuilder group, string path, Permission permission, Func<TAct, Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>> run)
        where TBody : notnull
        where TAct : notnull =>
        group.MapPost("/{id:guid}/" + path, (HttpContext http, Guid id, TAct act) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => run(act, id, body, request, ct)))
            .Needs(permission).Accepts<TBody>("application/json").Produces<Created>(201);
}
