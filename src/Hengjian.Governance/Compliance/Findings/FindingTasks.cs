using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Findings that one person is to explain: named when they were raised, or taken on since. An explained one waits for whoever closes it, which is a role.</summary>
internal sealed class FindingTasks(IAccountOwners accounts, IPractitionerPlaces places) : IOpenTasks
{
    public string Kind => "finding";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var open = db.Set<Finding>().Where(f => f.State == FindingState.Open);
        var named = await open.Where(f => f.OwnerPractitionerId != null).Select(f => f.OwnerPractitionerId!.Value).Distinct().ToListAsync(cancellationToken);
        var taken = await open.Where(f => f.TakenBy != null).Select(f => f.TakenBy!.Value).Distinct().ToListAsync(cancellationToken);
        return [.. named.Select(TaskHolder.OfPractitioner), .. taken.Select(TaskHolder.OfUser)];
    }

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        var rows = await Waiting(db, holder).OrderBy(f => f.DueAt).ThenBy(f => f.Number).Select(f => new { f.Id, f.Number, f.Title, f.DueAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(f => new OpenTask(Kind, f.Id, $"{f.Number} · {f.Title}", $"/compliance/findings/{f.Id:D}", f.DueAt));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (await Waiting(scope.Db, from).FirstOrDefaultAsync(f => f.Id == task, cancellationToken) is not { } finding)
        {
            return new NotFound("finding");
        }

        if (finding.OwnerPractitionerId is not null && to.PractitionerId is null)
        {
            return new Conflict("handover.noRecord");
        }

        // As it will be named, the colleague must be among those who see it and may explain it.
        var roles = (await accounts.AllAsync(scope.Db, cancellationToken)).FirstOrDefault(a => a.UserId == to.UserId)?.Roles ?? [];
        var officer = roles.Contains(Role.GovernanceOfficer) || roles.Contains(Role.QualityOfficer);
        if (!officer && !roles.Contains(finding.Owner))
        {
            return new Conflict("handover.roleLacking");
        }

        if (!officer && finding is { OwnerPractitionerId: null, DepartmentId: { } department } && await DepartmentAsync(scope.Db, to, cancellationToken) != department)
        {
            return new Conflict("handover.otherDepartment");
        }

        if (finding.OwnerPractitionerId is not null)
        {
            finding.OwnerPractitionerId = to.PractitionerId;
        }

        finding.TakenBy = finding.TakenBy is null ? null : to.UserId;
        FindingTrail.Add(scope, finding, FindingStep.HandedOver, null);
        return null;
    }

    private async Task<Guid?> DepartmentAsync(HengjianDbContext db, TaskHolder to, CancellationToken cancellationToken) =>
        to.PractitionerId is { } person && (await places.FindAsync(db, [person], cancellationToken)).TryGetValue(person, out var place) ? place.DepartmentId : null;

    /// <summary>One that somebody else took on waits for them, whoever was named first.</summary>
    private static IQueryable<Finding> Waiting(HengjianDbContext db, TaskHolder holder)
    {
        var (person, user) = holder;
        return db.Set<Finding>().Where(f => f.State == FindingState.Open
            && ((user != null && f.TakenBy == user) || (person != null && f.OwnerPractitionerId == person && (f.TakenBy == null || f.TakenBy == user))));
    }
}
