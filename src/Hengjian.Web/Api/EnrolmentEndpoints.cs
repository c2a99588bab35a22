using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.CaseLog;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Governance.Training.Recognition;
using Hengjian.Web.Access;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Api;

/// <summary>Enrolments through the web API: application to completion, sessions and sign-ins, reading on line, case logs, evidence of the other routes. Everybody's own part.</summary>
internal static class EnrolmentEndpoints
{
    public static void MapEnrolments(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/training/enrolments").WithTags("Training");
        MapReading(group);
        group.MapPost("/", (HttpContext http, ApplyForTraining act) => Answers.CreateAsync<EnrolmentRequest, Created>(http, act.HandleAsync))
            .Needs(Permission.EnrolmentsApply).Accepts<EnrolmentRequest>("application/json").Produces<Created>(201).WithSummary("An application: a trainer for anybody, a trainee for the own person.");
        Act<EnrolmentDecisionRequest, DecideEnrolment>(group, "decision", Permission.EnrolmentsWrite, a => a.HandleAsync);
        Act<SupervisorRequest, EnrolmentCare>(group, "supervisors", Permission.EnrolmentsWrite, a => a.AssignAsync);
        Act<ExtensionRequest, EnrolmentCare>(group, "extension", Permission.EnrolmentsWrite, a => a.ExtendAsync);
        Act<TrainingReasonRequest, EnrolmentCare>(group, "withdrawal", Permission.EnrolmentsWrite, a => a.WithdrawAsync);
        Act<EvidenceRequest, EnterEvidence>(group, "evidence", Permission.EnrolmentsWrite, a => a.EnterAsync);
        Act<EvidenceCheckRequest, EnterEvidence>(group, "evidence-check", Permission.TrainingEvidenceCheck, a => a.CheckAsync);
        Act<TrainingSignatureRequest, CompleteEnrolment>(group, "completion", Permission.EnrolmentsWrite, a => a.HandleAsync);
        Act<CaseLogRequest, LogCase>(group, "cases", Permission.TrainingAttend, a => a.HandleAsync);
        Act<PlanChangeRequest, ChangePlan>(group, "plan-changes", Permission.EnrolmentsRead, a => a.AskAsync);
        group.MapPost("/{id:guid}/plan-changes/{change:guid}/decision", (HttpContext http, Guid id, Guid change, ChangePlan act) =>
                Answers.CreateAsync<PlanChangeAnswer, Created>(http, (body, request, ct) => act.DecideAsync(id, change, body, request, ct)))
            .Needs(Permission.EnrolmentsWrite).Accepts<PlanChangeAnswer>("application/json").Produces<Created>(201);
        group.MapPost("/{id:guid}/supervisors/{person:guid}/release", (HttpContext http, Guid id, Guid person, EnrolmentCare act) =>
                Answers.CreateAsync<TrainingReasonRequest, Created>(http, (body, request, ct) => act.ReleaseAsync(id, person, body, request, ct)))
            .Needs(Permission.EnrolmentsWrite).Accepts<TrainingReasonRequest>("application/json").Produces<Created>(201);
        group.MapPost("/{id:guid}/cases/{entry:guid}/signature", (HttpContext http, Guid id, Guid entry, AnswerCase act) =>
                Answers.CreateAsync<CaseSignatureRequest, Created>(http, (body, request, ct) => act.SignAsync(id, entry, body, request, ct)))
            .Needs(Permission.TrainingSupervise).Accepts<CaseSignatureRequest>("application/json").Produces<Created>(201);
        group.MapPost("/{id:guid}/cases/{entry:guid}/rejection", (HttpContext http, Guid id, Guid entry, AnswerCase act) =>
                Answers.CreateAsync<TrainingReasonRequest, Created>(http, (body, request, ct) => act.RejectAsync(id, entry, body, request, ct)))
            .Needs(Permission.TrainingSupervise).Accepts<TrainingReasonRequest>("application/json").Produces<Created>(201);
        group.MapPost("/{id:guid}/materials/{material:guid}/mark", async (HttpContext http, Guid id, Guid material, ReadMaterial act) =>
                await Answers.WriteAsync(http, await act.MarkAsync(id, material, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.TrainingAttend).Produces<ReadingMark>().WithSummary("The trainee has the material in view at this moment; takes no body.");
        MapSessions(api.MapGroup("/training/sessions").WithTags("Training"));
        var attendances = api.MapGroup("/training/attendances").WithTags("Training");
        attendances.MapPost("/", (HttpContext http, Attend act) => Answers.CreateAsync<AttendanceRequest, Created>(http, act.SignInAsync))
            .Needs(Permission.TrainingAttend).Accepts<AttendanceRequest>("application/json").Produces<Created>(201).WithSummary("Signs in with the code that the session's page shows.");
        attendances.MapPost("/{id:guid}/end", (HttpContext http, Guid id, Attend act) =>
                Answers.CreateAsync<AttendanceRequest, Created>(http, (body, request, ct) => act.SignOutAsync(id, body, request, ct)))
            .Needs(Permission.TrainingAttend).Accepts<AttendanceRequest>("application/json").Produces<Created>(201);
    }

    private static void MapReading(RouteGroupBuilder group)
    {
        group.MapGet("/", (HttpContext http, EnrolmentQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(),
                new EnrolmentFilter(query.Text("q"), query.Code<EnrolmentState>("state"), query.Code<TrainingRoute>("route"), query.Code<EnrolmentWaiting>("waiting"), query.Flag("late")),
                page,
                http.RequestAborted)))
            .Needs(Permission.EnrolmentsRead).Produces<Page<EnrolmentItem>>();
        group.MapGet("/{id:guid}", async (HttpContext http, Guid id, EnrolmentQueries all) =>
            await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "enrolment")).Needs(Permission.EnrolmentsRead).Produces<EnrolmentView>();
        group.MapGet("/{id:guid}/progress", async (HttpContext http, Guid id, TrainingProgress progress) =>
                await Answers.FoundAsync(http, await progress.FindAsync(http.GetCaller(), id, http.RequestAborted), "enrolment"))
            .Needs(Permission.EnrolmentsRead).Produces<ProgressView>().WithSummary("Months, hours and cases as computed from records, with every clause of completion as of now.");
        group.MapGet("/{id:guid}/cases", async (HttpContext http, Guid id, CaseLogQueries log) =>
            await Answers.FoundAsync(http, await log.OfAsync(http.GetCaller(), id, http.RequestAborted), "enrolment")).Needs(Permission.EnrolmentsRead).Produces<CaseLogList>();
        group.MapGet("/{id:guid}/materials", async (HttpContext http, Guid id, ReadMaterial read) =>
                await Answers.FoundAsync(http, await read.ListAsync(http.GetCaller(), id, http.RequestAborted) is { } found ? new Page<MaterialView>(found, found.Count) : null, "enrolment"))
            .Needs(Permission.EnrolmentsRead).Produces<Page<MaterialView>>();
        group.MapGet("/{id:guid}/materials/{material:guid}/file", FileAsync).Needs(Permission.EnrolmentsRead).WithSummary("The material's document.");
    }

