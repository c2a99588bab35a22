using System.Collections.Concurrent;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>How far an evaluation came.</summary>
internal sealed record EvaluationStep(Guid LastDeployment, int Evaluated, int Changed, int Total);

/// <summary>
/// Evaluates the deployments of an institution together, sharing the facts of people, departments and equipment, and stores what changed. A deployment in use that
/// stops being ready is told to the governance officer and to the head of its department and becomes a finding; it is not suspended, and takes new cases for the days
/// of HP-5.6.
/// </summary>
internal sealed class ReadinessEvaluator(
    IWriter writer, Database database, ReadinessDecider decider, IDeploymentDirectory deployments, INotices notices, LapseFindings findings, TimeProvider clock) : IDisposable
{
    /// <summary>Kind of notice about a deployment in use that is not ready.</summary>
    public const string LostNotice = "readinessLost";

    private const int Together = 50;

    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _turns = new();

    /// <summary>Evaluates all, or those after <paramref name="after"/> in the order of the ids.</summary>
    /// <param name="onStep">Called after each part within the act that stores it.</param>
    public async Task<EvaluationStep> EvaluateAsync(Guid institution, Guid? after, Func<WriteScope?, EvaluationStep, Task> onStep, CancellationToken cancellationToken)
    {
        // A daily run and an evaluation on change take turns, so that neither stores what the other has overtaken.
        var turn = _turns.GetOrAdd(institution, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await EvaluateInTurnAsync(institution, after, onStep, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    private async Task<EvaluationStep> EvaluateInTurnAsync(Guid institution, Guid? after, Func<WriteScope?, EvaluationStep, Task> onStep, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var all = await deployments.GovernedAsync(db, cancellationToken);
        var left = after is { } last ? all.Where(d => string.CompareOrdinal(d.Id.ToString("D"), last.ToString("D")) > 0).ToList() : [.. all];
        var step = new EvaluationStep(after ?? Guid.Empty, all.Count - left.Count, 0, all.Count);
        if (await decider.ShareAsync(db, clock.GetUtcNow(), cancellationToken) is not { } shared)
        {
            return step;
        }

        var standing = (await db.Set<ReadinessEvaluation>().Where(e => e.EndedAt == null).ToListAsync(cancellationToken)).ToDictionary(e => e.DeploymentId);
        await CloseGoneAsync(institution, standing.Keys.Except(all.Select(d => d.Id)).ToList(), cancellationToken);
        foreach (var part in left.Chunk(Together))
        {
            var changed = new List<(GovernedDeployment Deployment, ReadinessAnswer Answer)>();
            foreach (var deployment in part)
            {
                if (await decider.DecideAsync(db, shared, deployment.Id, cancellationToken) is { } answer
                    && !(standing.TryGetValue(deployment.Id, out var known) && known.Says(answer, deployment.InUse)))
                {
                    changed.Add((deployment, answer));
                }
            }

            step = step with { LastDeployment = part[^1].Id, Evaluated = step.Evaluated + part.Length, Changed = step.Changed + changed.Count };
            await StoreAsync(institution, changed, step, onStep, cancellationToken);
            await onStep(null, step);
        }

        return step;
    }

    private async Task StoreAsync(
        Guid institution, List<(GovernedDeployment Deployment, ReadinessAnswer Answer)> changed, EvaluationStep step, Func<WriteScope?, EvaluationStep, Task> onStep, CancellationToken cancellationToken) =>
        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                var ids = changed.Select(c => c.Deployment.Id).ToList();
                var before = ids.Count == 0 ? [] : await scope.Db.Set<ReadinessEvaluation>().Where(e => ids.Contains(e.DeploymentId) && e.EndedAt == null).ToListAsync(ct);
                foreach (var (deployment, answer) in changed)
                {
                    var known = before.Find(e => e.DeploymentId == deployment.Id);
                    if (known is not null)
                    {
                        known.EndedAt = scope.Now;
                    }

                    await AddAsync(scope, deployment, known, answer, ct);
                }

                await onStep(scope, step);
            },
            cancellationToken);

    private async Task AddAsync(WriteScope scope, GovernedDeployment deployment, ReadinessEvaluation? before, ReadinessAnswer answer, CancellationToken cancellationToken)
    {
        var row = new ReadinessEvaluation
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            DeploymentId = deployment.Id,
            Outcome = answer.Outcome,
            Clauses = ReadinessEvaluation.StatesOf(answer),
            GapOn = answer.GapOn,
            At = scope.Now,
            InUse = deployment.InUse,
        };
        await findings.FollowAsync(scope, deployment, before, answer, cancellationToken);
        scope.Db.Add(row);
        scope.Record("readiness.changed", nameof(ReadinessEvaluation), row.Id, answer.Decisions.Select(d => d.Pack).FirstOrDefault(p => p.Length > 0));
        if (answer.Outcome != ReadinessOutcome.NotReady)
        {
            await notices.CloseAsync(scope, LostNotice, deployment.Id, cancellationToken);
        }
        else if (deployment.InUse && before is not { Outcome: ReadinessOutcome.NotReady, InUse: null or true })
        {
            // The officer sees what the head of the department is told, so one notice serves both.
            await notices.RaiseAsync(
                scope,
                new NoticeDraft(LostNotice, deployment.Id, deployment.Name, $"/deployments/{deployment.Id:D}/readiness", Role.DepartmentHead, $"{LostNotice}|{row.Id:D}")
                {
                    DepartmentId = deployment.DepartmentId,
                },
                cancellationToken);
        }
    }

    /// <summary>Retired deployments stand no longer.</summary>
    private async Task CloseGoneAsync(Guid institution, List<Guid> gone, CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
        {
            return;
        }

        await writer.WriteAsSystemAsync(
            institution,
            async (scope, ct) =>
            {
                foreach (var row in await scope.Db.Set<ReadinessEvaluation>().Where(e => gone.Contains(e.DeploymentId) && e.EndedAt == null).ToListAsync(ct))
                {
                    await findings.EndAsync(scope, row.DeploymentId, ct);
                    row.EndedAt = scope.Now;
                    scope.Record("readiness.ended", nameof(ReadinessEvaluation), row.Id);
                    await notices.CloseAsync(scope, LostNotice, row.DeploymentId, ct);
                }
            },
            cancellationToken);
    }
}
