using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Tables;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Examinations.Sheets;

/// <summary>What importing a row would do.</summary>
public enum QuestionRowState
{
    New,

    /// <summary>A question with these very words is in the bank.</summary>
    Known,
    Error,
}

public sealed record QuestionImportRow(string Sheet, int Row, QuestionKind? Kind, string? Topic, string? Stem, QuestionRowState State, IReadOnlyList<ImportProblem> Problems);

public sealed record QuestionImportPreview(Guid Id, string FileName, int New, int Known, int Errors, IReadOnlyList<QuestionImportRow> Rows, IReadOnlyList<ImportNote> Notes);

/// <summary>What an import did.</summary>
public sealed record QuestionImportResult(int New, int Known, int Left);

public sealed record QuestionImportRequest
{
    /// <summary>Wrong rows are left out instead of stopping the import.</summary>
    public bool GoodRowsOnly { get; init; }
}

/// <summary>The bank from and to sheets. An import makes drafts, which a second person approves; the preview stores nothing.</summary>
public sealed class QuestionFiles
{
    private const int MostQuestions = 2000;

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly ITableFiles _tables;
    private readonly StagedTables<QuestionImportPreview> _staged;
    private readonly QuestionQueries _queries;
    private readonly IAccessLog _access;
    private readonly TimeProvider _clock;

    internal QuestionFiles(IWriter writer, Database database, ITableFiles tables, StagedTables<QuestionImportPreview> staged, QuestionQueries queries, IAccessLog access, TimeProvider clock) =>
        (_writer, _database, _tables, _staged, _queries, _access, _clock) = (writer, database, tables, staged, queries, access, clock);

    /// <summary>Reads a file; <see cref="Invalid"/> on <c>file</c> where it cannot be used at all.</summary>
    public async Task<Outcome<QuestionImportPreview>> PreviewAsync(Caller caller, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var read = Read(fileName, content);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = _database.Read(caller.InstitutionId);
        var rows = Compare(read.Value.Rows, await StemsAsync(db, cancellationToken)).Select(r => r.Shown).ToList();
        int Of(QuestionRowState state) => rows.Count(r => r.State == state);
        var preview = new QuestionImportPreview(
            Guid.CreateVersion7(_clock.GetUtcNow()), fileName, Of(QuestionRowState.New), Of(QuestionRowState.Known), Of(QuestionRowState.Error), rows, read.Value.Notes);
        _staged.Add(caller, preview.Id, content, preview, "");
        return preview;
    }

    /// <summary>The caller's own preview, or null when it is gone.</summary>
    public QuestionImportPreview? Find(Caller caller, Guid id) => _staged.Find(caller, id)?.Preview;

    /// <summary>Stores the new rows as drafts in one act; those that came into the bank meanwhile are left alone.</summary>
    public async Task<Outcome<QuestionImportResult>> ConfirmAsync(Guid id, QuestionImportRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (_staged.Find(context.Caller, id) is not { } staged)
        {
            return new NotFound("import");
        }

        if (staged.Preview.Errors > 0 && !request.GoodRowsOnly)
        {
            return new Conflict("tables.hasErrors");
        }

        if (staged.Preview.New == 0)
        {
            return new Conflict("tables.nothingToDo");
        }

        var file = Read(staged.Preview.FileName, staged.Content).Value.Rows;
        return await _writer.WriteAsync<QuestionImportResult>(
            context,
            async (scope, ct) =>
            {
                var rows = Compare(file, await StemsAsync(scope.Db, ct));
                foreach (var (_, asked) in rows.Where(r => r.Shown.State == QuestionRowState.New))
                {
                    await QuestionBank.AddAsync(scope, asked, ct);
                }

                scope.Record("questions.imported", nameof(Question), id);
                int Of(QuestionRowState state) => rows.Count(r => r.Shown.State == state);
                return new QuestionImportResult(Of(QuestionRowState.New), Of(QuestionRowState.Known), Of(QuestionRowState.Error));
            },
            cancellationToken);
    }

