using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Reminders;

/// <summary>A follow-up that is past its day by more than the pack's grace is a finding of R17-3.6b; done, given up or dropped, it is mended.</summary>
internal sealed class OverdueFollowUps(
    IWriter writer, Database database, IFindings findings, ICaseDirectory cases, IInstitutionRegister institutions, RegulationCatalog catalog, TimeProvider clock) : IRoutine
{
    private const int MostAtOnce = 200;

    public TimeSpan Every => TimeSpan.FromHours(1);

    public static string KeyOf(Guid task) => $"followUpOverdue|{task:D}";

    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        for (var seen = 0; ;)
        {
            List<FollowUpTask> late;
            await using (var db = database.Read(institution))
            {
                var grace = catalog.Parameters(ClauseIds.FollowUps, now, await institutions.CreditCodeAsync(db, cancellationToken)).Int("graceDays");
                var day = ShanghaiDay.Of(now).AddDays(-grace);
                late = await db.Set<FollowUpTask>().Where(t => t.State == FollowUpState.Open && t.DueOn < day)
                    .OrderBy(t => t.DueOn).ThenBy(t => t.Id).Skip(seen).Take(MostAtOnce).ToListAsync(cancellationToken);
            }

            if (late.Count == 0)
            {
                return;
            }

            seen += late.Count;
            await writer.WriteAsSystemAsync(institution, (scope, ct) => RaiseAsync(scope, late, ct), cancellationToken);
        }
    }

    private async Task RaiseAsync(WriteScope scope, List<FollowUpTask> late, CancellationToken cancellationToken)
    {
        var numbers = (await cases.ManyAsync(scope.Db, scope.Caller, [.. late.Select(t => t.CaseId).Distinct()], cancellationToken)).ToDictionary(c => c.Id, c => c.Number);
        foreach (var task in late.Where(t => numbers.ContainsKey(t.CaseId)))
        {
            await findings.RaiseAsync(
                scope,
                new FindingDraft(KeyOf(task.Id), "followUpOverdue", ClauseIds.FollowUps, "case", task.CaseId, numbers[task.CaseId], $"/follow-ups/{task.Id:D}", Role.FollowUpStaff)
                {
                    CaseId = task.CaseId,
                    DeploymentId = task.DeploymentId,
                },
                cancellationToken);
        }
    }
}
