using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Indications;

/// <summary>Overrides that wait: for a second physician, for their review; one whose review is overdue becomes a finding of HP-2.3.</summary>
public sealed class OverrideWork(IWriter writer, Database database, CaseReaches reaches, CaseDecisions rules, IDeploymentDirectory deployments, IFindings findings, TimeProvider clock) : IWorkSource, IDueSource, IRoutine
{
    private const int MostAtOnce = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        var overrides = db.Set<CaseIndication>().Where(i => i.OverrideRequestedAt != null);
        if (caller.Can(Permission.IndicationsOverride))
        {
            var self = caller.PractitionerId;
            var cases = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>()).Where(c => c.State == CaseState.Registered);
            var waiting = overrides.Where(i => i.SecondId == null && i.PractitionerId != self && cases.Any(c => c.Id == i.CaseId)).Select(i => i.CaseId);
            var ids = await waiting.Take(2).ToListAsync(cancellationToken);
            if (ids.Count > 0)
            {
                var path = ids.Count == 1 ? $"/cases/{ids[0]:D}/indication/override" : "/cases?only=exceptions";
                work.Add(new WaitingWork("overridesToSign", await waiting.CountAsync(cancellationToken), path, WorkUrgency.Due));
            }
        }

        if (caller.Can(Permission.OverridesReview))
        {
            var now = clock.GetUtcNow();
            var open = overrides.Where(i => i.ReviewDueAt != null && i.ReviewedAt == null);
            if (await open.OrderBy(i => i.ReviewDueAt).Select(i => new { i.CaseId, i.ReviewDueAt }).FirstOrDefaultAsync(cancellationToken) is { } first)
            {
                // The list would hold few: each act leads on to the next that is due.
                var urgency = first.ReviewDueAt < now ? WorkUrgency.Overdue : WorkUrgency.Due;
                work.Add(new WaitingWork("overridesToReview", await open.CountAsync(cancellationToken), $"/cases/{first.CaseId:D}/indication/review", urgency));
            }
        }

        return work;
    }

    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.OverridesReview))
        {
            return [];
        }

        var visible = (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>());
        var due = await db.Set<CaseIndication>().Where(i => i.ReviewDueAt != null && i.ReviewDueAt < until && i.ReviewedAt == null)
            .Join(visible, i => i.CaseId, c => c.Id, (i, c) => new { i.Id, i.CaseId, i.ReviewDueAt, c.Number, c.DeploymentId })
            .OrderBy(i => i.ReviewDueAt).ThenBy(i => i.Id).Take(most).ToListAsync(cancellationToken);
        var departments = due.Count == 0 ? [] : (await deployments.GovernedAsync(db, cancellationToken)).ToDictionary(d => d.Id, d => d.DepartmentId);
        return due.ConvertAll(i => new DueItem("overrideReview", i.CaseId, i.Number, $"/cases/{i.CaseId:D}/indication/review", Role.DepartmentHead, i.ReviewDueAt!.Value)
        {
            DepartmentId = departments.GetValueOrDefault(i.DeploymentId),
            Escalates = false,
        });
    }

    /// <summary>Raises a finding for each override whose review is overdue.</summary>
    public async Task RunAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Read(institution);
        var late = await db.Set<CaseIndication>().Where(i => i.OverrideRequestedAt != null && i.ReviewDueAt < now && i.ReviewedAt == null).OrderBy(i => i.ReviewDueAt)
            .Select(i => i.CaseId).Take(MostAtOnce).ToListAsync(cancellationToken);
        foreach (var id in late)
        {
            await writer.WriteAsync<Created>(new WriteRequest(Caller.System(institution)), (scope, ct) => RaiseAsync(scope, id, ct), cancellationToken);
        }
    }

    internal static string KeyOf(Guid caseId) => $"overrideReviewOverdue|{caseId:D}";

    private async Task<Outcome<Created>> RaiseAsync(WriteScope scope, Guid caseId, CancellationToken cancellationToken)
    {
        var subject = await scope.Db.Set<Case>().FirstAsync(c => c.Id == caseId, cancellationToken);
        var row = await scope.Db.Set<CaseIndication>().FirstAsync(i => i.CaseId == caseId, cancellationToken);
        var deployment = await deployments.FindAsync(scope.Db, subject.DeploymentId, cancellationToken) ?? throw new InvalidOperationException($"The case {caseId:D} lacks its deployment.");
        var decision = rules.OverrideReview(row.IndicatedAt!.Value, row.ReviewedAt, deployment, scope.Now);
        if (decision.Outcome != ClauseOutcome.NotSatisfied)
        {
            return new Created(caseId);
        }

        await findings.RaiseAsync(
            scope,
            new FindingDraft(KeyOf(caseId), "overrideReviewOverdue", ClauseIds.OverrideReview, "case", caseId, subject.Number, $"/cases/{caseId:D}/indication/review", Role.DepartmentHead)
            {
                CaseId = caseId, DeploymentId = subject.DeploymentId, DepartmentId = deployment.DepartmentId, Decision = decision,
            },
            cancellationToken);
        return new Created(caseId);
    }
}
