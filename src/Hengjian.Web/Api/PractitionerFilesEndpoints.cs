using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.Governance.Tables;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.Registers;

namespace Hengjian.Web.Api;

/// <summary>Practitioners from and to files: a preview that stores nothing, its confirmation as a job, the wrong rows back, export and template.</summary>
internal static class PractitionerFilesEndpoints
{
    /// <summary>Rows of a preview in one answer.</summary>
    private const int MostRows = 1000;

    public static void MapPractitionerFiles(this RouteGroupBuilder api)
    {
        var practitioners = api.MapGroup("/practitioners").WithTags("Practitioners");
        practitioners.MapPost("/imports", PreviewAsync).Needs(Permission.PractitionersWrite).Produces<PreviewAnswer>(201)
            .WithSummary("Reads a file (multipart field file: xlsx, xls or CSV) and says what importing it would do. Nothing is stored; the answer is kept for half an hour.");
        practitioners.MapGet("/imports/template", (HttpContext http, ExportPractitioners export) => TableAnswers.SendFormattedAsync(http, (format, language) =>
            Task.FromResult<Outcome<SentTable>>(export.Template(format, language)))).Needs(Permission.PractitionersWrite);
        practitioners.MapGet("/imports/{id:guid}", GetAsync).Needs(Permission.PractitionersWrite).Produces<PreviewAnswer>();
        practitioners.MapGet("/imports/{id:guid}/rest", RestAsync).Needs(Permission.PractitionersWrite).WithSummary("The rows that are wrong, as they came, with what is wrong.");
        practitioners.MapPost("/imports/{id:guid}/confirmation", ConfirmAsync).Needs(Permission.PractitionersWrite).Produces<Created>(201)
            .WithSummary("Starts the job that stores what the preview said, all of it or nothing; its id. goodRowsOnly leaves wrong rows out.");
        practitioners.MapGet("/imports/{id:guid}/jobs/{job:guid}", JobAsync).Needs(Permission.PractitionersWrite).Produces<JobView>();
        practitioners.MapGet("/export", ExportAsync).Needs(Permission.PractitionersWrite).WithSummary("The list as filtered, as xlsx (whole records) or csv; recorded as an export.");
    }

    /// <summary>A confirmation.</summary>
    internal sealed record Confirmation(bool GoodRowsOnly);

    /// <summary>A problem with its words.</summary>
    internal sealed record ProblemAnswer(string Sheet, int Row, string? Column, string Code, string Message);

    internal sealed record RowAnswer(string Sheet, int Row, string? Name, Guid? PractitionerId, ImportRowState State, IReadOnlyList<ImportChange> Changes, IReadOnlyList<ProblemAnswer> Problems);

    /// <summary>A preview: counts of all rows, the rows themselves by page and state.</summary>
    internal sealed record PreviewAnswer(Guid Id, string FileName, ImportCounts Counts, IReadOnlyList<string> Notes, IReadOnlyList<RowAnswer> Items, int Total);

    private static async Task PreviewAsync(HttpContext http, ImportPractitioners import, ApiMessages messages)
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

    private static async Task GetAsync(HttpContext http, Guid id, ImportPractitioners import, ApiMessages messages)
    {
        var query = new ListQuery(http);
        var answer = import.Find(http.GetCaller(), id) is { } preview ? Answer(http, preview, messages, query) : null;
        await (query.Errors.Any ? Problems.Write(http, query.Errors.ToRefusal()) : Answers.FoundAsync(http, answer, "import"));
    }

    private static PreviewAnswer Answer(HttpContext http, ImportPreview preview, ApiMessages messages, ListQuery query)
    {
        var language = ApiMessages.LanguageOf(http);
        var state = query.Code<ImportRowState>("state");
        var shown = preview.Rows.Where(r => state is null || r.State == state).ToList();
        var size = Math.Min(MostRows, query.PageSize);
        return new PreviewAnswer(
            preview.Id,
            preview.FileName,
            preview.Counts,
            [.. preview.Notes.Select(n => messages.Text(language, n.Code, n.Arguments))],
            [.. shown.Skip((query.Page - 1) * size).Take(size).Select(r => new RowAnswer(
                r.Sheet, r.Row, r.Name, r.PractitionerId, r.State, r.Changes,
                [.. r.Problems.Select(p => new ProblemAnswer(p.Sheet, p.Row, p.Column, p.Code, messages.Text(language, p.Code, p.Arguments)))]))],
            shown.Count);
    }

    private static async Task RestAsync(HttpContext http, Guid id, ImportPractitioners import, ApiMessages messages)
    {
        var language = ApiMessages.LanguageOf(http);
        var rest = import.Rest(http.GetCaller(), id, language.Name, p => PractitionerImportJob.Words(p, messages, language));
        await (rest is null ? Problems.Write(http, new NotFound("import")) : TableAnswers.SendAsync(http, rest));
    }

    private static Task ConfirmAsync(HttpContext http, Guid id, ImportPractitioners import, JobQueue jobs) =>
        Answers.CreateAsync<Confirmation, Created>(http, async (body, request, ct) =>
            import.Obstacle(request.Caller, id, body.GoodRowsOnly) is { } obstacle
                ? obstacle
                : new Created(await PractitionerImportJob.StartAsync(jobs, import, id, body.GoodRowsOnly, request with { Idempotency = null }, ct)));

    private static async Task JobAsync(HttpContext http, Guid id, Guid job, JobQueue jobs)
    {
        var found = await jobs.FindAsync(http.GetCaller(), job, http.RequestAborted);
        await Answers.FoundAsync(http, found?.Kind == PractitionerImportJob.Kind ? found : null, "job");
    }

    private static Task ExportAsync(HttpContext http, ExportPractitioners export, EligibilityQuestion question) => TableAnswers.SendFormattedAsync(http, async (format, language) =>
    {
        var query = new ListQuery(http);
        var filter = await PractitionersEndpoints.FilterAsync(http, query, question);
        return query.Errors.Any ? query.Errors.ToRefusal() : await export.HandleAsync(Body.Request(http) with { Idempotency = null }, filter, format, language, http.RequestAborted);
    });
}
