using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Directory;

internal sealed class WrittenPolicies(BoundPeople people) : IWrittenPolicies
{
    public async Task<IReadOnlyList<WrittenPolicyFact>> InForceAsync(HengjianDbContext db, PolicyTopic topic, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var day = ShanghaiDay.Of(at);
        var policies = await db.Set<Policy>().AsNoTracking().Where(p => p.Topic == topic && (p.RetiredFrom == null || p.RetiredFrom > day)).ToListAsync(cancellationToken);
        var ids = policies.ConvertAll(p => p.Id);
        var versions = (await db.Set<PolicyVersion>().AsNoTracking().Where(v => ids.Contains(v.PolicyId) && v.ApprovalAt != null).ToListAsync(cancellationToken)).FindAll(v => v.InForceOn(day));
        var versionIds = versions.ConvertAll(v => v.Id);
        var acknowledged = (await db.Set<PolicyAcknowledgement>().AsNoTracking().Where(a => versionIds.Contains(a.PolicyVersionId) && a.AcknowledgedAt <= at)
            .Select(a => new { a.PolicyVersionId, a.UserId }).ToListAsync(cancellationToken)).ToLookup(a => a.PolicyVersionId, a => a.UserId);
        var bound = await people.OfAsync(db, policies, cancellationToken);
        return
        [
            .. from version in versions
               join policy in policies on version.PolicyId equals policy.Id
               orderby version.InForceFrom, version.Id
               select new WrittenPolicyFact(
                   policy.Id, version.Id, policy.Title, version.Number, version.Approver!, version.ApprovedOn!.Value, version.InForceFrom!.Value,
                   version.LastReview(day)?.ReviewedOn, version.ReviewByOn(day)!.Value, bound[policy.Id].Count,
                   bound[policy.Id].Count(p => acknowledged[version.Id].Contains(p.UserId))),
        ];
    }
}
