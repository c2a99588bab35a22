using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Handovers.People;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Handing over what waits for people who left or are suspended.</summary>
internal static class HandoversEndpoints
{
    public static void MapHandovers(this RouteGroupBuilder api)
    {
        var handovers = api.MapGroup("/handovers").WithTags("Handovers");
        handovers.MapGet("/", async (HttpContext http, HandoverQueries queries) =>
        {
            var found = await queries.LeaversAsync(http.GetCaller(), http.RequestAborted);
            await Answers.WriteAsync<Page<LeaverView>>(http, new Page<LeaverView>(found, found.Count));
        }).Needs(Permission.TasksHandOver).Produces<Page<LeaverView>>().WithSummary("Everybody who left, is suspended or whose account is closed while tasks wait.");
        handovers.MapGet("/{id:guid}", async (HttpContext http, Guid id, HandoverQueries queries) =>
                await Answers.FoundAsync(http, await queries.FindAsync(http.GetCaller(), id, http.RequestAborted), "person"))
            .Needs(Permission.TasksHandOver).Produces<PersonTasks>().WithSummary("What waits for a person, by the id of the record or of the account, and what passed on already.");
        handovers.MapPost("/", (HttpContext http, HandOver act) => Answers.CreateAsync<HandoverRequest, HandoverAnswer>(http, act.HandleAsync))
            .Needs(Permission.TasksHandOver).Accepts<HandoverRequest>("application/json").Produces<HandoverAnswer>(201)
            .WithSummary("Gives tasks to a colleague, one, some or all; tasks that refuse the colleague stay and are named.");
    }
}
