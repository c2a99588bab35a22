using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Remote;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Cases of other institutions, for the physicians who read them under agreements. Outside agreement, technology, term and list everything is 404.</summary>
internal static class RemoteEndpoints
{
    public static void MapRemote(this RouteGroupBuilder api)
    {
        var remote = api.MapGroup("/remote").WithTags("Remote readers");
        remote.MapGet("/cases", ListAsync).Needs(Permission.CasesRead).Produces<Page<RemoteCaseItem>>().WithSummary("The work-list over all institutions that ask.");
        remote.MapGet("/cases/{id:guid}", FindAsync).Needs(Permission.CasesRead).Produces<CaseView>().WithSummary("A case of another institution as its reader may see it.");
        Act<OpinionRequest, SignOpinion>(remote, "opinions", Permission.OpinionsSign, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<FinalDiagnosisRequest, SignFinalDiagnosis>(remote, "final-diagnosis", Permission.FinalDiagnosesSign, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        api.MapGet("/practitioners/{id:guid}/reading-volume", VolumeAsync).Needs(Permission.RegistersRead).Produces<ReaderVolume>()
            .WithTags("Practitioners").WithSummary("Cases that a person has read, here and for other institutions.");
    }

    private static async Task ListAsync(HttpContext http, RemoteCases cases)
    {
        var query = new ListQuery(http);
        var institution = query.Id("institution");
        var filter = new CaseFilter
        {
            States = query.Codes<CaseState>("state"),
            Mine = query.Flag("mine"),
            Overdue = query.Flag("overdue"),
            Sort = query.Code<CaseSort>("sort") ?? CaseSort.Newest,
            Page = query.Page,
            PageSize = query.PageSize,
        };
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.WriteAsync<Page<RemoteCaseItem>>(http, await cases.ListAsync(http.GetCaller(), institution, filter, http.RequestAborted));
    }

    private static async Task FindAsync(HttpContext http, Guid id, RemoteCases cases, CaseQueries queries, IAccessLog log)
    {
        var seat = await cases.SeatForAsync(http.GetCaller(), id, acting: false, http.RequestAborted);
        var found = seat is null ? null : await queries.FindAsync(seat.Caller, id, http.RequestAborted);
        if (found is not null)
        {
            log.Read(new WriteRequest(seat!.Caller, http.TraceIdentifier), "Case", id);
        }

        await Answers.FoundAsync(http, found, "case");
    }

    private static void Act<TBody, TAct>(
        RouteGroupBuilder remote, string path, Permission permission, Func<TAct, Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<CasePartAnswer>>> run)
        where TBody : notnull
        where TAct : notnull =>
        remote.MapPost("/cases/{id:guid}/" + path, (HttpContext http, Guid id, TAct act, RemoteCases cases) =>
                Answers.CreateAsync<TBody, CasePartAnswer>(http, async (body, request, ct) => request.Caller.Kind != CallerKind.User
                    ? await run(act, id, body, request, ct) // a device never signs, which the act itself says by its clause
                    : await cases.SeatForAsync(request.Caller, id, acting: true, ct) is { } seat ? await run(act, id, body, request with { Caller = seat.Caller }, ct) : new NotFound("case")))
            .Needs(permission).Accepts<TBody>("application/json").Produces<CasePartAnswer>(201);

    private static async Task VolumeAsync(HttpContext http, Guid id, ReadingVolumes volumes)
    {
        var query = new ListQuery(http);
        var (from, to) = (query.Date("from"), query.Date("to"));
        query.Errors.Require(!(to < from), "to", "register.endsBeforeStart");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await volumes.OfAsync(http.GetCaller(), id, from, to, http.RequestAborted), "practitioner");
    }
}
