using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.ObservedImports;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.Compliance;

namespace Hengjian.Web.Api;

/// <summary>Observed acts from files: a preview that stores nothing, its confirmation as a job, the wrong rows back, a template.</summary>
internal static class ObservedImportsEndpoints
{
    public static void MapObservedImports(this RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/observed-acts/imports").WithTags("Cases");
        imports.MapPost("/", PreviewAsync).Needs(Permission.ObservedActsSubmit).Produces<PreviewAnswer>(201)
            .WithSummary("Reads a file of acts done in other systems (multipart field file: xlsx, xls or CSV) and says what importing it would do. Nothing is stored; the answer is kept for half an hour.");
        imports.MapGet("/template", (HttpContext http, ImportObservedActs import) => TableAnswers.SendFormattedAsync(http, (format, language) =>
            Task.FromResult<Outcome<Governance.Tables.SentTable>>(import.Template(format, language)))).Needs(Permission.ObservedActsSubmit);
        imports.MapGet("/{id:guid}", GetAsync).Needs(Permission.ObservedActsSubmit).Produces<PreviewAnswer>();
        imports.MapGet("/{id:guid}/rest", RestAsync).Needs(Permission.ObservedActsSubmit).WithSummary("The rows that are wrong, as they came, with what is wrong.");
        imports.MapPost("/{id:guid}/confirmation", (HttpContext http, Guid id, ImportObservedActs import) =>
                Answers.CreateAsync<Confirmation, Created>(http, (body, request, ct) => import.ConfirmAsync(id, body.GoodRowsOnly, request, ct)))
            .Needs(Permission.ObservedActsSubmit).Accepts<Confirmation>("application/json").Produces<Created>(201)
            .WithSummary("Starts the job that takes the rows one after the other; its id. goodRowsOnly leaves wrong rows out. The same file again takes what is not yet on record.");
        imports.MapGet("/{id:guid}/jobs/{job:guid}", JobAsync).Needs(Permission.ObservedActsSubmit).Produces<JobView>();
    }

    /// <summary>A confirmation.</summary>
    internal sealed record Confirmation(bool GoodRowsOnly);

    /// <summary>A problem with its words.</summary>
    internal sealed record ProblemAnswer(string? Column, string Code, string Message);

    internal sealed record RowAnswer(
        string Sheet, int Row, string? CaseNumber, Guid? CaseId, ObservedKind? Kind, string? SystemActId, DateTimeOffset? PerformedAt, bool SignerUnknown, ObservedRowState State,
        IReadOnlyList<ProblemAnswer> Problems);

    /// <summary>A preview: counts of all rows, the rows themselves by page and state.</summary>
    internal sealed record PreviewAnswer(Guid Id, string FileName, ObservedImportCounts Counts, IReadOnlyList<string> Notes, IReadOnlyList<RowAnswer> Items, int Total);

    private static async Task PreviewAsync(HttpContext http, ImportObservedActs import, ApiMessages messages)
    {
        if (await TableAnswers.UploadAsync(http) is not var (name, content))
        {
            return;
        }

        var preview = await import.PreviewAsync(http.GetCaller(), name, content, http.RequestAborted);
        await (preview.Refusal is { } refusal
            ? Problems.Write(http, refusal)
            : Answers.WriteAsync<PreviewAnswer>(http, Answer(http, preview.Value!, messages, new ListQuery(http)), StatusCodes.Status201Created));
    }

    private static async Task GetAsync(HttpContext http, Guid id, ImportObservedActs import, ApiMessages messages)
    {
        var query = new ListQuery(http);
        var answer = import.Find(http.GetCaller(), id) is { } preview ? Answer(http, preview, messages, query) : null;
        await (query.Errors.Any ? Problems.Write(http, query.Errors.ToRefusal()) : Answers.FoundAsync(http, answer, "import"));
    }

    private static PreviewAnswer Answer(HttpContext http, ObservedImportPreview preview, ApiMessages messages, ListQuery query)
    {
        var language = ApiMessages.LanguageOf(http);
        var state = query.Code<ObservedRowState>("state");
        var shown = preview.Rows.Where(r => state is null || r.State == state).ToList();
        return new PreviewAnswer(
            preview.Id,
            preview.FileName,
            preview.Counts,
            [.. preview.Notes.Select(n => messages.Text(language, n.Code, n.Arguments))],
            [.. shown.Skip((query.Page - 1) * query.PageSize).Take(query.PageSize).Select(r => new RowAnswer(
                r.Sheet, r.Row, r.CaseNumber, r.CaseId, r.Kind, r.SystemActId, r.PerformedAt, r.SignerUnknown, r.State,
                [.. r.Problems.Select(p => new ProblemAnswer(p.Column, p.Code, messages.Text(language, p.Code, p.Arguments)))]))],
            shown.Count);
    }

    private static async Task RestAsync(HttpContext http, Guid id, ImportObservedActs import, ApiMessages messages)
    {
        var language = ApiMessages.LanguageOf(http);
        var rest = import.Rest(http.GetCaller(), id, language.Name, p => ObservedImportJob.Words(p, messages, language));
        await (rest is null ? Problems.Write(http, new NotFound("import")) : TableAnswers.SendAsync(http, rest));
    }

    private static async Task JobAsync(HttpContext http, Guid id, Guid job, JobQueue jobs)
    {
        var found = await jobs.FindAsync(http.GetCaller(), job, http.RequestAborted);
        await Answers.FoundAsync(http, found?.Kind == ImportObservedActs.JobKind ? found : null, "job");
    }
}
