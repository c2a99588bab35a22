using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>A stretch of time in which a deployment's readiness did not change.</summary>
/// <param name="Clauses">Outcome by clause.</param>
/// <param name="GapOn">First day on which the staff was going to fall short.</param>
/// <param name="EndedAt">Null: it stands.</param>
public sealed record ReadinessPeriod(Guid DeploymentId, ReadinessOutcome Outcome, IReadOnlyList<ClauseState> Clauses, DateOnly? GapOn, DateTimeOffset At, DateTimeOffset? EndedAt)
{
    /// <summary>Clauses that stop it.</summary>
    public IReadOnlyList<string> Blocking => [.. Clauses.Where(c => c.Blocks).Select(c => c.Clause)];
}

/// <summary>Readiness for pages and the web API: decided now, and as it was evaluated over time.</summary>
public sealed class DeploymentReadiness
{
    private readonly Database _database;
    private readonly ReadinessDecider _readiness;
    private readonly IReadinessLapses _lapses;
    private readonly IDeploymentDirectory _deployments;
    private readonly RuleEngine _engine;
    private readonly TimeProvider _clock;

    internal DeploymentReadiness(
        Database database, ReadinessDecider readiness, IReadinessLapses lapses, IDeploymentDirectory deployments, RuleEngine engine, TimeProvider clock) =>
        (_database, _readiness, _lapses, _deployments, _engine, _clock) = (database, readiness, lapses, deployments, engine, clock);

    /// <summary>The decisions as of now, or null when there is no such deployment.</summary>
    public async Task<IReadOnlyList<Decision>?> DecideAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken) =>
        (await AnswerAsync(caller, deploymentId, cancellationToken))?.Decisions;

    /// <summary>The same with people and equipment.</summary>
    public async Task<ReadinessAnswer?> AnswerAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return await _readiness.DecideAsync(db, deploymentId, _clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>HP-5.6 for a deployment in use: whether new cases are taken, and until when where it is not ready; null when there is no such deployment or it is not in use.</summary>
    public async Task<Decision?> NewCasesAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return await _deployments.FindAsync(db, deploymentId, cancellationToken) is { InUse: true } deployment
            ? _engine.Decide(
                ClauseIds.UnreadyUse,
                new UnreadyUseFacts(deployment.Stage != DeploymentStage.Shadow, await _lapses.FindAsync(db, deploymentId, cancellationToken)),
                _clock.GetUtcNow(),
                deployment.Institution)
            : null;
    }

    /// <summary>Several deployments decided together as of now; unknown ids are absent.</summary>
    public async Task<IReadOnlyDictionary<Guid, ReadinessAnswer>> DecideAsync(Caller caller, IReadOnlyCollection<Guid> deploymentIds, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var answers = new Dictionary<Guid, ReadinessAnswer>();
        if (await _readiness.ShareAsync(db, _clock.GetUtcNow(), cancellationToken) is not { } shared)
        {
            return answers;
        }

        foreach (var id in deploymentIds)
        {
            if (await _readiness.DecideAsync(db, shared, id, cancellationToken) is { } answer)
            {
                answers[id] = answer;
            }
        }

        return answers;
    }

    /// <summary>How each deployment stands by its latest evaluation; absent where it was not evaluated yet.</summary>
    public async Task<IReadOnlyDictionary<Guid, ReadinessPeriod>> StandingAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = await db.Set<ReadinessEvaluation>().Where(e => e.EndedAt == null).ToListAsync(cancellationToken);
        return rows.ToDictionary(e => e.DeploymentId, Period);
    }

    /// <summary>Evaluations of one deployment that reach into the time from <paramref name="since"/> on, oldest first.</summary>
    public async Task<IReadOnlyList<ReadinessPeriod>> PeriodsAsync(Caller caller, Guid deploymentId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        var rows = await db.Set<ReadinessEvaluation>().Where(e => e.DeploymentId == deploymentId && (e.EndedAt == null || e.EndedAt > since)).OrderBy(e => e.At).ToListAsync(cancellationToken);
        return rows.ConvertAll(Period);
    }

    /// <summary>The institution's latest daily run; null before the first.</summary>
    public async Task<ReadinessRunView?> LastRunAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(caller.InstitutionId);
        return await db.Set<ReadinessRun>().OrderByDescending(r => r.DueOn).FirstOrDefaultAsync(cancellationToken) is { } row
            ? new ReadinessRunView(row.DueOn, row.JobId, row.StartedAt, row.EndedAt, row.Evaluated, row.Changed)
            : null;
    }

    private static ReadinessPeriod Period(ReadinessEvaluation row) => new(row.DeploymentId, row.Outcome, row.Clauses, row.GapOn, row.At, row.EndedAt);
}

/// <summary>A daily run: for which day, by which job, and what it did.</summary>
public sealed record ReadinessRunView(DateOnly DueOn, Guid? JobId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Evaluated, int Changed);