    /// <summary>The rows that were wrong as they came, with what is wrong in a column of its own; null when the preview is gone.</summary>
    public SentTable? Rest(Caller caller, Guid id, string language, Func<ImportProblem, string> text)
    {
        if (_staged.Find(caller, id) is not { } staged)
        {
            return null;
        }

        var wrong = staged.Preview.Rows.Where(r => r.State == QuestionRowState.Error).ToList();
        return WrongRows.Of(
            _tables, staged.Preview.FileName, _tables.Read(staged.Preview.FileName, staged.Content).Value!, wrong.Select(r => (r.Sheet, r.Row)).ToHashSet(),
            wrong.SelectMany(r => r.Problems).ToLookup(p => (p.Sheet, p.Row)), ExaminationWords.In.Column("problems", language), text);
    }

    /// <summary>The bank as filtered, with the right answers; the export is on record.</summary>
    public async Task<Outcome<SentTable>> ExportAsync(WriteRequest context, QuestionFilter filter, TableFormat format, string language, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(context.Caller.InstitutionId);
        var rows = await _queries.AllAsync(db, filter, cancellationToken);
        return (await _access.DiscloseAsync(context, AccessKind.Exported, nameof(Question), [.. rows.Select(r => r.Question.Id)], null, cancellationToken)).Refusal is { } refusal
            ? refusal
            : File(rows, format, language);
    }

    /// <summary>A file with headings alone, to fill in.</summary>
    public SentTable Template(TableFormat format, string language) => File([], format, language);

    private SentTable File(IReadOnlyList<(Question, QuestionVersion)> rows, TableFormat format, string language)
    {
        var sheet = QuestionSheet.Write(rows, language);
        return SentTable.Of(sheet.Name, _tables.Write(new TableBook(format, [sheet])), format);
    }

    private Outcome<(IReadOnlyList<FileRow> Rows, IReadOnlyList<ImportNote> Notes)> Read(string fileName, ReadOnlyMemory<byte> content)
    {
        var book = _tables.Read(fileName, content);
        if (book.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var reader = new SheetReader(ExaminationWords.In, ["problems"]);
        var sheet = book.Value!.Sheets.FirstOrDefault(s => !s.Hidden && s.Rows.Count > 1);
        if (sheet is null)
        {
            return new Invalid("file", "tables.noRows");
        }

        var rows = reader.Rows(sheet, QuestionSheet.Columns, ["stem"], "tables.keyColumnMissing");
        if (rows.Refusal is { } refusal)
        {
            return refusal;
        }

        return rows.Value!.Count > MostQuestions
            ? new Invalid("file", "examination.tooManyRows", ("most", MostQuestions.ToString(CultureInfo.InvariantCulture)))
            : (rows.Value!, reader.Notes);
    }

    private static async Task<HashSet<string>> StemsAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        [.. await db.Set<QuestionVersion>().AsNoTracking().Where(v => v.State != QuestionState.Superseded && v.State != QuestionState.Retired).Select(v => v.Stem).ToListAsync(cancellationToken)];

    private static List<(QuestionImportRow Shown, QuestionRequest Asked)> Compare(IEnumerable<FileRow> rows, HashSet<string> stems)
    {
        var (compared, seen) = (new List<(QuestionImportRow, QuestionRequest)>(), new HashSet<string>(stems, StringComparer.Ordinal));
        foreach (var row in rows)
        {
            var asked = QuestionSheet.Request(row);
            var problems = row.Problems.ToList();
            problems.AddRange(QuestionFilling.Check(asked, asked.Kind).ToRefusal().Errors.Where(e => !row.Problems.Any(p => p.Column == Column(e.Field)))
                .Select(e => new ImportProblem(row.Sheet, row.Number, Column(e.Field), e.Code, e.Arguments)));
            if (QuestionSheet.StrayAnswer(row, asked) is { } stray)
            {
                problems.Add(new ImportProblem(row.Sheet, row.Number, "answer", "examination.strayAnswer", new Dictionary<string, string> { ["value"] = stray }));
            }

            var known = problems.Count == 0 && !seen.Add(asked.Stem!.Trim());
            var state = problems.Count > 0 ? QuestionRowState.Error : known ? QuestionRowState.Known : QuestionRowState.New;
            compared.Add((new QuestionImportRow(row.Sheet, row.Number, asked.Kind, asked.Topic, asked.Stem, state, problems), asked));
        }

        return compared;
    }

    /// <summary>The column of a field of the request.</summary>
    private static string Column(string field) => field switch
    {
        "difficultyPercent" => "difficulty",
        "options" => "answer",
        _ when field.StartsWith("options[", StringComparison.Ordinal) => "option" + "ABCDEFGH"[int.Parse(field[8..field.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture)],
        _ => field,
    };
}
