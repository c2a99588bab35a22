using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Directory;
using Hengjian.Governance.Policies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Register;

/// <summary>Some policies with their versions, acknowledgements and the people they bind, as of a day.</summary>
internal sealed class PolicyBook
{
    private readonly ILookup<Guid, PolicyVersion> _versions;
    private readonly Dictionary<(Guid Version, Guid User), DateTimeOffset> _acknowledged;
    private readonly IReadOnlyDictionary<Guid, IReadOnlyList<RoleHolder>> _people;

    private PolicyBook(DateOnly day, ILookup<Guid, PolicyVersion> versions, Dictionary<(Guid, Guid), DateTimeOffset> acknowledged, IReadOnlyDictionary<Guid, IReadOnlyList<RoleHolder>> people)
    {
        Day = day;
        _versions = versions;
        _acknowledged = acknowledged;
        _people = people;
    }

    public DateOnly Day { get; }

    public static async Task<PolicyBook> OpenAsync(
        HengjianDbContext db, IReadOnlyCollection<Policy> policies, BoundPeople people, DateOnly day, CancellationToken cancellationToken)
    {
        var ids = policies.Select(p => p.Id).ToList();
        var versions = await db.Set<PolicyVersion>().AsNoTracking().Where(v => ids.Contains(v.PolicyId)).OrderBy(v => v.CreatedAt).ThenBy(v => v.Id).ToListAsync(cancellationToken);
        var acknowledged = await db.Set<PolicyAcknowledgement>().AsNoTracking().Where(a => ids.Contains(a.PolicyId))
            .Select(a => new { a.PolicyVersionId, a.UserId, a.AcknowledgedAt }).ToListAsync(cancellationToken);
        return new PolicyBook(
            day, versions.ToLookup(v => v.PolicyId), acknowledged.ToDictionary(a => (a.PolicyVersionId, a.UserId), a => a.AcknowledgedAt), await people.OfAsync(db, policies, cancellationToken));
    }

    /// <summary>Every version, the oldest first.</summary>
    public IEnumerable<PolicyVersion> Versions(Policy policy) => _versions[policy.Id];

    public IReadOnlyList<RoleHolder> People(Policy policy) => _people[policy.Id];

    public PolicyState State(Policy policy) => PolicyStanding.Of(policy, [.. _versions[policy.Id]], Day);

    /// <summary>The version that people are asked to acknowledge: the one in force, else the next to come; null where there is none or the policy is retired.</summary>
    public PolicyVersion? Asked(Policy policy) => policy.RetiredFrom <= Day
        ? null
        : PolicyStanding.Current(_versions[policy.Id], Day) ?? _versions[policy.Id].Where(v => v.InForceFrom > Day).MinBy(v => v.InForceFrom);

    public DateTimeOffset? AcknowledgedAt(PolicyVersion version, Guid user) => _acknowledged.TryGetValue((version.Id, user), out var at) ? at : null;

    public int AcknowledgedCount(PolicyVersion version) => _acknowledged.Keys.Count(k => k.Version == version.Id);

    /// <summary>The policy binds the person, who has not acknowledged the version asked for.</summary>
    public bool Waits(Policy policy, Guid user) => Asked(policy) is { } asked && People(policy).Any(p => p.UserId == user) && AcknowledgedAt(asked, user) is null;
}
