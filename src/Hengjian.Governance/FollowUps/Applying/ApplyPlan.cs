using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.FollowUps.Planning;
using Hengjian.Governance.FollowUps.Reminders;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.FollowUps.Applying;

/// <summary>What carrying a plan to earlier cases would change.</summary>
/// <param name="Plan">Number of the plan in force.</param>
/// <param name="Cases">Complete cases that are not closed.</param>
/// <param name="Changed">Of them those with anything to change.</param>
/// <param name="Added">Follow-ups to add.</param>
/// <param name="Dropped">Open follow-ups to drop.</param>
/// <param name="Past">Follow-ups that it asks for on a day that is over: they are not added.</param>
/// <param name="Closed">Cases that are closed and stay as they are.</param>
public sealed record PlanPreview(int Plan, int Cases, int Changed, int Added, int Dropped, int Past, int Closed);

/// <summary>What a job that carried a plan did.</summary>
public sealed record PlanApplied(int Cases, int Added, int Dropped);

public sealed record ApplyPlanRequest
{
    /// <summary>The plan's number as it was previewed; another one meanwhile is a conflict.</summary>
    public int? Plan { get; init; }

    public string? Reason { get; init; }
}

/// <summary>
/// Carries the plan in force to cases concluded before it was set, as a job: follow-ups that it asks for are added, open ones that it does not ask for are dropped; what was done or lost
/// stays, and so do patients whose plan was ended. Days that are over are not asked for after the fact. Run again, or after it was cancelled, it goes on with what is left.
/// </summary>
public sealed class ApplyPlan(IWriter writer, Database database, ICompletedCases cases, IFindings findings, JobQueue jobs, TimeProvider clock)
{
    public const string JobKind = "followUp.planApply";

    private const int PageSize = 200;
    private const int ActsOf = 50;

    /// <summary>Null where the deployment has no plan.</summary>
    public async Task<PlanPreview?> PreviewAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await PlanBook.InForceAsync(db, deploymentId, cancellationToken) is not { } plan)
        {
            return null;
        }

        var preview = new PlanPreview(plan.Number, 0, 0, 0, 0, 0, await cases.ClosedAsync(db, deploymentId, cancellationToken));
        var after = Guid.Empty;
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        while (await cases.OpenAsync(db, deploymentId, after, PageSize, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var (_, changes, past) in await ChangesAsync(db, plan, page, today, cancellationToken))
            {
                preview = preview with
                {
                    Cases = preview.Cases + 1,
                    Changed = preview.Changed + (changes.Any ? 1 : 0),
                    Added = preview.Added + changes.Added.Count,
                    Dropped = preview.Dropped + changes.Dropped.Count,
                    Past = preview.Past + past,
                };
            }

            after = page[^1].Id;
        }

        return preview;
    }

    /// <summary>Records who carries it and why, and starts the job; its id is answered.</summary>
    public async Task<Outcome<Created>> StartAsync(Guid deploymentId, ApplyPlanRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var recorded = await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await PlanBook.InForceAsync(scope.Db, deploymentId, ct) is not { } plan)
                {
                    return new NotFound("followUpPlan");
                }

                var errors = new FieldErrors();
                errors.Require(request.Plan is not null, "plan", "field.required");
                errors.Text("reason", request.Reason, 500);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (request.Plan != plan.Number)
                {
                    return new Conflict("followUp.otherPlan");
                }

                plan.AppliedBy = scope.Caller.Id;
                plan.AppliedAt = scope.Now;
                plan.AppliedReason = request.Reason!.Trim();
                scope.Record("followUp.planApplied", nameof(FollowUpPlan), plan.Id);
                return new Created(plan.Id);
            },
            cancellationToken);
        if (recorded.Value is not { } plan)
        {
            return recorded;
        }

        var caller = context.Caller;
        var total = (await PreviewAsync(caller, deploymentId, cancellationToken))!.Cases;
        return new Created(await jobs.StartAsync(
            context with { Idempotency = null }, JobKind, request.Reason!.Trim(), async (report, ct) => new JobEnd(JobState.Done, await RunAsync(caller, deploymentId, plan.Id, report, total, ct)), cancellationToken));
    }

    private async Task<PlanApplied> RunAsync(Caller caller, Guid deploymentId, Guid planId, JobReport report, int total, CancellationToken cancellationToken)
    {
        var (applied, done, after) = (new PlanApplied(0, 0, 0), 0, Guid.Empty);
        while (await PageAsync(caller, deploymentId, after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var part in page.Chunk(ActsOf))
            {
                await report.AtAsync(done, Math.Max(total, done));
                var outcome = await writer.WriteAsync<PlanApplied>(new WriteRequest(caller), (scope, ct) => ApplyAsync(scope, planId, part, ct), cancellationToken);
                var more = outcome.Value!;
                applied = new PlanApplied(applied.Cases + more.Cases, applied.Added + more.Added, applied.Dropped + more.Dropped);
                done += part.Length;
            }

            after = page[^1].Id;
        }

        await report.AtAsync(done, done);
        return applied;
    }

    private async Task<IReadOnlyList<OpenCompleteCase>> PageAsync(Caller caller, Guid deploymentId, Guid after, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await cases.OpenAsync(db, deploymentId, after, PageSize, cancellationToken);
    }

    private async Task<Outcome<PlanApplied>> ApplyAsync(WriteScope scope, Guid planId, IReadOnlyList<OpenCompleteCase> part, CancellationToken cancellationToken)
    {
        var plan = await scope.Db.Set<FollowUpPlan>().FirstAsync(p => p.Id == planId, cancellationToken);
        var applied = new PlanApplied(0, 0, 0);
        foreach (var (subject, changes, _) in (await ChangesAsync(scope.Db, plan, part, ShanghaiDay.Of(scope.Now), cancellationToken)).Where(c => c.Changes.Any))
        {
            foreach (var (task, step) in changes.Kept)
            {
                (task.PlanId, task.Purpose) = (plan.Id, step.Purpose);
            }

            changes.Apply(scope, plan, subject, DropReason.PlanChanged);
            foreach (var task in changes.Dropped)
            {
                await findings.CloseAsync(scope, OverdueFollowUps.KeyOf(task.Id), cancellationToken);
            }

            scope.Record("case.followUp.planApplied", "Case", subject);
            applied = new PlanApplied(applied.Cases + 1, applied.Added + changes.Added.Count, applied.Dropped + changes.Dropped.Count);
        }

        return applied;
    }

    private static async Task<List<(Guid Case, TaskChanges Changes, int Past)>> ChangesAsync(
        HengjianDbContext db, FollowUpPlan plan, IReadOnlyList<OpenCompleteCase> page, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = page.Select(c => c.Id).ToList();
        var tasks = (await db.Set<FollowUpTask>().Where(t => ids.Contains(t.CaseId)).ToListAsync(cancellationToken)).ToLookup(t => t.CaseId);
        var found = new List<(Guid, TaskChanges, int)>();
        foreach (var subject in page)
        {
            var own = tasks[subject.Id].ToList();
            if (own.Exists(t => t.Dropped is DropReason.PlanEnded or DropReason.Deceased))
            {
                found.Add((subject.Id, new TaskChanges([], [], []), 0));
                continue;
            }

            var changes = TaskChanges.Of(plan, new PlannedCase(subject.Id, subject.FinalLabel, subject.ConcludedAt), own.FindAll(t => t.PlanId is not null));
            var added = changes.Added.Where(a => a.DueOn >= today).ToList();
            found.Add((subject.Id, changes with { Added = added }, changes.Added.Count - added.Count));
        }

        return found;
    }
}
