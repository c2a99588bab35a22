using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.FollowUps.Planning;

/// <summary>A complete case as a plan sees it.</summary>
internal sealed record PlannedCase(Guid Id, string? FinalLabel, DateTimeOffset ConcludedAt);

/// <summary>What a plan changes in the tasks of one case. Done and lost ones are never among them.</summary>
/// <param name="Dropped">Open tasks that it does not ask for.</param>
/// <param name="Kept">Open tasks that it asks for too, with its step.</param>
/// <param name="Added">Its steps that no task is there for, with their days.</param>
internal sealed record TaskChanges(
    IReadOnlyList<FollowUpTask> Dropped, IReadOnlyList<(FollowUpTask Task, FollowUpStep Step)> Kept, IReadOnlyList<(FollowUpStep Step, DateOnly DueOn)> Added)
{
    public bool Any => Dropped.Count > 0 || Added.Count > 0 || Kept.Any(k => k.Task.Purpose != k.Step.Purpose);

    /// <param name="existing">Every task of the case that a plan asked for.</param>
    public static TaskChanges Of(FollowUpPlan plan, PlannedCase subject, IReadOnlyList<FollowUpTask> existing)
    {
        var from = ShanghaiDay.Of(subject.ConcludedAt);
        var asked = plan.Steps.Where(s => s.AsksFor(subject.FinalLabel)).ToList();
        var open = existing.Where(t => t.State == FollowUpState.Open).ToList();
        return new TaskChanges(
            [.. open.Where(t => asked.TrueForAll(s => s.Months != t.Months))],
            [.. open.Select(t => (Task: t, Step: asked.Find(s => s.Months == t.Months)!)).Where(k => k.Step is not null)],
            [.. asked.Where(s => existing.All(t => t.Months != s.Months || t.State == FollowUpState.Dropped)).Select(s => (s, ShanghaiDay.AddMonths(from, s.Months)))]);
    }

    public void Apply(WriteScope scope, FollowUpPlan plan, Guid caseId, DropReason reason)
    {
        foreach (var task in Dropped)
        {
            task.State = FollowUpState.Dropped;
            task.Dropped = reason;
        }

        foreach (var (step, due) in Added)
        {
            scope.Db.Add(new FollowUpTask
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                CaseId = caseId,
                DeploymentId = plan.DeploymentId,
                PlanId = plan.Id,
                Months = step.Months,
                Purpose = step.Purpose,
                DueOn = due,
                NextOn = due,
                State = FollowUpState.Open,
            });
        }
    }
}
