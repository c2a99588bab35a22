using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Tables;

namespace Hengjian.Governance.Cases.ObservedImports;

/// <summary>
/// Takes observed acts from a file that a RIS or EMR exported, in two steps: a preview that stores nothing and says of each row what would happen, and a job that takes the rows in the
/// order in which the acts were done, each as an act of its own. Cancelled or cut off, it has taken the rows up to there; the same file again leaves those alone and goes on.
/// </summary>
public sealed class ImportObservedActs
{
    /// <summary>Kind of the job.</summary>
    public const string JobKind = "observed.import";

    public const int MostRows = 50_000;

    private readonly ObserveAct _act;
    private readonly Database _database;
    private readonly ITableFiles _tables;
    private readonly StagedTables<ObservedImportPreview> _staged;
    private readonly ObservedImportPlanner _planner;
    private readonly JobQueue _jobs;
    private readonly TimeProvider _clock;

    internal ImportObservedActs(
        ObserveAct act, Database database, ITableFiles tables, StagedTables<ObservedImportPreview> staged, ObservedImportPlanner planner, JobQueue jobs, TimeProvider clock)
    {
        _act = act;
        _database = database;
        _tables = tables;
        _staged = staged;
        _planner = planner;
        _jobs = jobs;
        _clock = clock;
    }

    /// <summary>Reads a file and compares it; <see cref="Invalid"/> on <c>file</c> where it cannot be used at all.</summary>
    public async Task<Outcome<ObservedImportPreview>> PreviewAsync(Caller caller, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var read = Read(fileName, content);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        var plan = await PlanAsync(caller, read.Value.Rows, cancellationToken);
        var preview = new ObservedImportPreview(Guid.CreateVersion7(_clock.GetUtcNow()), fileName, plan.Counts, plan.Rows, read.Value.Notes);
        _staged.Add(caller, preview.Id, content, preview, "");
        return preview;
    }

    /// <summary>The caller's own preview, or null when it is gone.</summary>
    public ObservedImportPreview? Find(Caller caller, Guid id) => _staged.Find(caller, id)?.Preview;

    /// <summary>Starts the job that takes what the preview said, its id; with <paramref name="goodRowsOnly"/> wrong rows are left out, otherwise one wrong row stops it.</summary>
    public async Task<Outcome<Created>> ConfirmAsync(Guid id, bool goodRowsOnly, WriteRequest context, CancellationToken cancellationToken)
    {
        if (_staged.Find(context.Caller, id) is not { } staged)
        {
            return new NotFound("import");
        }

        if (staged.Preview.Counts is { Errors: > 0 } && !goodRowsOnly)
        {
            return new Conflict("tables.hasErrors");
        }

        if (staged.Preview.Counts.New == 0)
        {
            return new Conflict("tables.nothingToDo");
        }

        // Each row is an act of its own; the key of the confirmation belongs to none of them.
        var own = context with { Idempotency = null };
        return new Created(await _jobs.StartAsync(own, JobKind, staged.Preview.FileName, (report, ct) => RunAsync(staged, own, report.AtAsync, ct), cancellationToken));
    }

    /// <summary>Takes the rows; <paramref name="report"/> hears how far it is and stops it by throwing <see cref="OperationCanceledException"/>.</summary>
    private async Task<JobEnd> RunAsync(StagedTable<ObservedImportPreview> staged, WriteRequest context, Func<int, int, Task> report, CancellationToken cancellationToken)
    {
        var rows = Read(staged.Preview.FileName, staged.Content).Value.Rows;
        var plan = await PlanAsync(context.Caller, rows, cancellationToken);
        var result = new ObservedImportResult(0, 0, 0, 0, plan.Counts.Known, plan.Counts.Errors, [], plan.Acts.Count);
        var refused = new List<ImportProblem>();
        for (var i = 0; i < plan.Acts.Count; i++)
        {
            try
            {
                await report(i, plan.Acts.Count);
            }
            catch (OperationCanceledException)
            {
                return new JobEnd(JobState.Cancelled, result with { Refused = refused });
            }

            var planned = plan.Acts[i];
            var outcome = await _act.HandleAsync(planned.CaseId, planned.Request, context, cancellationToken);
            result = Counted(result, outcome.Value) with { NotReached = plan.Acts.Count - i - 1 };
            if (outcome.Refusal is { } refusal)
            {
                refused.Add(Problem(planned.Row, refusal));
            }
        }

        await report(plan.Acts.Count, plan.Acts.Count);
        return new JobEnd(JobState.Done, result with { Refused = refused });
    }

