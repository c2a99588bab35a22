using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Views;

/// <summary>Reads follow-up tasks within the caller's sight: lists, one task, those of a case, completeness by month.</summary>
public sealed class FollowUpList(
    Database database, ICaseDirectory cases, IDeploymentDirectory deployments, IFollowUpFacts facts, IInstitutionRegister institutions, RuleEngine engine, TimeProvider clock)
{
    public async Task<Page<FollowUpItem>> ListAsync(Caller caller, FollowUpFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var week = today.AddDays(7);
        var rows = await FollowUpSight.TasksAsync(db, caller, cancellationToken);
        rows = filter.Due switch
        {
            FollowUpDue.Today => rows.Where(t => t.State == FollowUpState.Open && t.NextOn <= today),
            FollowUpDue.Overdue => rows.Where(t => t.State == FollowUpState.Open && t.DueOn < today),
            FollowUpDue.Week => rows.Where(t => t.State == FollowUpState.Open && t.NextOn <= week),
            _ => rows,
        };
        rows = rows.Where(t => (filter.State == null || t.State == filter.State) && (filter.DeploymentId == null || t.DeploymentId == filter.DeploymentId)
            && (!filter.Mine || t.AssignedTo == caller.Id) && (filter.CaseId == null || t.CaseId == filter.CaseId));
        var found = await rows.OrderBy(t => t.NextOn).ThenBy(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<FollowUpItem>(await ItemsAsync(db, caller, found, today, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<FollowUpView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        if (await (await FollowUpSight.TasksAsync(db, caller, cancellationToken)).FirstOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } row
            || await cases.FindAsync(db, caller, row.CaseId, cancellationToken) is not { } subject)
        {
            return null;
        }

        var attempts = await db.Set<ContactAttempt>().Where(a => a.TaskId == id).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var contact = await db.Set<FollowUpContact>().FirstOrDefaultAsync(c => c.CaseId == row.CaseId, cancellationToken);
        var code = await institutions.CreditCodeAsync(db, cancellationToken);
        var parameters = engine.Catalog.Parameters(ClauseIds.FollowUps, now, code);
        var failed = attempts.Where(a => a.Result != ContactResult.Reached).Select(a => ShanghaiDay.Of(a.At)).ToList();
        string? Open(string column, Guid of, byte[]? stored) => database.Fields.Unprotect(row.InstitutionId, column, of, stored);
        return new FollowUpView(
            (await ItemsAsync(db, caller, [row], ShanghaiDay.Of(now), cancellationToken))[0],
            subject,
            Open("note", row.Id, row.Note),
            row.DoneBy,
            row.ReferenceId,
            row.LostReason,
            row.Dropped,
            [.. attempts.Select(a => new AttemptView(a.At, a.Channel, a.Result, a.NextOn, Open("note", a.Id, a.Note), a.By))],
            contact is null ? null : Masking.Identifier(Open("phone", contact.Id, contact.Phone)!),
            engine.Decide(ClauseIds.FollowUps, await facts.OfAsync(db, row.CaseId, row.DeploymentId, cancellationToken), now, code),
            row.State == FollowUpState.Open && failed.Count >= parameters.Int("lostAttempts") && failed.Max().DayNumber - failed.Min().DayNumber >= parameters.Int("lostDays"));
    }

    /// <summary>Tasks of a case with R17-3.6b as it stands; null where the caller may not find the case.</summary>
    public async Task<(IReadOnlyList<FollowUpItem> Tasks, Decision Decision)?> OfCaseAsync(Caller caller, Guid caseId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await cases.FindAsync(db, caller, caseId, cancellationToken) is not { Study: false } subject)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var rows = await db.Set<FollowUpTask>().Where(t => t.CaseId == caseId).OrderBy(t => t.DueOn).ThenBy(t => t.Id).ToListAsync(cancellationToken);
        var known = await facts.OfAsync(db, caseId, subject.DeploymentId, cancellationToken);
        return (
            await ItemsAsync(db, caller, rows, ShanghaiDay.Of(now), cancellationToken),
            engine.Decide(ClauseIds.FollowUps, known, now, await institutions.CreditCodeAsync(db, cancellationToken)));
    }

    /// <summary>Twelve months up to the present one, the oldest first.</summary>
    public async Task<IReadOnlyList<MonthlyCompleteness>> CompletenessAsync(Caller caller, Guid? deployment, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-11);
        var after = first.AddMonths(12);
        var counts = await (await FollowUpSight.TasksAsync(db, caller, cancellationToken))
            .Where(t => t.PlanId != null && t.State != FollowUpState.Dropped && t.DueOn >= first && t.DueOn < after && (deployment == null || t.DeploymentId == deployment))
            .GroupBy(t => new { t.DueOn, t.State }).Select(g => new { g.Key.DueOn, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        return
        [
            .. Enumerable.Range(0, 12).Select(i => first.AddMonths(i)).Select(month =>
            {
                var own = counts.Where(c => c.DueOn.Year == month.Year && c.DueOn.Month == month.Month).ToList();
                int Of(FollowUpState state) => own.Where(c => c.State == state).Sum(c => c.Count);
                return new MonthlyCompleteness(month, own.Sum(c => c.Count), Of(FollowUpState.Done), Of(FollowUpState.Lost), Of(FollowUpState.Open));
            }),
        ];
    }

    private async Task<IReadOnlyList<FollowUpItem>> ItemsAsync(HengjianDbContext db, Caller caller, IReadOnlyList<FollowUpTask> rows, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.CaseId).Distinct().ToList();
        var known = (await cases.ManyAsync(db, caller, ids, cancellationToken)).ToDictionary(c => c.Id);
        var names = await deployments.NamesAsync(db, [.. rows.Select(r => r.DeploymentId).Distinct()], cancellationToken);
        var contacts = await db.Set<FollowUpContact>().Where(c => ids.Contains(c.CaseId)).Select(c => c.CaseId).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(r => known.ContainsKey(r.CaseId)).Select(r => new FollowUpItem(
                r.Id, r.CaseId, known[r.CaseId].Number, known[r.CaseId].Patient, r.DeploymentId, names.GetValueOrDefault(r.DeploymentId, ""), r.Months, r.Purpose, r.DueOn, r.NextOn, r.State,
                r.State == FollowUpState.Open && r.DueOn < today, r.Attempts, r.AssignedTo, r.Result, r.DoneAt, contacts.Contains(r.CaseId))),
        ];
    }
}
