using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Views;

/// <summary>
/// Reads events. Those who handle or oversee them see all of the institution; everybody else who may report sees the own reports, the anonymous ones nobody's. Lists are in
/// the order of time: neither people nor departments are ranked.
/// </summary>
public sealed class AdverseEventList(
    Database database, ICaseDirectory cases, IDeploymentDirectory deployments, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
{
    public async Task<Page<EventItem>> ListAsync(Caller caller, EventFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var actions = db.Set<EventAction>();
        var text = filter.Text?.Trim().ToUpperInvariant();
        var rows = Visible(db, caller).Where(e =>
            (filter.State == null || e.State == filter.State) && (filter.Grade == null || e.Grade == filter.Grade) && (filter.Kind == null || e.Kind == filter.Kind)
            && (filter.Suspension == null || e.Suspension == filter.Suspension) && (filter.DeploymentId == null || e.DeploymentId == filter.DeploymentId)
            && (text == null || e.Number.Contains(text))
            && (!filter.Overdue || (e.State == EventState.Reported && e.InvestigationDueOn < today)
                || (e.State == EventState.Investigated && actions.Any(a => a.EventId == e.Id && a.Evidence == null && a.DueOn < today))));
        var found = await rows.OrderByDescending(e => e.ReportedAt).ThenByDescending(e => e.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<EventItem>(await ItemsAsync(db, found, today, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    /// <summary>Events of a case that the caller may see; the caller has found the case before.</summary>
    public async Task<IReadOnlyList<EventItem>> OfCaseAsync(Caller caller, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await Visible(db, caller).Where(e => e.CaseId == caseId).OrderBy(e => e.ReportedAt).ThenBy(e => e.Id).ToListAsync(cancellationToken);
        return await ItemsAsync(db, rows, ShanghaiDay.Of(clock.GetUtcNow()), cancellationToken);
    }

    public async Task<EventView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await Visible(db, caller).FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        var actions = await db.Set<EventAction>().Where(a => a.EventId == id).OrderBy(a => a.Number).ToListAsync(cancellationToken);
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        string? Open(string column, byte[]? stored) => database.Fields.Unprotect(row.InstitutionId, column, row.Id, stored);
        return new EventView(
            (await ItemsAsync(db, [row], today, cancellationToken))[0],
            Open("description", row.Description)!,
            row.CaseId is { } subject ? await cases.FindAsync(db, caller, subject, cancellationToken) : null,
            row.Udi,
            row.Lot,
            row.Device,
            row.ReportedBy,
            Open("investigation", row.Investigation),
            row.InvestigatedBy,
            row.InvestigatedAt,
            row.NoActionReason,
            row.SuspensionNote,
            row.SuspensionDecidedBy,
            row.SuspensionDecidedAt,
            row.ExternalReports,
            row.ClosingNote,
            row.ClosedBy,
            row.ClosedAt,
            [
                .. actions.Select(a => new EventActionView(
                    a.Id, a.Number, a.Kind, a.Text, a.Owner, a.DueOn, a.Evidence is null && a.DueOn < today, a.ReplacesId, a.Evidence, a.DoneBy, a.DoneAt, a.CheckDueOn, a.Effective, a.EffectEvidence,
                    a.CheckedBy, a.CheckedAt)),
            ],
            [engine.Decide(ClauseIds.EventTimes, EventFacts.Times(row), now, code), engine.Decide(ClauseIds.EventClosure, EventFacts.Closure(row, actions), now, code)]);
    }

    private static IQueryable<AdverseEvent> Visible(HengjianDbContext db, Caller caller)
    {
        var all = caller.Can(Permission.AdverseEventsRead);
        var self = caller.Id;
        return db.Set<AdverseEvent>().Where(e => all || (e.ReportedBy != null && e.ReportedBy == self));
    }

    private async Task<IReadOnlyList<EventItem>> ItemsAsync(HengjianDbContext db, IReadOnlyList<AdverseEvent> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var names = await deployments.NamesAsync(db, [.. rows.Select(r => r.DeploymentId).OfType<Guid>().Distinct()], cancellationToken);
        var open = rows.Where(r => r.State == EventState.Investigated).Select(r => r.Id).ToList();
        var late = await db.Set<EventAction>().Where(a => open.Contains(a.EventId) && a.Evidence == null && a.DueOn < today).Select(a => a.EventId).Distinct().ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(r => new EventItem(
                r.Id, r.Number, r.Kind, r.Grade, r.Harm, r.Causality, r.State, r.OccurredAt, r.ReportedAt, r.Anonymous, r.DeploymentId,
                r.DeploymentId is { } id ? names.GetValueOrDefault(id) : null, r.CaseId, r.InvestigationDueOn,
                (r.State == EventState.Reported && r.InvestigationDueOn < today) || late.Contains(r.Id), r.Suspension)),
        ];
    }
}
