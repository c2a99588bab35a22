using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Indications.Standing;

/// <summary>What the committee decided on a standing rule takes effect in the same transaction; an approved version ends the one before.</summary>
internal sealed class StandingRuleOnDecision : IMotionObserver
{
    public string SubjectKind => StandingRules.Subject;

    public async Task OnDecidedAsync(WriteScope scope, MotionFacts motion, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<StandingRule>().FirstOrDefaultAsync(r => r.Id == motion.SubjectId, cancellationToken) is not { } row)
        {
            return;
        }

        switch (motion.State)
        {
            case MotionState.Approved or MotionState.ApprovedWithConditions when row.State == StandingRuleState.BeforeCommittee:
                foreach (var earlier in await scope.Db.Set<StandingRule>().Where(r => r.RuleId == row.RuleId && r.State == StandingRuleState.Approved).ToListAsync(cancellationToken))
                {
                    StandingRules.End(earlier, scope.Now, null);
                }

                (row.State, row.CommitteeConditions, row.From) = (StandingRuleState.Approved, motion.Conditions, scope.Now);
                row.Until = ShanghaiDay.Start(ShanghaiDay.AddMonths(ShanghaiDay.Of(scope.Now), row.Months));
                scope.Record("standingRule.approved", nameof(StandingRule), row.Id);
                break;
            case MotionState.Refused when row.State == StandingRuleState.BeforeCommittee:
                row.State = StandingRuleState.Refused;
                scope.Record("standingRule.refused", nameof(StandingRule), row.Id);
                break;
            case MotionState.Withdrawn when row.State == StandingRuleState.BeforeCommittee:
                (row.State, row.MotionId) = (StandingRuleState.Draft, null);
                break;
            case MotionState.Stopped when row.State == StandingRuleState.Approved:
                StandingRules.End(row, scope.Now, motion.Conditions);
                scope.Record("standingRule.stopped", nameof(StandingRule), row.Id);
                break;
        }
    }
}