    private static void MapSessions(RouteGroupBuilder sessions)
    {
        sessions.MapGet("/", (HttpContext http, SessionQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(http.GetCaller(), query.Flag("waiting"), page, http.RequestAborted)))
            .Needs(Permission.TrainingSupervise).Produces<Page<SessionItem>>();
        sessions.MapGet("/{id:guid}", async (HttpContext http, Guid id, SessionQueries all) =>
            await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "session")).Needs(Permission.TrainingSupervise).Produces<SessionView>();
        sessions.MapPost("/", (HttpContext http, Sessions act) => Answers.CreateAsync<SessionRequest, Created>(http, act.OpenAsync))
            .Needs(Permission.TrainingSupervise).Accepts<SessionRequest>("application/json").Produces<Created>(201).WithSummary("A session begins now; its page shows the code.");
        sessions.MapPost("/late", (HttpContext http, Sessions act) => Answers.CreateAsync<LateSessionRequest, Created>(http, act.EnterAsync))
            .Needs(Permission.EnrolmentsWrite).Accepts<LateSessionRequest>("application/json").Produces<Created>(201).WithSummary("A session entered afterwards; it counts once its supervisor has signed.");
        sessions.MapPost("/{id:guid}/close", async (HttpContext http, Guid id, Sessions act) =>
                await Answers.WriteAsync(http, await act.CloseAsync(id, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.TrainingSupervise).Produces<Created>(201).WithSummary("Takes no body.");
        sessions.MapPost("/{id:guid}/signature", (HttpContext http, Guid id, Sessions act) =>
                Answers.CreateAsync<TrainingSignatureRequest, Created>(http, (body, request, ct) => act.SignAsync(id, body.Signature, request, ct)))
            .Needs(Permission.TrainingSupervise).Accepts<TrainingSignatureRequest>("application/json").Produces<Created>(201);
    }

    private static void Act<TBody, TActs>(
        RouteGroupBuilder group, string name, Permission needed, Func<TActs, Func<Guid, TBody, WriteRequest, CancellationToken, Task<Outcome<Created>>>> act)
        where TActs : notnull
        where TBody : notnull =>
        group.MapPost("/{id:guid}/" + name, (HttpContext http, Guid id, TActs acts) => Answers.CreateAsync<TBody, Created>(http, (body, request, ct) => act(acts)(id, body, request, ct)))
            .Needs(needed).Accepts<TBody>("application/json").Produces<Created>(201);

    /// <summary>Sent to be saved, never shown within this origin.</summary>
    private static async Task FileAsync(HttpContext http, Guid id, Guid material, ReadMaterial read)
    {
        if (await read.ContentAsync(http.GetCaller(), id, material, http.RequestAborted) is not { } file)
        {
            await Problems.Write(http, new NotFound("document"));
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Document.FileName);
        http.Response.ContentType = file.Document.MediaType;
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.ContentLength = file.Content.Length;
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted);
    }
}
