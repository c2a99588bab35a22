using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Indications.Standing;

/// <summary>Reads standing rules, what of them waits for the officer, and which end soon.</summary>
public sealed class StandingRuleQueries(Database database, IDeploymentDirectory deployments, IActorNames names, TimeProvider clock) : IWorkSource, IExpirySource
{
    public async Task<Page<StandingRuleView>> ListAsync(Caller caller, StandingRuleFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        IQueryable<StandingRule> rows = db.Set<StandingRule>();
        if (filter.DeploymentId is { } deployment)
        {
            rows = rows.Where(r => r.DeploymentId == deployment);
        }

        if (filter.State is { } state)
        {
            rows = rows.Where(r => r.State == state);
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim();
            rows = rows.Where(r => r.Name.Contains(text));
        }

        var items = await rows.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<StandingRuleView>(await ViewsAsync(db, caller, items, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<StandingRuleFile?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await db.Set<StandingRule>().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var versions = await db.Set<StandingRule>().Where(r => r.RuleId == row.RuleId).OrderByDescending(r => r.Number).ToListAsync(cancellationToken);
        var views = await ViewsAsync(db, caller, versions, cancellationToken);
        var deployment = await deployments.FindAsync(db, row.DeploymentId, cancellationToken);
        return new StandingRuleFile(views.First(v => v.Id == id), views, deployment?.IndicationChecklist ?? []);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken) =>
        caller.Can(Permission.DeploymentsWrite) && await db.Set<StandingRule>().CountAsync(r => r.State == StandingRuleState.Draft, cancellationToken) is > 0 and var drafts
            ? [new WaitingWork("standingRulesToPut", drafts, "/standing-rules?state=draft", WorkUrgency.Waiting)]
            : [];

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var end = ShanghaiDay.Start(day.AddDays(1));
        var rows = await db.Set<StandingRule>().AsNoTracking().Where(r => r.State == StandingRuleState.Approved && r.Until <= end).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Expiry("standingRule", r.Id, r.Name, ShanghaiDay.Of(r.Until!.Value.AddTicks(-1)), $"/standing-rules/{r.Id:D}", Role.GovernanceOfficer))];
    }

    private async Task<IReadOnlyList<StandingRuleView>> ViewsAsync(HengjianDbContext db, Caller caller, List<StandingRule> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var files = new Dictionary<Guid, DeploymentFile?>();
        foreach (var id in rows.Select(r => r.DeploymentId).Distinct())
        {
            files[id] = await deployments.FindAsync(db, id, cancellationToken);
        }

        var people = await names.FindAsync(caller.InstitutionId, [.. rows.Select(r => r.CreatedBy.ToString("D")).Distinct()], cancellationToken);
        return
        [
            .. rows.Select(r => new StandingRuleView(
                r.Id, r.Version, r.RuleId, r.Number, r.DeploymentId, files[r.DeploymentId]?.Name ?? "", r.TechnologyVersionId, r.Name, r.Grounds, r.Conditions, r.Months, r.State,
                r.State == StandingRuleState.Approved && r.From <= now && now < r.Until && files[r.DeploymentId]?.VersionId == r.TechnologyVersionId,
                files[r.DeploymentId]?.VersionId == r.TechnologyVersionId,
                people.GetValueOrDefault(r.CreatedBy.ToString("D"), ""), r.CreatedAt, r.MotionId, r.CommitteeConditions, r.From, r.Until, r.EndedAt, r.EndReason)),
        ];
    }
}
