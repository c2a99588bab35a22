using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Reading through the web API: sittings, critical values, assignment, reading plans.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases/{id:guid}").WithTags("Reading");
        cases.MapGet("/reading", async (HttpContext http, Guid id, ReadingQueries queries) =>
                await Answers.FoundAsync(http, await queries.FindAsync(http.GetCaller(), id, http.RequestAborted), "case"))
            .Needs(Permission.CasesRead).Produces<ReadingView>().WithSummary("How the case is read: plan, draw, critical values, cases of the same examination.");
        cases.MapPost("/critical-values", (HttpContext http, Guid id, ReportCriticalValue act) =>
                Answers.CreateAsync<CriticalValueRequest, CasePartAnswer>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .Needs(Permission.OpinionsSign).Accepts<CriticalValueRequest>("application/json").Produces<CasePartAnswer>(201).WithSummary("A critical value was told, with read-back.");
        cases.MapPost("/readers", (HttpContext http, Guid id, AssignReaders act) =>
                Answers.CreateAsync<ReadersRequest, CaseStateAnswer>(http, (body, request, ct) => act.HandleAsync(id, body, request, ct)))
            .Needs(Permission.CasesAssign).Accepts<ReadersRequest>("application/json").Produces<CaseStateAnswer>(201).WithSummary("Names the readers, or gives the case back to the pool.");

        api.MapPost("/reading-sessions", (HttpContext http, SignReadingSession act) =>
                Answers.CreateAsync<ReadingSessionRequest, SessionAnswer>(http, act.HandleAsync))
            .WithTags("Reading").Needs(Permission.OpinionsSign).Accepts<ReadingSessionRequest>("application/json").Produces<SessionAnswer>(201)
            .WithSummary("Signs opinions on several cases of one examination with one signature, altogether or not at all.");

        var plans = api.MapGroup("/deployments/{id:guid}/reading-plan").WithTags("Reading");
        plans.MapGet("/", async (HttpContext http, Guid id, ReadingPlans all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "deployment");
        }).Needs(Permission.RegistersRead).Produces<ReadingPlanView>();
        plans.MapPut("/", (HttpContext http, Guid id, ReadingPlans all) =>
                RegistersEndpoints.ChangeAsync<ReadingPlan>(http, (etag, body, request, ct) => all.ChangeAsync(id, etag, body, request, ct)))
            .Needs(Permission.DeploymentsWrite).Accepts<ReadingPlan>("application/json").Produces<Changed>();
    }
}
