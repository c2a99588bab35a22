using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Which findings are asked for; null: each.</summary>
/// <param name="Standing">Only open or explained ones.</param>
/// <param name="Mine">Only those that the caller answers for.</param>
/// <param name="Overdue">Only standing ones whose time is over.</param>
public sealed record FindingFilter(
    FindingState? State = null, string? Clause = null, Guid? Deployment = null, Guid? Case = null, bool Standing = false, bool Mine = false, bool Overdue = false);

/// <summary>A line of the list.</summary>
public sealed record FindingItem(
    Guid Id,
    string Number,
    string Kind,
    string Clause,
    string SubjectKind,
    Guid SubjectId,
    string Title,
    string Path,
    Guid? CaseId,
    Guid? DeploymentId,
    string? DeploymentName,
    Guid? SourceId,
    Role Owner,
    Guid? OwnerPractitionerId,
    string? OwnerName,
    FindingState State,
    DateTimeOffset OpenedAt,
    DateTimeOffset DueAt,
    bool Overdue,
    string? TakenBy,
    DateTimeOffset? EndedAt);

/// <summary>One step of a finding's course.</summary>
public sealed record FindingStepView(FindingStep Step, string? Text, string? By, DateTimeOffset At);

/// <summary>A finding whole. <c>Decisions</c> is empty for those whom it might unblind; the <c>May…</c> are the caller's.</summary>
public sealed record FindingView(
    FindingItem Item, long Version, IReadOnlyList<Decision> Decisions, IReadOnlyList<FindingStepView> Steps, bool MayTake, bool MayExplain, bool MayReturn, bool MayClose);

/// <summary>Findings as lists, pages and the first page read them.</summary>
public sealed class FindingQueries(
    Database database, IPractitionerPlaces places, IPractitionerDirectory practitioners, IDeploymentDirectory deployments, IActorNames names, TimeProvider clock) : IWorkSource
{
    public async Task<Page<FindingItem>> ListAsync(Caller caller, FindingFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var sight = await FindingSight.OfAsync(db, caller, places, cancellationToken);
        var rows = Matching(sight, db.Set<Finding>(), filter);
        var items = await rows.OrderBy(f => f.EndedAt != null).ThenBy(f => f.DueAt).ThenBy(f => f.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<FindingItem>(await ItemsAsync(db, caller, items, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<FindingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var sight = await FindingSight.OfAsync(db, caller, places, cancellationToken);
        if (await sight.Visible(db.Set<Finding>()).FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } finding)
        {
            return null;
        }

        var entries = await db.Set<FindingEntry>().Where(e => e.FindingId == id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        var known = await names.FindAsync(caller.InstitutionId, [.. entries.Select(e => e.By.ToString("D")).Distinct()], cancellationToken);
        var answers = caller.Can(Permission.FindingsAnswer);
        var closes = caller.Can(Permission.FindingsClose) && finding.State == FindingState.Explained;
        var blinded = caller.Can(Permission.OpinionsSign) || caller.Can(Permission.FinalDiagnosesSign);
        return new FindingView(
            (await ItemsAsync(db, caller, [finding], cancellationToken))[0],
            finding.Version,
            blinded ? [] : finding.Decisions,
            [.. entries.Select(e => new FindingStepView(e.Step, database.Fields.Unprotect(e.InstitutionId, "text", e.Id, e.Text), known.GetValueOrDefault(e.By.ToString("D")), e.At))],
            answers && finding.State == FindingState.Open && finding.TakenBy != caller.Id,
            answers && finding.State is FindingState.Open or FindingState.Explained,
            closes,
            closes && finding.ExplainedBy != caller.Id);
    }

    /// <summary>Clauses among the findings that the caller sees, for the filter.</summary>
    public async Task<IReadOnlyList<string>> ClausesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var sight = await FindingSight.OfAsync(db, caller, places, cancellationToken);
        return [.. (await sight.Visible(db.Set<Finding>()).Select(f => f.Clause).Distinct().ToListAsync(cancellationToken)).Order(StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.FindingsRead))
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var sight = await FindingSight.OfAsync(db, caller, places, cancellationToken);
        var own = sight.Own(db.Set<Finding>()).Where(f => f.State == FindingState.Open);
        var work = new List<WaitingWork>();
        if (await own.CountAsync(cancellationToken) is > 0 and var open)
        {
            var late = await own.AnyAsync(f => f.DueAt < now, cancellationToken);
            work.Add(new WaitingWork("findingsToExplain", open, "/compliance/findings?mine=true&state=open", late ? WorkUrgency.Overdue : WorkUrgency.Due));
        }

        if (caller.Can(Permission.FindingsClose))
        {
            if (await db.Set<Finding>().CountAsync(f => f.State == FindingState.Explained, cancellationToken) is > 0 and var explained)
            {
                work.Add(new WaitingWork("findingsToClose", explained, "/compliance/findings?state=explained", WorkUrgency.Waiting));
            }

            if (await db.Set<Finding>().CountAsync(f => f.State == FindingState.Open && f.DueAt < now, cancellationToken) is > 0 and var overdue)
            {
                work.Add(new WaitingWork("findingsOverdue", overdue, "/compliance/findings?overdue=true", WorkUrgency.Overdue));
            }
        }

        return work;
    }

    private IQueryable<Finding> Matching(FindingSight sight, IQueryable<Finding> rows, FindingFilter filter)
    {
        rows = filter.Mine ? sight.Own(rows) : sight.Visible(rows);
        var now = clock.GetUtcNow();
        if (filter.Standing || filter.Overdue)
        {
            rows = FindingSight.Standing(rows);
        }

        return rows.Where(f => (filter.State == null || f.State == filter.State)
            && (filter.Clause == null || f.Clause == filter.Clause)
            && (filter.Deployment == null || f.DeploymentId == filter.Deployment)
            && (filter.Case == null || f.CaseId == filter.Case)
            && (!filter.Overdue || f.DueAt < now));
    }

    private async Task<List<FindingItem>> ItemsAsync(HengjianDbContext db, Caller caller, List<Finding> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var users = await names.FindAsync(caller.InstitutionId, [.. rows.Select(f => f.TakenBy).OfType<Guid>().Distinct().Select(u => u.ToString("D"))], cancellationToken);
        var people = await practitioners.NamesAsync(db, [.. rows.Select(f => f.OwnerPractitionerId).OfType<Guid>().Distinct()], cancellationToken);
        var used = await deployments.NamesAsync(db, [.. rows.Select(f => f.DeploymentId).OfType<Guid>().Distinct()], cancellationToken);
        return rows.ConvertAll(f => new FindingItem(
            f.Id, f.Number, f.Kind, f.Clause, f.SubjectKind, f.SubjectId, f.Title, f.Path, f.CaseId, f.DeploymentId,
            f.DeploymentId is { } d ? used.GetValueOrDefault(d) : null, f.SourceId, f.Owner, f.OwnerPractitionerId,
            f.OwnerPractitionerId is { } p ? people.GetValueOrDefault(p) : null, f.State, f.OpenedAt, f.DueAt,
            f.State is FindingState.Open or FindingState.Explained && f.DueAt < now,
            f.TakenBy is { } user ? users.GetValueOrDefault(user.ToString("D")) : null, f.EndedAt));
    }
}
