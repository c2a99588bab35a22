using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Grants;

/// <summary>What the committee decided on a batch of applications takes effect in the same transaction: the notice, the refusal, or the end of what it stopped.</summary>
internal sealed class GrantOnDecision(AuthorisationGrants grants) : IMotionObserver
{
    public string SubjectKind => AuthorisationApplications.Subject;

    public async Task OnDecidedAsync(WriteScope scope, MotionFacts motion, CancellationToken cancellationToken)
    {
        foreach (var row in await scope.Db.Set<Authorisation>().Where(a => a.BatchId == motion.SubjectId).OrderBy(a => a.Id).ToListAsync(cancellationToken))
        {
            switch (motion.State)
            {
                case MotionState.Approved or MotionState.ApprovedWithConditions when row.State == AuthorisationState.BeforeCommittee:
                    await grants.GrantAsync(scope, row, scope.Now, EndOf(row, scope.Now), motion.Conditions, cancellationToken);
                    scope.Record("authorisation.granted", nameof(Authorisation), row.Id);
                    break;
                case MotionState.Refused when row.State == AuthorisationState.BeforeCommittee:
                    row.State = AuthorisationState.Refused;
                    scope.Record("authorisation.refusedByCommittee", nameof(Authorisation), row.Id);
                    break;
                case MotionState.Withdrawn when row.State == AuthorisationState.BeforeCommittee:
                    (row.State, row.BatchId, row.MotionId) = (AuthorisationState.Verified, null, null);
                    break;
                case MotionState.Stopped when row is { State: AuthorisationState.Granted, RevokedAt: null }:
                    AuthorisationGrants.Change(scope, row, AuthorisationChangeKind.Revoked, "");
                    break;
            }
        }
    }

    /// <summary>The last day is the day before the same date the months later.</summary>
    private static DateTimeOffset EndOf(Authorisation row, DateTimeOffset now) => ShanghaiDay.Start(ShanghaiDay.AddMonths(ShanghaiDay.Of(now), row.Months));
}
