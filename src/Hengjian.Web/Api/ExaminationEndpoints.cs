using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Marking;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Results;
using Hengjian.Governance.Examinations.Sheets;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Examinations.Skills;
using Hengjian.Governance.Examinations.Statistics;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Tables;
using Hengjian.Web.Access;
using Hengjian.Web.Components.Pages.Examinations;
using Hengjian.Web.Printing;

namespace Hengjian.Web.Api;

/// <summary>Examinations through the web API: the bank, papers, sittings and their marking, the candidate's own sittings, skills assessments.</summary>
internal static class ExaminationEndpoints
{
    public static void MapExaminations(this RouteGroupBuilder api)
    {
        var examinations = api.MapGroup("/examinations").WithTags("Examinations");
        MapBank(examinations.MapGroup("/questions"));
        MapPapers(examinations);
        MapSittings(examinations.MapGroup("/sittings"));
        MapOwn(examinations.MapGroup("/own"));
        MapSkills(examinations);
    }

    private static void MapBank(RouteGroupBuilder bank)
    {
        bank.MapGet("/", (HttpContext http, QuestionQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(http.GetCaller(), Filter(query), page, http.RequestAborted)))
            .Needs(Permission.ExaminationsRead).Produces<Page<QuestionItem>>();
        bank.MapPost("/", (HttpContext http, QuestionBank acts) => Answers.CreateAsync<QuestionRequest, Created>(http, acts.RegisterAsync))
            .Needs(Permission.QuestionsWrite).Accepts<QuestionRequest>("application/json").Produces<Created>(201);
        bank.MapGet("/{id:guid}", async (HttpContext http, Guid id, QuestionQueries all) => await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "question"))
            .Needs(Permission.ExaminationsRead).Produces<QuestionView>();
        bank.MapPost("/{id:guid}/versions", (HttpContext http, Guid id, QuestionBank acts) =>
                Answers.CreateAsync<QuestionRequest, Created>(http, (body, request, ct) => acts.AddVersionAsync(id, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<QuestionRequest>("application/json").Produces<Created>(201);
        bank.MapPut("/{id:guid}/versions/{version:guid}", (HttpContext http, Guid id, Guid version, QuestionBank acts) =>
                RegistersEndpoints.ChangeAsync<QuestionRequest>(http, (etag, body, request, ct) => acts.ChangeAsync(id, version, etag, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<QuestionRequest>("application/json").Produces<Changed>();
        bank.MapPost("/{id:guid}/versions/{version:guid}/approval", (HttpContext http, Guid id, Guid version, QuestionBank acts) =>
                Answers.CreateAsync<ConfirmRequest, Created>(http, (_, request, ct) => acts.ApproveAsync(id, version, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ConfirmRequest>("application/json").Produces<Created>(201);
        bank.MapPost("/{id:guid}/retirement", (HttpContext http, Guid id, QuestionBank acts) =>
                Answers.CreateAsync<ExaminationReasonRequest, Created>(http, (body, request, ct) => acts.RetireAsync(id, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ExaminationReasonRequest>("application/json").Produces<Created>(201);
        bank.MapGet("/versions/{version:guid}/images/{number:int}", async (HttpContext http, Guid version, int number, QuestionQueries all) =>
            await ImageAsync(http, await all.ImageAsync(http.GetCaller(), version, number, http.RequestAborted))).Needs(Permission.ExaminationsRead);
        bank.MapPost("/imports", PreviewAsync).Needs(Permission.QuestionsWrite).Produces<QuestionPreviewAnswer>(201)
            .WithSummary("Reads a sheet of questions (multipart field file) and says what importing it would do. Nothing is stored; the answer is kept for half an hour.");
        bank.MapGet("/imports/template", (HttpContext http, QuestionFiles files) => TableAnswers.SendFormattedAsync(http, (format, language) =>
            Task.FromResult<Outcome<SentTable>>(files.Template(format, language)))).Needs(Permission.QuestionsWrite);
        bank.MapGet("/imports/{id:guid}", async (HttpContext http, Guid id, QuestionFiles files, ApiMessages messages) =>
                await Answers.FoundAsync(http, files.Find(http.GetCaller(), id) is { } preview ? Answer(http, preview, messages) : null, "import"))
            .Needs(Permission.QuestionsWrite).Produces<QuestionPreviewAnswer>();
        bank.MapGet("/imports/{id:guid}/rest", async (HttpContext http, Guid id, QuestionFiles files, ApiMessages messages) =>
        {
            var language = ApiMessages.LanguageOf(http);
            var rest = files.Rest(http.GetCaller(), id, language.Name, p => messages.Text(language, p.Code, p.Arguments));
            await (rest is null ? Problems.Write(http, new NotFound("import")) : TableAnswers.SendAsync(http, rest));
        }).Needs(Permission.QuestionsWrite);
        bank.MapPost("/imports/{id:guid}/confirmation", (HttpContext http, Guid id, QuestionFiles files) =>
                Answers.CreateAsync<QuestionImportRequest, QuestionImportResult>(http, (body, request, ct) => files.ConfirmAsync(id, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<QuestionImportRequest>("application/json").Produces<QuestionImportResult>(201);
        bank.MapGet("/export", (HttpContext http, QuestionFiles files) => TableAnswers.SendFormattedAsync(http, async (format, language) =>
        {
            var query = new ListQuery(http);
            var filter = Filter(query);
            return query.Errors.Any ? query.Errors.ToRefusal() : await files.ExportAsync(Body.Request(http) with { Idempotency = null }, filter, format, language, http.RequestAborted);
        })).Needs(Permission.QuestionsWrite).WithSummary("The bank as filtered, as xlsx or csv, with the right answers; recorded as an export.");
    }

    private static void MapPapers(RouteGroupBuilder examinations)
    {
        var blueprints = examinations.MapGroup("/blueprints");
        blueprints.MapGet("/", (HttpContext http, PaperQueries all) => Answers.ListAsync(http, (_, page) => all.BlueprintsAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.ExaminationsRead).Produces<Page<BlueprintItem>>();
        blueprints.MapPost("/", (HttpContext http, Blueprints acts) => Answers.CreateAsync<BlueprintRequest, Created>(http, acts.RegisterAsync))
            .Needs(Permission.QuestionsWrite).Accepts<BlueprintRequest>("application/json").Produces<Created>(201);
        blueprints.MapGet("/{id:guid}", async (HttpContext http, Guid id, PaperQueries all) => await Answers.FoundAsync(http, await all.BlueprintAsync(http.GetCaller(), id, http.RequestAborted), "blueprint"))
            .Needs(Permission.ExaminationsRead).Produces<BlueprintView>();
        blueprints.MapPut("/{id:guid}", (HttpContext http, Guid id, Blueprints acts) =>
                RegistersEndpoints.ChangeAsync<BlueprintRequest>(http, (etag, body, request, ct) => acts.ChangeAsync(id, etag, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<BlueprintRequest>("application/json").Produces<Changed>();
        blueprints.MapPost("/{id:guid}/retirement", (HttpContext http, Guid id, Blueprints acts) =>
                Answers.CreateAsync<ConfirmRequest, Created>(http, (_, request, ct) => acts.RetireAsync(id, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ConfirmRequest>("application/json").Produces<Created>(201);
        blueprints.MapPost("/{id:guid}/papers", (HttpContext http, Guid id, PaperActs acts) =>
                Answers.CreateAsync<DrawRequest, Created>(http, (body, request, ct) => acts.DrawAsync(id, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<DrawRequest>("application/json").Produces<Created>(201).WithSummary("Draws a paper; the same seed on the same bank draws the same.");
        var papers = examinations.MapGroup("/papers");
        papers.MapGet("/", (HttpContext http, PaperQueries all) => Answers.ListAsync(http, (_, page) => all.PapersAsync(http.GetCaller(), page, http.RequestAborted)))
            .Needs(Permission.ExaminationsRead).Produces<Page<PaperSummary>>();
        papers.MapGet("/{id:guid}", async (HttpContext http, Guid id, PaperQueries all) => await Answers.FoundAsync(http, await all.PaperAsync(http.GetCaller(), id, http.RequestAborted), "paper"))
            .Needs(Permission.ExaminationsRead).Produces<PaperView>();
        papers.MapPost("/{id:guid}/withdrawal", (HttpContext http, Guid id, PaperActs acts) =>
                Answers.CreateAsync<ExaminationReasonRequest, Created>(http, (body, request, ct) => acts.WithdrawAsync(id, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ExaminationReasonRequest>("application/json").Produces<Created>(201);
        papers.MapGet("/{id:guid}/statistics", async (HttpContext http, Guid id, PaperStatistics all) => await Answers.FoundAsync(http, await all.OfAsync(http.GetCaller(), id, http.RequestAborted), "paper"))
            .Needs(Permission.ExaminationsRead).Produces<PaperFigures>();
        papers.MapGet("/{id:guid}/statistics/export", (HttpContext http, Guid id, PaperStatistics all) => TableAnswers.SendFormattedAsync(http, (format, language) =>
            all.ExportAsync(http.GetCaller(), id, format, language, http.RequestAborted))).Needs(Permission.ExaminationsRead);
    }

    private static void MapSittings(RouteGroupBuilder sittings)
    {
        sittings.MapGet("/", (HttpContext http, SittingQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), new SittingFilter(query.Code<SittingState>("state"), query.Id("paper"), query.Flag("mine")), page, http.RequestAborted)))
            .Needs(Permission.ExaminationsRead).Produces<Page<SittingItem>>();
        sittings.MapPost("/", (HttpContext http, ScheduleSittings acts) => Answers.CreateAsync<ScheduleRequest, ScheduledSittings>(http, acts.HandleAsync))
            .Needs(Permission.SittingsManage).Accepts<ScheduleRequest>("application/json").Produces<ScheduledSittings>(201);
        sittings.MapGet("/{id:guid}", async (HttpContext http, Guid id, SittingQueries all) => await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "sitting"))
            .Needs(Permission.ExaminationsRead).Produces<SittingView>();
        sittings.MapPost("/{id:guid}/extra-time", (HttpContext http, Guid id, ManageSittings acts) =>
                Answers.CreateAsync<ExtraTimeRequest, Created>(http, (body, request, ct) => acts.ExtendAsync(id, body, request, ct)))
            .Needs(Permission.SittingsManage).Accepts<ExtraTimeRequest>("application/json").Produces<Created>(201);
        sittings.MapPost("/{id:guid}/examiners", (HttpContext http, Guid id, ManageSittings acts) =>
                Answers.CreateAsync<ExaminersRequest, Created>(http, (body, request, ct) => acts.AssignAsync(id, body, request, ct)))
            .Needs(Permission.SittingsManage).Accepts<ExaminersRequest>("application/json").Produces<Created>(201);
        sittings.MapPost("/{id:guid}/end", (HttpContext http, Guid id, ManageSittings acts) =>
                Answers.CreateAsync<ExaminationReasonRequest, Created>(http, (body, request, ct) => acts.EndAsync(id, body, request, ct)))
            .Needs(Permission.SittingsManage).Accepts<ExaminationReasonRequest>("application/json").Produces<Created>(201).WithSummary("Cancels a sitting that was not begun, annuls one that was.");
        sittings.MapPost("/{id:guid}/objection-answer", (HttpContext http, Guid id, ManageSittings acts) =>
                Answers.CreateAsync<ObjectionAnswerRequest, Created>(http, (body, request, ct) => acts.AnswerObjectionAsync(id, body, request, ct)))
            .Needs(Permission.SittingsManage).Accepts<ObjectionAnswerRequest>("application/json").Produces<Created>(201);
        sittings.MapGet("/{id:guid}/result.pdf", async (HttpContext http, Guid id, ResultSheets sheets, SheetPrinter printer, TimeProvider clock) =>
                await ResultAsync(http, await sheets.OfSittingAsync(http.GetCaller(), id, http.RequestAborted), printer, clock))
            .Needs(Permission.ExaminationsRead).Produces(200, contentType: "application/pdf").WithSummary("The result of a concluded sitting as PDF: paper, marks, conclusion, examiners, and for the trainer the skills checklist.");
        sittings.MapGet("/{id:guid}/marking", async (HttpContext http, Guid id, MarkingQueries all) => await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "sitting"))
            .Needs(Permission.ExaminationsMark).Produces<MarkingView>();
        sittings.MapPost("/{id:guid}/marks", (HttpContext http, Guid id, MarkAnswers acts) =>
                Answers.CreateAsync<MarkRequest, Created>(http, (body, request, ct) => acts.MarkAsync(id, body, request, ct)))
            .Needs(Permission.ExaminationsMark).Accepts<MarkRequest>("application/json").Produces<Created>(201);
        sittings.MapPost("/{id:guid}/conclusion", (HttpContext http, Guid id, MarkAnswers acts) =>
                Answers.CreateAsync<ConclusionRequest, Created>(http, (body, request, ct) => acts.ConcludeAsync(id, body, request, ct)))
            .Needs(Permission.ExaminationsMark).Accepts<ConclusionRequest>("application/json").Produces<Created>(201);
        sittings.MapGet("/{id:guid}/questions/{position:int}/images/{number:int}", async (HttpContext http, Guid id, int position, int number, MarkingQueries all) =>
            await ImageAsync(http, await all.ImageAsync(http.GetCaller(), id, position, number, http.RequestAborted))).Needs(Permission.ExaminationsMark);
    }

    private static void MapOwn(RouteGroupBuilder own)
    {
        own.MapGet("/", async (HttpContext http, OwnSittings all) =>
        {
            var found = await all.ListAsync(http.GetCaller(), http.RequestAborted);
            await Answers.WriteAsync<Page<OwnSittingItem>>(http, new Page<OwnSittingItem>(found, found.Count));
        }).Needs(Permission.OwnAccount).Produces<Page<OwnSittingItem>>();
        own.MapGet("/{id:guid}", async (HttpContext http, Guid id, OwnSittings all) => await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "sitting"))
            .Needs(Permission.OwnAccount).Produces<OwnSittingView>();
        own.MapPost("/{id:guid}/start", (HttpContext http, Guid id, SitExam acts) => Answers.CreateAsync<ConfirmRequest, SittingTimes>(http, (_, request, ct) => acts.StartAsync(id, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<ConfirmRequest>("application/json").Produces<SittingTimes>(201);
        own.MapPut("/{id:guid}/answers/{position:int}", (HttpContext http, Guid id, int position, SitExam acts) =>
                Answers.ActAsync<AnswerRequest, SavedAnswer>(http, (body, request, ct) => acts.AnswerAsync(id, position, body, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<AnswerRequest>("application/json").Produces<SavedAnswer>().WithSummary("Saves the answer to a question; the same again changes nothing. After the time 409, and what was saved stands.");
        own.MapPost("/{id:guid}/hand-in", (HttpContext http, Guid id, SitExam acts) => Answers.CreateAsync<ConfirmRequest, Created>(http, (_, request, ct) => acts.HandInAsync(id, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<ConfirmRequest>("application/json").Produces<Created>(201);
        own.MapPost("/{id:guid}/objection", (HttpContext http, Guid id, ManageSittings acts) =>
                Answers.CreateAsync<ObjectionRequest, Created>(http, (body, request, ct) => acts.ObjectAsync(id, body, request, ct)))
            .Needs(Permission.OwnAccount).Accepts<ObjectionRequest>("application/json").Produces<Created>(201);
        own.MapGet("/{id:guid}/questions/{position:int}/images/{number:int}", async (HttpContext http, Guid id, int position, int number, OwnSittings all) =>
            await ImageAsync(http, await all.ImageAsync(http.GetCaller(), id, position, number, http.RequestAborted))).Needs(Permission.OwnAccount);
    }

    private static void MapSkills(RouteGroupBuilder examinations)
    {
        var checklists = examinations.MapGroup("/checklists");
        checklists.MapGet("/", async (HttpContext http, SkillsQueries all) =>
        {
            var found = await all.ChecklistsAsync(http.GetCaller(), http.RequestAborted);
            await Answers.WriteAsync<Page<ChecklistView>>(http, new Page<ChecklistView>(found, found.Count));
        }).Needs(Permission.ExaminationsRead).Produces<Page<ChecklistView>>();
        checklists.MapGet("/{id:guid}", async (HttpContext http, Guid id, SkillsQueries all) => await Answers.FoundAsync(http, await all.ChecklistAsync(http.GetCaller(), id, http.RequestAborted), "checklist"))
            .Needs(Permission.ExaminationsRead).Produces<ChecklistView>();
        checklists.MapPost("/", (HttpContext http, Checklists acts) => Answers.CreateAsync<ChecklistRequest, Created>(http, acts.DraftAsync))
            .Needs(Permission.QuestionsWrite).Accepts<ChecklistRequest>("application/json").Produces<Created>(201);
        checklists.MapPut("/{id:guid}", (HttpContext http, Guid id, Checklists acts) =>
                RegistersEndpoints.ChangeAsync<ChecklistRequest>(http, (etag, body, request, ct) => acts.ChangeAsync(id, etag, body, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ChecklistRequest>("application/json").Produces<Changed>();
        checklists.MapPost("/{id:guid}/approval", (HttpContext http, Guid id, Checklists acts) => Answers.CreateAsync<ConfirmRequest, Created>(http, (_, request, ct) => acts.ApproveAsync(id, request, ct)))
            .Needs(Permission.QuestionsWrite).Accepts<ConfirmRequest>("application/json").Produces<Created>(201);
        var assessments = examinations.MapGroup("/assessments");
        assessments.MapGet("/", (HttpContext http, SkillsQueries all) => Answers.ListAsync(http, (query, page) => all.ListAsync(
                http.GetCaller(), query.Code<AssessmentState>("state"), query.Flag("mine"), page, http.RequestAborted)))
            .Needs(Permission.ExaminationsRead).Produces<Page<AssessmentItem>>();
        assessments.MapGet("/{id:guid}", async (HttpContext http, Guid id, SkillsQueries all) => await Answers.FoundAsync(http, await all.FindAsync(http.GetCaller(), id, http.RequestAborted), "assessment"))
            .Needs(Permission.ExaminationsRead).Produces<AssessmentView>();
        assessments.MapGet("/{id:guid}/result.pdf", async (HttpContext http, Guid id, ResultSheets sheets, SheetPrinter printer, TimeProvider clock) =>
                await ResultAsync(http, await sheets.OfAssessmentAsync(http.GetCaller(), id, http.RequestAborted), printer, clock))
            .Needs(Permission.ExaminationsRead).Produces(200, contentType: "application/pdf");
        assessments.MapPost("/", (HttpContext http, SkillsActs acts) => Answers.CreateAsync<AssessmentRequest, Created>(http, acts.ScheduleAsync))
            .Needs(Permission.SittingsManage).Accepts<AssessmentRequest>("application/json").Produces<Created>(201);
        assessments.MapPost("/{id:guid}/ratings", (HttpContext http, Guid id, SkillsActs acts) =>
                Answers.CreateAsync<SkillsSheetRequest, Created>(http, (body, request, ct) => acts.RateAsync(id, body, request, ct)))
            .Needs(Permission.ExaminationsMark).Accepts<SkillsSheetRequest>("application/json").Produces<Created>(201);
        assessments.MapPost("/{id:guid}/end", (HttpContext http, Guid id, SkillsActs acts) =>
                Answers.CreateAsync<ExaminationReasonRequest, Created>(http, (body, request, ct) => acts.EndAsync(id, body, request, ct)))
            .Needs(Permission.SittingsManage).Accepts<ExaminationReasonRequest>("application/json").Produces<Created>(201);
    }

    internal sealed record QuestionProblemAnswer(string? Column, string Code, string Message);

    internal sealed record QuestionRowAnswer(string Sheet, int Row, QuestionKind? Kind, string? Topic, string? Stem, QuestionRowState State, IReadOnlyList<QuestionProblemAnswer> Problems);

    internal sealed record QuestionPreviewAnswer(Guid Id, string FileName, int New, int Known, int Errors, IReadOnlyList<string> Notes, IReadOnlyList<QuestionRowAnswer> Items);

    private static async Task PreviewAsync(HttpContext http, QuestionFiles files, ApiMessages messages)
    {
        if (await TableAnswers.UploadAsync(http) is not var (name, content))
        {
            return;
        }

        var preview = await files.PreviewAsync(http.GetCaller(), name, content, http.RequestAborted);
        await (preview.Refusal is { } refusal
            ? Problems.Write(http, refusal)
            : Answers.WriteAsync<QuestionPreviewAnswer>(http, Answer(http, preview.Value!, messages), StatusCodes.Status201Created));
    }

    private static QuestionPreviewAnswer Answer(HttpContext http, QuestionImportPreview preview, ApiMessages messages)
    {
        var language = ApiMessages.LanguageOf(http);
        return new QuestionPreviewAnswer(
            preview.Id, preview.FileName, preview.New, preview.Known, preview.Errors, [.. preview.Notes.Select(n => messages.Text(language, n.Code, n.Arguments))],
            [.. preview.Rows.Select(r => new QuestionRowAnswer(
                r.Sheet, r.Row, r.Kind, r.Topic, r.Stem, r.State, [.. r.Problems.Select(p => new QuestionProblemAnswer(p.Column, p.Code, messages.Text(language, p.Code, p.Arguments)))]))]);
    }

    private static QuestionFilter Filter(ListQuery query) => new(query.Text("topic"), query.Code<QuestionKind>("kind"), query.Code<QuestionState>("state"), query.Text("q"));

    private static async Task ResultAsync(HttpContext http, Outcome<ResultSheet> found, SheetPrinter printer, TimeProvider clock)
    {
        if (found.Value is not { } view)
        {
            await Problems.Write(http, found.Refusal!);
            return;
        }

        var made = await printer.PrintAsync<ResultPrintSheet>(
            view.Name,
            http.GetCaller().InstitutionId,
            new Dictionary<string, object?> { [nameof(ResultPrintSheet.View)] = view, [nameof(ResultPrintSheet.PrintedAt)] = clock.GetUtcNow() },
            http.RequestAborted);
        await Downloads.SendAsync(http, made, $"result-{view.Name}.pdf", "application/pdf");
    }

    /// <summary>Shown in the page of a question; its type was found from its content, and browsers are told not to guess another.</summary>
    private static async Task ImageAsync(HttpContext http, ExamImage? image)
    {
        if (image is null)
        {
            await Problems.Write(http, new NotFound("image"));
            return;
        }

        http.Response.ContentType = image.MediaType;
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = image.Content.Length;
        await http.Response.Body.WriteAsync(image.Content, http.RequestAborted);
    }
}
