using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Programmes;
using Hengjian.Web.Access;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Api;

/// <summary>Training bases and programmes through the web API. The institution keeps and applies; the province's regulator designates, suspends and re-checks.</summary>
internal static class TrainingBaseEndpoints
{
    public static void MapTrainingBases(this RouteGroupBuilder api)
    {
        var bases = api.MapGroup("/training/bases").WithTags("Training");
        bases.MapGet("/", (HttpContext http, BaseQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new BaseFilter(query.Text("q"), query.Code<BaseStanding>("standing"), query.Flag("waiting"), query.Flag("reviewDue")), page, http.RequestAborted)))
            .Needs(Permission.TrainingBasesRead).Produces<Page<TrainingBaseItem>>().WithSummary("The institution's bases; for a regulator those of the region.");
        bases.MapGet("/designated", (HttpContext http, BaseQueries all) => Answers.ListAsync(http, (query, page) => all.DesignatedAsync(http.GetCaller(), query.Text("category"), page, http.RequestAborted)))
            .Needs(Permission.TrainingBasesRead).Produces<Page<PublicBase>>().WithSummary("Bases of every institution that are designated today.");
        bases.MapGet("/{id:guid}", async (HttpContext http, Guid id, BaseQueries all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found is not null)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(found.Version);
            }

            await Answers.FoundAsync(http, found, "trainingBase");
        }).Needs(Permission.TrainingBasesRead).Produces<TrainingBaseView>();
        bases.MapGet("/{id:guid}/papers/{document:guid}", PaperAsync).Needs(Permission.TrainingBasesRead).WithSummary("A paper of the base, for the regulator too.");
        bases.MapPost("/", (HttpContext http, TrainingBases register) => Answers.CreateAsync<TrainingBaseRequest, Created>(http, register.RegisterAsync))
            .Needs(Permission.TrainingBasesWrite).Accepts<TrainingBaseRequest>("application/json").Produces<Created>(201);
        bases.MapPut("/{id:guid}", (HttpContext http, Guid id, TrainingBases register) =>
                RegistersEndpoints.ChangeAsync<TrainingBaseRequest>(http, (version, body, request, ct) => register.ChangeAsync(id, version, body, request, ct)))
            .Needs(Permission.TrainingBasesWrite).Accepts<TrainingBaseRequest>("application/json").Produces<Changed>();
        bases.MapPut("/{id:guid}/facilities", (HttpContext http, Guid id, TrainingBases register) =>
                RegistersEndpoints.ChangeAsync<BaseFacilitiesRequest>(http, (version, body, request, ct) => register.FurnishAsync(id, version, body, request, ct)))
            .Needs(Permission.TrainingBasesWrite).Accepts<BaseFacilitiesRequest>("application/json").Produces<Changed>();
        Act<BaseApplicationRequest, BaseApplications>(bases, "application", Permission.TrainingBasesWrite, a => a.ApplyAsync);
        Act<BaseReasonRequest, BaseApplications>(bases, "application/withdrawal", Permission.TrainingBasesWrite, a => a.WithdrawAsync);
        Act<BaseDesignationRequest, DesignateBase>(bases, "designation", Permission.TrainingBasesDesignate, a => a.DesignateAsync);
        Act<BaseReasonRequest, DesignateBase>(bases, "refusal", Permission.TrainingBasesDesignate, a => a.RefuseAsync);
        Act<BaseReasonRequest, SuspendBase>(bases, "suspension", Permission.TrainingBasesDesignate, a => a.SuspendAsync);
        Act<BaseReasonRequest, SuspendBase>(bases, "resumption", Permission.TrainingBasesDesignate, a => a.ResumeAsync);
        Act<BaseReasonRequest, SuspendBase>(bases, "end", Permission.TrainingBasesDesignate, a => a.EndAsync);
        Act<BaseReviewRequest, BaseReviews>(bases, "review", Permission.TrainingBasesDesignate, a => a.ConcludeAsync);
        MapProgrammes(api.MapGroup("/training/programmes").WithTags("Training"));
    }

    private static void MapProgrammes(RouteGroupBuilder programmes)
    {
        programmes.MapGet("/", (HttpContext http, ProgrammeQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new ProgrammeFilter(query.Text("q"), query.Code<ProgrammeKind>("kind"), query.Id("base"), query.Flag("draft")), page, http.RequestAborted)))
            .Needs(Permission.TrainingProgrammesRead).Produces<Page<ProgrammeItem>>();
        programmes.MapGet("/{id:guid}", async (HttpContext http, Guid id, ProgrammeQueries all) =>
        {
            var found = await all.FindAsync(http.GetCaller(), id, http.RequestAborted);
            if (found?.Versions.FirstOrDefault(v => v.State == ProgrammeState.Draft) is { } draft)
            {
                http.Response.Headers.ETag = RegistersEndpoints.EntityTag(draft.Version);
            }

            await Answers.FoundAsync(http, found, "trainingProgramme");
        }).Needs(Permission.TrainingProgrammesRead).Produces<ProgrammeView>().WithSummary("The ETag is that of its draft.");
        programmes.MapPost("/", (HttpContext http, TrainingProgrammes register) => Answers.CreateAsync<ProgrammeRequest, Created>(http, register.RegisterAsync))
            .Needs(Permission.TrainingProgrammesWrite).Accepts<ProgrammeRequest>("application/json").Produces<Created>(201);
        programmes.MapPut("/{id:guid}/draft", (HttpContext http, Guid id, TrainingProgrammes register) =>
                RegistersEndpoints.ChangeAsync<ProgrammeDraftRequest>(http, (version, body, request, ct) => register.ChangeDraftAsync(id, version, body, request, ct)))
            .Needs(Permission.TrainingProgrammesWrite).Accepts<ProgrammeDraftRequest>("application/json").Produces<Changed>();
        Act<ProgrammeStepRequest, TrainingProgrammes>(programmes, "versions", Permission.TrainingProgrammesWrite, a => a.ReviseAsync);
        Act<ProgrammeStepRequest, TrainingProgrammes>(programmes, "discard", Permission.TrainingProgrammesWrite, a => a.DiscardAsync);
        Act<ProgrammeApprovalRequest, ApproveProgramme>(programmes, "approval", Permission.TrainingProgrammesApprove, a => a.HandleAsync);
    }

    private static void Act<TBody, TActs>(
        RouteGroupBuilder group, string name, Permission needed, Func<TActs, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>>> act)
        where TActs : notnull
        where TBody : notnull =>
        group.MapPost("/{id:guid}/" + name, (HttpContext http, Guid id, TActs acts) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => act(acts)(id, body, request, ct)))
            .Needs(needed).Accepts<TBody>("application/json").Produces<Created>(201);

    /// <summary>Sent to be saved, never shown within this origin.</summary>
    private static async Task PaperAsync(HttpContext http, Guid id, Guid document, BaseQueries all)
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
