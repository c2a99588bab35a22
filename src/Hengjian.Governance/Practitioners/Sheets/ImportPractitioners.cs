using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Tables;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Sheets;

/// <summary>What an import did. <paramref name="Left"/> rows were wrong and were left out.</summary>
public sealed record ImportResult(int New, int Changed, int Unchanged, int Left);

/// <summary>
/// Imports practitioners from a file in two steps. The preview stores nothing and says of each row what would happen. What is confirmed is stored in one act, all of it or
/// nothing, and only if it would still do the same as the preview said: whatever changed meanwhile asks for a new one.
/// </summary>
public sealed class ImportPractitioners
{
    /// <summary>Rows between two reports.</summary>
    internal const int Step = 200;

    private readonly IWriter _writer;
    private readonly Database _database;
    private readonly IDepartmentDirectory _departments;
    private readonly ITrainingCertificates _certificates;
    private readonly ITableFiles _tables;
    private readonly StagedTables<ImportPreview> _staged;
    private readonly IResolvedCallers _callers;
    private readonly TimeProvider _clock;

    internal ImportPractitioners(
        IWriter writer,
        Database database,
        IDepartmentDirectory departments,
        ITrainingCertificates certificates,
        ITableFiles tables,
        StagedTables<ImportPreview> staged,
        IResolvedCallers callers,
        TimeProvider clock)
    {
        _writer = writer;
        _database = database;
        _departments = departments;
        _certificates = certificates;
        _tables = tables;
        _staged = staged;
        _callers = callers;
        _clock = clock;
    }

    /// <summary>Reads a file and compares it; <see cref="Invalid"/> on <c>file</c> where it cannot be used at all.</summary>
    public async Task<Outcome<ImportPreview>> PreviewAsync(Caller caller, string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var read = Read(fileName, content);
        if (read.Refusal is { } refusal)
        {
            return refusal;
        }

        await using var db = _database.Read(caller.InstitutionId);
        var plan = await PlanAsync(db, read.Value.File, _clock.GetUtcNow(), cancellationToken);
        var preview = new ImportPreview(Guid.CreateVersion7(_clock.GetUtcNow()), fileName, plan.Counts, plan.Rows, plan.Notes);
        _staged.Add(caller, preview.Id, content, preview, plan.Fingerprint);
        return preview;
    }

    /// <summary>The caller's own preview, or null when it is gone.</summary>
    public ImportPreview? Find(Caller caller, Guid id) => _staged.Find(caller, id)?.Preview;

    /// <summary>Why a preview cannot be confirmed as it is; null where it can.</summary>
    public Refusal? Obstacle(Caller caller, Guid id, bool goodRowsOnly) => _staged.Find(caller, id)?.Preview.Counts switch
    {
        null => new NotFound("import"),
        { Errors: > 0 } when !goodRowsOnly => new Conflict("tables.hasErrors"),
        { New: 0, Changed: 0 } => new Conflict("tables.nothingToDo"),
        _ => null,
    };

    /// <summary>
    /// Stores what the preview said. With <paramref name="goodRowsOnly"/> the wrong rows are left out, otherwise one wrong row stops it. The rows are compared before the act, so
    /// that others write meanwhile; the act sees that nothing has changed since.
    /// </summary>
    /// <param name="id">The preview.</param>
    /// <param name="goodRowsOnly">Leave wrong rows out.</param>
    /// <param name="context">Who confirms.</param>
    /// <param name="at">Told how many rows of how many are done with; what it throws takes everything back. Null: nobody asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Outcome<ImportResult>> ConfirmAsync(Guid id, bool goodRowsOnly, WriteRequest context, Action<int, int>? at, CancellationToken cancellationToken)
    {
        if (Obstacle(context.Caller, id, goodRowsOnly) is { } obstacle)
        {
            return obstacle;
        }

        var staged = _staged.Find(context.Caller, id)!;
        var file = Read(staged.Preview.FileName, staged.Content).Value.File;
        var rows = file.People.Count;
        ImportPlan plan;
        await using (var db = _database.Read(context.Caller.InstitutionId))
        {
            // Half of a row's way is its comparison, the other half its storing.
            plan = await PlanAsync(db, file, _clock.GetUtcNow(), cancellationToken, compared => at?.Invoke(compared / 2, rows));
        }

        return plan.Fingerprint == staged.Fingerprint ? await StoreAsync(id, plan, rows, context, at, cancellationToken) : new Conflict("tables.changedSince");
    }

