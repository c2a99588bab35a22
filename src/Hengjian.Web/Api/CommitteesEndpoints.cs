using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Motions;
using Hengjian.Governance.Committees.Seats;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Committees through the web API: seats, motions, votes and decisions.</summary>
internal static class CommitteesEndpoints
{
    public static void MapCommittees(this RouteGroupBuilder api)
    {
        var seats = api.MapGroup("/committee-seats").WithTags("Committees");
        seats.MapGet("/", async (HttpContext http, CommitteeSeats all) =>
        {
            var found = await all.ListAsync(http.GetCaller(), http.RequestAborted);
            await Answers.WriteAsync<Page<SeatView>>(http, new Page<SeatView>(found, found.Count));
        }).Needs(Permission.MotionsRead).Produces<Page<SeatView>>();
        seats.MapPost("/", (HttpContext http, CommitteeSeats all) => Answers.CreateAsync<SeatRequest, Created>(http, all.AppointAsync))
            .Needs(Permission.MotionsWrite).Accepts<SeatRequest>("application/json").Produces<Created>(201);
        seats.MapPost("/{id:guid}/end", (HttpContext http, Guid id, CommitteeSeats all) =>
                Answers.CreateAsync<MotionReasonRequest, Created>(http, (_, request, ct) => all.EndAsync(id, request, ct)))
            .Needs(Permission.MotionsWrite);

        var motions = api.MapGroup("/motions").WithTags("Committees");
        motions.MapGet("/", (HttpContext http, MotionQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), query.Code<CommitteeKind>("committee"), query.Code<MotionState>("state"), query.Flag("mine"), page, http.RequestAborted)))
            .Needs(Permission.MotionsRead).Produces<Page<MotionView>>();
        motions.MapGet("/{id:guid}", async (HttpContext http, Guid id, MotionQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "motion"))
            .Needs(Permission.MotionsRead).Produces<MotionView>();
        motions.MapPost("/", (HttpContext http, MotionActs acts) => Answers.CreateAsync<MotionRequest, Created>(http, acts.PutAsync))
            .Needs(Permission.MotionsWrite).Accepts<MotionRequest>("application/json").Produces<Created>(201);
        motions.MapPost("/{id:guid}/votes", (HttpContext http, Guid id, MotionActs acts) =>
                Answers.CreateAsync<VoteRequest, Created>(http, (body, request, ct) => acts.VoteAsync(id, body, request, ct)))
            .Needs(Permission.MotionsVote).Accepts<VoteRequest>("application/json").Produces<Created>(201);
        motions.MapPost("/{id:guid}/decision", (HttpContext http, Guid id, MotionActs acts) =>
                Answers.CreateAsync<MotionDecisionRequest, Created>(http, (body, request, ct) => acts.DecideAsync(id, body, request, ct)))
            .Needs(Permission.MotionsVote).Accepts<MotionDecisionRequest>("application/json").Produces<Created>(201);
        motions.MapPost("/{id:guid}/stop", (HttpContext http, Guid id, MotionActs acts) =>
                Answers.CreateAsync<MotionReasonRequest, Created>(http, (body, request, ct) => acts.StopAsync(id, body, request, ct)))
            .Needs(Permission.MotionsVote).Accepts<MotionReasonRequest>("application/json").Produces<Created>(201);
        motions.MapPost("/{id:guid}/withdrawal", (HttpContext http, Guid id, MotionActs acts) =>
                Answers.CreateAsync<MotionReasonRequest, Created>(http, (body, request, ct) => acts.WithdrawAsync(id, body, request, ct)))
            .Needs(Permission.MotionsWrite).Accepts<MotionReasonRequest>("application/json").Produces<Created>(201);
    }
}
