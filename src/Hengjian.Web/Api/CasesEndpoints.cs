using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Closing;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.References;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;

namespace Hengjian.Web.Api;

/// <summary>Cases through the web API (interfaces.md).</summary>
internal static class CasesEndpoints
{
    public static void MapCases(this RouteGroupBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        cases.MapPost("/", (HttpContext http, RegisterCase act) => Answers.CreateAsync<RegisterCaseRequest, RegisteredCase>(http, act.HandleAsync))
            .Needs(Permission.CasesRegister).Accepts<RegisterCaseRequest>("application/json").Produces<RegisteredCase>(201).WithSummary("Registers a case.");
        cases.MapGet("/", ListAsync).Needs(Permission.CasesRead).Produces<CasePage>().WithSummary("The work-list within the caller's scope.");
        cases.MapGet("/{id:guid}", async (HttpContext http, Guid id, CaseQueries queries) =>
                await Answers.FoundAsync(http, await queries.FindAsync(http.GetCaller(), id, http.RequestAborted), "case"))
            .Needs(Permission.CasesRead).Produces<CaseView>().WithSummary("A case as the caller may see it.");
        cases.MapGet("/{id:guid}/timeline", TimeLineAsync).Needs(Permission.CasesRead).WithSummary("What the ledger records of the case.");
        cases.MapGet("/states", (HttpContext http) => Answers.WriteAsync<List<CaseTransition>>(http, CaseMachine.Table.ToList()))
            .Needs(Permission.RulesRead).WithSummary("The state table.");

        Act<IndicationAnswers, CaseStateAnswer, ConfirmIndication>(cases, "indication", Permission.CasesConfirmIndication, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<ConsentRequest, CasePartAnswer, RecordConsent>(cases, "consents", Permission.ConsentsRecord, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<ProcedureStartRequest, CaseStateAnswer, StartProcedure>(cases, "procedure-start", Permission.ConsentsRecord, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        cases.MapPost("/{id:guid}/consents/{consent:guid}/withdrawal", (HttpContext http, Guid id, Guid consent, WithdrawConsent act) =>
                Answers.CreateAsync<ConsentWithdrawalRequest, CasePartAnswer>(http, (body, request, ct) => act.HandleAsync(id, consent, body, request, ct)))
            .Needs(Permission.ConsentsRecord).Accepts<ConsentWithdrawalRequest>("application/json").Produces<CasePartAnswer>(201).WithSummary("The patient takes a consent back.");
        Act<AiResultRequest, AiResultReceived, ReceiveAiResult>(cases, "ai-results", Permission.AiResultsSubmit, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<AiFailureRequest, CaseStateAnswer, ReportAiFailure>(cases, "ai-failure", Permission.AiResultsSubmit, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<OpinionRequest, CasePartAnswer, SignOpinion>(cases, "opinions", Permission.OpinionsSign, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<ResolutionRequest, CasePartAnswer, ResolveDisagreement>(cases, "resolution", Permission.DisagreementsResolve, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<FinalDiagnosisRequest, CasePartAnswer, SignFinalDiagnosis>(cases, "final-diagnosis", Permission.FinalDiagnosesSign, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        cases.MapPost("/{id:guid}/references/{reference:guid}/withdrawal", (HttpContext http, Guid id, Guid reference, AddReference act) =>
                Answers.CreateAsync<ReferenceWithdrawal, CasePartAnswer>(http, (body, request, ct) => act.WithdrawAsync(id, reference, body, request, ct)))
            .Needs(Permission.ReferencesRecord).Accepts<ReferenceWithdrawal>("application/json").Produces<CasePartAnswer>(201);
        Act<ReferenceRequest, CasePartAnswer, AddReference>(cases, "references", Permission.ReferencesRecord, (act, id, r, w, ct) => act.HandleAsync(id, r, w, ct));
        Act<ClosingRequest, CaseStateAnswer, CloseCase>(cases, "cancellation", Permission.CasesCancel, (act, id, r, w, ct) => act.CancelAsync(id, r, w, ct));
        Act<ClosingRequest, CaseStateAnswer, CloseCase>(cases, "report", Permission.CasesReportAndClose, (act, id, r, w, ct) => act.ReportAsync(id, r, w, ct));
        Act<ClosingRequest, CaseStateAnswer, CloseCase>(cases, "closure", Permission.CasesReportAndClose, (act, id, r, w, ct) => act.CloseAsync(id, r, w, ct));
        Act<ClosingRequest, CaseStateAnswer, CloseCase>(cases, "reopening", Permission.CasesReportAndClose, (act, id, r, w, ct) => act.ReopenAsync(id, r, w, ct));
        cases.MapPost("/{id:guid}/ai-results/{result:guid}/confirmation", async (HttpContext http, Guid id, Guid result, ConfirmAcquisition act) =>
                await Answers.WriteAsync(http, await act.HandleAsync(id, result, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.AiResultsConfirm).Produces<CaseStateAnswer>(201).WithSummary("An eligible operator confirms the acquisition.");
    }

    private static void Act<TBody, T, TAct>(
        RouteGroupBuilder cases,
        string path,
        Permission permission,
        Func<TAct, Guid, TBody, Governance.Persistence.Writing.WriteRequest, CancellationToken, Task<Outcome<T>>> run)
        where TBody : notnull
        where TAct : notnull =>
        cases.MapPost("/{id:guid}/" + path, (HttpContext http, Guid id, TAct act) =>
                Answers.CreateAsync<TBody, T>(http, (body, request, ct) => run(act, id, body, request, ct)))
            .Needs(permission).Accepts<TBody>("application/json").Produces<T>(201);

    private static async Task ListAsync(HttpContext http, CaseQueries queries)
    {
        var query = new ListQuery(http);
        var filter = new CaseFilter
        {
            States = query.Codes<CaseState>("state"),
            DeploymentId = query.Id("deployment"),
            Mine = query.Flag("mine"),
            Assigned = query.Code<CaseAssignment>("assigned"),
            Overdue = query.Flag("overdue"),
            Blocked = query.Flag("blocked"),
            Exceptions = query.Flag("exceptions"),
            Protocol = query.Code<ReadingProtocol>("protocol"),
            Search = query.Text("q"),
            Sort = query.Code<CaseSort>("sort") ?? CaseSort.Newest,
            Page = query.Page,
            PageSize = query.PageSize,
        };
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        var page = await queries.ListAsync(http.GetCaller(), filter, http.RequestAborted);
        CaseReads.Note(http, page.Items.Select(i => i.Id));
        await Answers.WriteAsync<CasePage>(http, page);
    }

    private static async Task TimeLineAsync(HttpContext http, Guid id, CaseQueries queries)
    {
        var caller = http.GetCaller();
        var visible = await queries.FindAsync(caller, id, http.RequestAborted);
        await Answers.FoundAsync(http, visible is null ? null : await queries.TimeLineAsync(caller, id, http.RequestAborted), "case");
    }
}