    private async Task<Outcome<ImportResult>> StoreAsync(Guid id, ImportPlan plan, int rows, WriteRequest context, Action<int, int>? at, CancellationToken cancellationToken) =>
        await _writer.WriteAsync<ImportResult>(
            context,
            async (scope, ct) =>
            {
                var versions = await Subjects(scope.Db).ToDictionaryAsync(p => p.Id, p => p.Version, ct);
                if (!plan.Ground.IsStill(versions, await _departments.NamesAsync(scope.Db, ct)))
                {
                    return new Conflict("tables.changedSince");
                }

                var stored = 0;
                foreach (var part in plan.Changes.Chunk(Step))
                {
                    var ids = part.Where(c => !c.IsNew).Select(c => c.Practitioner.Id).ToList();
                    var known = ids.Count == 0 ? [] : await scope.Db.Set<Practitioner>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
                    foreach (var change in part)
                    {
                        if (change.IsNew)
                        {
                            scope.Db.Add(change.Practitioner);
                        }

                        change.Filled.Apply(change.IsNew ? change.Practitioner : known[change.Practitioner.Id], scope);
                    }

                    stored += part.Length;
                    at?.Invoke(Math.Min(rows - 1, (rows / 2) + (stored / 2)), rows);
                }

                scope.OnCommitted(_callers.Forget); // departures among them take effect at the next request
                scope.Record("practitioners.imported", nameof(Practitioner), id);
                var counts = plan.Counts;
                return new ImportResult(counts.New, counts.Changed, counts.Unchanged, counts.Errors);
            },
            cancellationToken);

    /// <summary>The rows that were wrong as they came, with what is wrong in a column of its own; null when the preview is gone.</summary>
    /// <param name="caller">Whose preview it is.</param>
    /// <param name="id">The preview.</param>
    /// <param name="language">Language of the added column's name.</param>
    /// <param name="text">A problem in words.</param>
    public SentTable? Rest(Caller caller, Guid id, string language, Func<ImportProblem, string> text)
    {
        if (_staged.Find(caller, id) is not { } staged)
        {
            return null;
        }

        var (book, file) = Read(staged.Preview.FileName, staged.Content).Value;
        var wrong = staged.Preview.Rows.Where(r => r.State == ImportRowState.Error).ToList();
        var numbers = wrong.Select(r => (r.Sheet, r.Row)).ToHashSet();
        numbers.UnionWith(file.People.Where(p => numbers.Contains((p.Main.Sheet, p.Main.Number))).SelectMany(p => p.Sections.Values).SelectMany(s => s).Select(r => (r.Sheet, r.Number)).ToList());
        var reasons = wrong.SelectMany(r => r.Problems).ToLookup(p => (p.Sheet, p.Row));
        return WrongRows.Of(_tables, staged.Preview.FileName, book, numbers, reasons, PractitionerWords.In.Column("problems", language), text);
    }

    private Outcome<(TableBook Book, PractitionerFile File)> Read(string fileName, ReadOnlyMemory<byte> content)
    {
        var book = _tables.Read(fileName, content);
        if (book.Refusal is { } unreadable)
        {
            return unreadable;
        }

        var file = PractitionerFile.Read(book.Value!);
        return file.Refusal is { } unusable ? unusable : (book.Value!, file.Value!);
    }

    /// <summary>People of this institution's own register.</summary>
    private static IQueryable<Practitioner> Subjects(HengjianDbContext db) => db.Set<Practitioner>().AsNoTracking().Where(p => !p.StudyReader && p.HomePractitionerId == null);

    private async Task<ImportPlan> PlanAsync(HengjianDbContext db, PractitionerFile file, DateTimeOffset now, CancellationToken cancellationToken, Action<int>? compared = null)
    {
        var stored = await Subjects(db).ToListAsync(cancellationToken);
        var certificates = await _certificates.KnownAsync(db, [.. FileRequest.Trainings(file)], cancellationToken);
        return new ImportPlanner(stored, await _departments.NamesAsync(db, cancellationToken), _database.Fields, db.InstitutionId, now, certificates).Plan(file, compared);
    }
}
