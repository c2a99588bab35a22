using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Concerns.Handling;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Concerns through the web API, for their handlers alone. They are raised on the page, which anybody opens without signing in.</summary>
internal static class ConcernsEndpoints
{
    public static void MapConcerns(this RouteGroupBuilder api)
    {
        var concerns = api.MapGroup("/concerns").WithTags("Concerns");
        concerns.MapGet("/", (HttpContext http, ConcernList list) => Answers.ListAsync(http, (query, page) =>
                list.ListAsync(http.GetCaller(), query.Code<ConcernState>("state"), page, http.RequestAborted)))
            .Needs(Permission.ConcernsHandle).Produces<Page<ConcernItem>>();
        concerns.MapGet("/statistics", async (HttpContext http, ConcernList list) =>
            await Answers.FoundAsync(http, await list.StatisticsAsync(http.GetCaller(), http.RequestAborted), "concern")).Needs(Permission.ConcernsHandle).Produces<ConcernStatistics>();
        concerns.MapGet("/{id:guid}", async (HttpContext http, Guid id, ConcernList list) =>
            await Answers.FoundAsync(http, await list.FindAsync(http.GetCaller(), id, http.RequestAborted), "concern")).Needs(Permission.ConcernsHandle).Produces<ConcernView>();
        Act<AnswerRequest>(concerns, "answers", (act, id, body, request, ct) => act.AnswerAsync(id, body, request, ct));
        Act<AnswerRequest>(concerns, "protection", (act, id, body, request, ct) => act.ProtectAsync(id, body, request, ct));
        Act<DecisionRequest>(concerns, "decision", (act, id, body, request, ct) => act.DecideAsync(id, body, request, ct));
        Act<ReferralRequest>(concerns, "referral", (act, id, body, request, ct) => act.ReferAsync(id, body, request, ct));
        concerns.MapPost("/{id:guid}/stepping-aside", async (HttpContext http, Guid id, HandleConcern act) =>
                await Answers.WriteAsync(http, await act.StepAsideAsync(id, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.ConcernsHandle).Produces<Created>(201).WithSummary("The caller is concerned in it and sees it no more; another handler takes over.");
    }

    private static void Act<TBody>(RouteGroupBuilder group, string path, Func<HandleConcern, Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>> run)
        where TBody : notnull =>
        group.MapPost("/{id:guid}/" + path, (HttpContext http, Guid id, HandleConcern act) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => run(act, id, body, request, ct)))
            .Needs(Permission.ConcernsHandle).Accepts<TBody>("application/json").Produces<Created>(201);
}
