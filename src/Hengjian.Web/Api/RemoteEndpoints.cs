using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Cases.Remote;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Register;
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
        Act<CriticalValueRequest, ReportCriticalValue>(remote, "critical-values", Permission.OpinionsSign, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        remote.MapGet("/cases/{id:guid}/rules", RulesAsync).Needs(Permission.OpinionsSign).Produces<OperatingRulesAnswer>().WithSummary("R17-3.1a for the reader: the asking institution's rules, and which are acknowledged.");
        remote.MapPost("/cases/{id:guid}/rules/{policy:guid}/acknowledgement", AcknowledgeAsync).Needs(Permission.OpinionsSign)
            .Accepts<PolicyAcknowledgementRequest>("application/json").Produces<Created>(201);
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

    private static async Task RulesAsync(HttpContext http, Guid id, RemoteCases cases, CaseQueries queries, PolicyAnswers rules)
    {
        var seat = await cases.SeatForAsync(http.GetCaller(), id, acting: false, http.RequestAborted);
        var found = seat is null ? null : await queries.FindAsync(seat.Caller, id, http.RequestAborted);
        await Answers.FoundAsync(
            http, found is null ? null : await rules.OperatingAsync(seat!.Caller, found.Deployment.Id, seat.Caller.PractitionerId, PolicyAct.Opinion, null, http.RequestAborted), "case");
    }

    /// <summary>Only a rule that binds the reader on the case's deployment can be acknowledged from here.</summary>
    private static Task AcknowledgeAsync(HttpContext http, Guid id, Guid policy, RemoteCases cases, CaseQueries queries, PolicyAnswers rules, AcknowledgePolicy act) =>
        Answers.CreateAsync<PolicyAcknowledgementRequest, Created>(http, async (body, request, ct) =>
        {
            var seat = await cases.SeatForAsync(request.Caller, id, acting: false, ct);
            var found = seat is null ? null : await queries.FindAsync(seat.Caller, id, ct);
            var asked = found is null ? null : await rules.OperatingAsync(seat!.Caller, found.Deployment.Id, seat.Caller.PractitionerId, PolicyAct.Opinion, null, ct);
            return asked?.Rules.Any(r => r.PolicyId == policy && r.Binding) == true ? await act.HandleAsync(policy, body, request with { Caller = seat!.Caller }, ct) : new NotFound("policy");
        });

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
