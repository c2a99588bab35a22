using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Register;
using Hengjian.Governance.Agreements.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Web.Access;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Api;

/// <summary>Agreements on remote diagnosis through the web API. Both sides use the same routes; what is the other side's to do is 403.</summary>
internal static class AgreementsEndpoints
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static void MapAgreements(this RouteGroupBuilder api)
    {
        api.MapGet("/region/remote-reading", RegionalAsync).WithTags("Agreements").Needs(Permission.RegionalReadingRead).Produces<RegionalReadingView>()
            .WithSummary("Remote reading in the region by whole months: agreements and volumes, without patients and physicians.");
        var group = api.MapGroup("/agreements").WithTags("Agreements");
        group.MapGet("/", (HttpContext http, AgreementQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new AgreementFilter(query.Text("q"), query.Code<AgreementStanding>("standing"), query.YesNo("asks")), page, http.RequestAborted)))
            .Needs(Permission.RegistersRead).Produces<Page<AgreementItem>>();
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, AgreementQueries all) =>
                await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "agreement"))
            .Needs(Permission.RegistersRead).Produces<AgreementView>();
        group.MapGet("/{id:guid}/papers/{document:guid}", PaperAsync).Needs(Permission.RegistersRead).WithSummary("A paper of the agreement, for either side.");
        group.MapPost("/", (HttpContext http, ProposeAgreement act) => Answers.CreateAsync<AgreementRequest, Created>(http, act.ProposeAsync))
            .Needs(Permission.AgreementsWrite).Accepts<AgreementRequest>("application/json").Produces<Created>(201).WithSummary("The asking institution proposes and signs.");
        Act<AgreementReasonRequest, ProposeAgreement>(group, "withdrawal", a => a.WithdrawAsync);
        Act<AgreementAnswerRequest, AnswerAgreement>(group, "answer", a => a.AnswerAsync);
        Act<AgreementReaderRequest, AnswerAgreement>(group, "readers", a => a.AddReaderAsync);
        Act<AgreementReasonRequest, AnswerAgreement>(group, "end", a => a.EndAsync);
        group.MapPost("/{id:guid}/readers/{reader:guid}/removal", (HttpContext http, Guid id, Guid reader, AnswerAgreement act) =>
                Answers.CreateAsync<AgreementReasonRequest, Created>(http, (body, request, ct) => act.RemoveReaderAsync(id, reader, body, request, ct)))
            .Needs(Permission.AgreementsWrite).Accepts<AgreementReasonRequest>("application/json").Produces<Created>(201);
    }

    /// <summary>The region's figures on remote reading; 404 for an institution that is no region.</summary>
    private static async Task RegionalAsync(HttpContext http, RegionalReading region)
    {
        var query = new ListQuery(http);
        var (from, to) = (query.Date("from"), query.Date("to"));
        query.Errors.Require(!(to < from), "to", "register.endsBeforeStart");
        query.Errors.Require(!(from < Earliest) && !(to < Earliest), "from", "field.tooEarly");
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.FoundAsync(http, await region.FindAsync(http.GetCaller(), from, to, http.RequestAborted), "region");
    }

    private static void Act<TBody, TActs>(RouteGroupBuilder group, string name, Func<TActs, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>>> act)
        where TActs : notnull
        where TBody : notnull =>
        group.MapPost("/{id:guid}/" + name, (HttpContext http, Guid id, TActs acts) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => act(acts)(id, body, request, ct)))
            .Needs(Permission.AgreementsWrite).Accepts<TBody>("application/json").Produces<Created>(201);

    /// <summary>Sent to be saved, never shown within this origin.</summary>
    private static async Task PaperAsync(HttpContext http, Guid id, Guid document, AgreementQueries all)
    {
        if (await all.PaperAsync(http.GetCaller(), id, document, http.RequestAborted) is not { } paper)
        {
            await Problems.Write(http, new NotFound("document"));
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(paper.Document.FileName);
        http.Response.ContentType = paper.Document.MediaType;
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = paper.Content.Length;
        await http.Response.Body.WriteAsync(paper.Content, http.RequestAborted);
    }
}