    /// <summary>The rows that were wrong as they came, with what is wrong in a column of its own; null when the preview is gone.</summary>
    public SentTable? Rest(Caller caller, Guid id, string language, Func<ImportProblem, string> text)
    {
        if (_staged.Find(caller, id) is not { } staged)
        {
            return null;
        }

        var wrong = staged.Preview.Rows.Where(r => r.State == ObservedRowState.Error).ToList();
        return WrongRows.Of(
            _tables,
            staged.Preview.FileName,
            _tables.Read(staged.Preview.FileName, staged.Content).Value!,
            wrong.Select(r => (r.Sheet, r.Row)).ToHashSet(),
            wrong.SelectMany(r => r.Problems).ToLookup(p => (p.Sheet, p.Row)),
            ObservedWords.In.Column("problems", language),
            text);
    }

    /// <summary>A file with headings alone, to fill in.</summary>
    public SentTable Template(TableFormat format, string language)
    {
        var header = new TableRow(1, [.. ObservedColumns.All.Select(c => new TableCell(ObservedWords.In.Column(c.Code, language)))]);
        var name = ObservedWords.In.Sheet("acts", language);
        return SentTable.Of(name, _tables.Write(new TableBook(format, [new TableSheet(name, [header])])), format);
    }

    private Outcome<(IReadOnlyList<FileRow> Rows, IReadOnlyList<ImportNote> Notes)> Read(string fileName, ReadOnlyMemory<byte> content)
    {
        var book = _tables.Read(fileName, content);
        if (book.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var reader = new SheetReader(ObservedWords.In, ["problems"]);
        var visible = book.Value!.Sheets.Where(s => !s.Hidden && s.Rows.Count > 0).ToList();
        if (visible.Find(s => ObservedWords.In.IsSheet("acts", s.Name)) is not { } sheet)
        {
            if (visible.Count == 0)
            {
                return new Invalid("file", "tables.noRows");
            }

            sheet = visible[0];
        }

        foreach (var other in book.Value.Sheets.Where(s => s != sheet && s.Rows.Count > 0))
        {
            reader.Note(other.Hidden ? "tables.hiddenSheet" : "tables.unknownSheet", ("sheet", other.Name));
        }

        var rows = reader.Rows(sheet, ObservedColumns.All, ObservedColumns.Keys, "observed.caseColumnMissing");
        return rows switch
        {
            { Refusal: { } refusal } => refusal,
            { Value.Count: 0 } => new Invalid("file", "tables.noRows"),
            { Value.Count: > MostRows } => new Invalid("file", "observed.tooManyRows", ("most", MostRows.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            _ => ((IReadOnlyList<FileRow>)rows.Value!, reader.Notes),
        };
    }

    private async Task<ObservedImportPlan> PlanAsync(Caller caller, IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return await _planner.PlanAsync(db, _database, caller, rows, _clock.GetUtcNow(), cancellationToken);
    }

    private static ObservedImportResult Counted(ObservedImportResult result, ObservedAnswer? answer)
    {
        if (answer is null)
        {
            return result;
        }

        result = answer.Breaches.Count > 0 ? result with { Breaches = result.Breaches + 1 } : result;
        return answer.Effect switch
        {
            ObservedEffect.Taken => result with { Taken = result.Taken + 1 },
            ObservedEffect.Waiting => result with { Waiting = result.Waiting + 1 },
            _ => result with { Kept = result.Kept + 1 },
        };
    }

    private static ImportProblem Problem(FileRow row, Refusal refusal)
    {
        var (code, arguments) = refusal switch
        {
            Conflict conflict => (conflict.Code, conflict.Arguments ?? NoArguments),
            Invalid { Errors: [var first, ..] } => (first.Code, first.Arguments),
            _ => ("observed.noCase", NoArguments),
        };
        return new ImportProblem(row.Sheet, row.Number, null, code, arguments);
    }

    private static readonly IReadOnlyDictionary<string, string> NoArguments = new Dictionary<string, string>();
}
