using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>What is looked for among the programmes.</summary>
/// <param name="Text">Part of number, name or category.</param>
/// <param name="Draft">With a draft that waits for its approval.</param>
public sealed record ProgrammeFilter(string? Text = null, ProgrammeKind? Kind = null, Guid? BaseId = null, bool Draft = false);

/// <summary>A programme in a list.</summary>
/// <param name="VersionId">The approved version in force; null: none is approved yet.</param>
/// <param name="Edition">Its number.</param>
/// <param name="Months">Of the version in force, else of the draft.</param>
/// <param name="DraftEdition">Number of the draft; null: there is none.</param>
public sealed record ProgrammeItem(
    Guid Id, string Number, string Name, ProgrammeKind Kind, string TechnologyCategory, Guid BaseId, string BaseNumber, Guid? VersionId, int? Edition, int Months, int Capacity, int? DraftEdition,
    DateTimeOffset? ApprovedAt);

/// <summary>Somebody who supervises in a version.</summary>
public sealed record ProgrammeSupervisorView(Guid PractitionerId, string Name);

/// <summary>A version whole.</summary>
/// <param name="Decisions">As of the approval; for a draft as they would be now.</param>
/// <param name="MayApprove">The caller has not written on it, and may approve.</param>
public sealed record ProgrammeVersionView(
    Guid Id,
    long Version,
    int Edition,
    ProgrammeState State,
    string? Changes,
    string? Syllabus,
    int Months,
    int Capacity,
    IReadOnlyList<ProgrammeCourse> Courses,
    IReadOnlyList<ProgrammeMaterial> Materials,
    IReadOnlyList<ProgrammeSupervisorView> Supervisors,
    IReadOnlyList<AssessmentKind> Assessments,
    IReadOnlyList<string> Authors,
    DateTimeOffset DraftedAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    string? ApprovalNote,
    DateTimeOffset? EndedAt,
    IReadOnlyList<Decision> Decisions,
    bool MayApprove);

/// <summary>A programme with all its versions, the newest first.</summary>
public sealed record ProgrammeView(ProgrammeItem Item, IReadOnlyList<ProgrammeVersionView> Versions);

/// <summary>Programmes of the own institution, and the drafts that wait.</summary>
public sealed class ProgrammeQueries : IWorkSource
{
    private readonly Database _database;
    private readonly ProgrammeChecks _checks;
    private readonly IPractitionerDirectory _practitioners;
    private readonly IActorNames _names;
    private readonly TimeProvider _clock;

    internal ProgrammeQueries(Database database, ProgrammeChecks checks, IPractitionerDirectory practitioners, IActorNames names, TimeProvider clock) =>
        (_database, _checks, _practitioners, _names, _clock) = (database, checks, practitioners, names, clock);

    public async Task<Page<ProgrammeItem>> ListAsync(Caller caller, ProgrammeFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var programmes = await db.Set<TrainingProgramme>().ToListAsync(cancellationToken);
        var versions = (await db.Set<ProgrammeVersion>().Where(v => v.State == ProgrammeState.Approved || v.State == ProgrammeState.Draft).ToListAsync(cancellationToken)).ToLookup(v => v.ProgrammeId);
        var bases = await db.Set<TrainingBase>().ToDictionaryAsync(b => b.Id, b => b.Number, cancellationToken);
        var items = programmes.ConvertAll(p => Item(p, [.. versions[p.Id]], bases.GetValueOrDefault(p.BaseId, ""))).FindAll(i =>
            (filter.Kind is null || i.Kind == filter.Kind) && (filter.BaseId is null || i.BaseId == filter.BaseId) && (!filter.Draft || i.DraftEdition is not null)
            && (filter.Text is not { } text || new[] { i.Number, i.Name, i.TechnologyCategory }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase))));
        return new Page<ProgrammeItem>([.. items.OrderBy(i => i.Kind).ThenByDescending(i => i.Number, StringComparer.Ordinal).Skip(page.Skip).Take(page.Size)], items.Count);
    }

    public async Task<ProgrammeView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        if (await db.Set<TrainingProgramme>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } programme)
        {
            return null;
        }

        var versions = (await db.Set<ProgrammeVersion>().Where(v => v.ProgrammeId == id).ToListAsync(cancellationToken)).OrderByDescending(v => v.Edition).ToList();
        var number = await db.Set<TrainingBase>().Where(b => b.Id == programme.BaseId).Select(b => b.Number).FirstOrDefaultAsync(cancellationToken) ?? "";
        var people = await _practitioners.NamesAsync(db, [.. versions.SelectMany(v => v.Supervisors).Distinct()], cancellationToken);
        var actors = await _names.FindAsync(
            caller.InstitutionId, [.. versions.SelectMany(v => v.Authors.Cast<Guid?>().Append(v.ApprovedBy)).OfType<Guid>().Distinct().Select(a => a.ToString("D"))], cancellationToken);
        var views = new List<ProgrammeVersionView>();
        foreach (var v in versions)
        {
            var draft = v.State == ProgrammeState.Draft;
            views.Add(new ProgrammeVersionView(
                v.Id, v.Version, v.Edition, v.State, v.Changes, v.Syllabus, v.Months, v.Capacity, v.Courses, v.Materials,
                [.. v.Supervisors.Select(s => new ProgrammeSupervisorView(s, people.GetValueOrDefault(s, "")))],
                v.Assessments,
                [.. v.Authors.Select(a => actors.GetValueOrDefault(a.ToString("D"))).OfType<string>()],
                v.DraftedAt,
                v.ApprovedBy is { } approver ? actors.GetValueOrDefault(approver.ToString("D")) : null,
                v.ApprovedAt, v.ApprovalNote, v.EndedAt,
                draft ? await _checks.DecideAsync(db, programme, v, _clock.GetUtcNow(), cancellationToken) : v.Decisions,
                draft && caller.Can(Permission.TrainingProgrammesApprove) && !v.Authors.Contains(caller.Id)));
        }

        return new ProgrammeView(Item(programme, versions, number), views);
    }

    /// <summary>Drafts that somebody else wrote, for those who may approve; the own ones for their authors.</summary>
    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.TrainingProgrammesApprove))
        {
            return [];
        }

        var count = await db.Set<ProgrammeVersion>().CountAsync(v => v.State == ProgrammeState.Draft, cancellationToken);
        return count == 0 ? [] : [new WaitingWork("trainingProgrammeDrafts", count, "/training/programmes?draft=true", WorkUrgency.Waiting)];
    }

    private static ProgrammeItem Item(TrainingProgramme p, List<ProgrammeVersion> versions, string baseNumber)
    {
        var current = versions.Find(v => v.State == ProgrammeState.Approved);
        var draft = versions.Find(v => v.State == ProgrammeState.Draft);
        return new ProgrammeItem(
            p.Id, p.Number, p.Name, p.Kind, p.TechnologyCategory, p.BaseId, baseNumber, current?.Id, current?.Edition, (current ?? draft)?.Months ?? 0, (current ?? draft)?.Capacity ?? 0,
            draft?.Edition, current?.ApprovedAt);
    }
}
