using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.LifeCycle.AcceptanceTests;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>What was handed in for a gate so far.</summary>
internal sealed record GateEvidence(IReadOnlyCollection<string> Items, IReadOnlyCollection<string> Documents)
{
    public static GateEvidence None { get; } = new([], []);
}

/// <summary>Decides what a gate asks for from what is on record: HP-5.1, 7.2, 5.2, the readiness clauses and the filing.</summary>
public sealed class GateEvaluation(RuleEngine engine, IDeploymentStages stages, IDeploymentUse use, IMotions motions)
{
    public const string SubjectKind = "deployment";

    /// <param name="db">Database.</param>
    /// <param name="deployment">Where it stands.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="change">The change that is to be admitted; null for every other gate.</param>
    /// <param name="evidence">Answers and documents.</param>
    /// <param name="readiness">Decisions on readiness as of now.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<IReadOnlyList<Decision>> DecideAsync(
        HengjianDbContext db,
        DeploymentStanding deployment,
        GateDefinition gate,
        DeploymentChange? change,
        GateEvidence evidence,
        IReadOnlyList<Decision> readiness,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        var version = change?.TechnologyVersionId ?? deployment.VersionId;
        if (await stages.WithVersionAsync(db, deployment.Id, version, cancellationToken) is not { } file)
        {
            return [];
        }

        var decisions = new List<Decision>
        {
            engine.Decide(ClauseIds.Gates, await FactsAsync(db, deployment, gate, evidence, cancellationToken), at, file.Institution),
        };
        if (gate.Committees.Count > 0)
        {
            var latest = await MotionsAsync(db, deployment.Id, gate.Gate, change?.Id, cancellationToken);
            decisions.AddRange(gate.Committees.Select(c =>
                engine.Decide(ClauseIds.CommitteeDecision, new CommitteeDecisionFacts(c, latest.GetValueOrDefault(c)), at, file.Institution)));
        }

        if (gate.Test)
        {
            var test = await LatestTestAsync(db, deployment.Id, version, cancellationToken);
            decisions.Add(engine.Decide(ClauseIds.AcceptanceTest, new AcceptanceTestFacts(file.AlgorithmVersion, test is null ? null : TestFacts.Of(test)), at, file.Institution));
        }

        decisions.AddRange(change switch
        {
            null => readiness.Where(d => gate.Asks(d.Clause)),
            { TechnologyVersionId: not null } => OfVersion(file, at).Where(d => gate.Asks(d.Clause)),
            _ => await AskedAgainAsync(db, change, file, readiness, at, cancellationToken) is var again ? again.Where(d => gate.Asks(d.Clause)) : [],
        });
        if (gate.Filing)
        {
            decisions.Add(await FilingAsync(db, deployment, file.Institution, at, cancellationToken));
        }

        return decisions;
    }

    /// <summary>The scope questions are asked again at each change (R17-0.1): answers from before the change was proposed do not admit it.</summary>
    private async Task<IEnumerable<Decision>> AskedAgainAsync(
        HengjianDbContext db, DeploymentChange change, DeploymentFile file, IReadOnlyList<Decision> readiness, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await stages.ScopeAnsweredAtAsync(db, file.VersionId, cancellationToken) is not { } answered || answered >= change.ProposedAt)
        {
            return readiness;
        }

        var scope = file.Scope with { ReassessFrom = ShanghaiDay.Of(change.ProposedAt) };
        return readiness.Select(d => d.Clause is ClauseIds.Scope or ClauseIds.Embedded ? engine.Decide(d.Clause, scope, at, file.Institution) : d);
    }

    /// <summary>HP-5.3 as it stands.</summary>
    internal async Task<Decision> FilingAsync(HengjianDbContext db, DeploymentStanding deployment, string? institution, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var first = await use.FirstAsync(db, deployment.Id, cancellationToken) is { } instant ? ShanghaiDay.Of(instant) : (DateOnly?)null;
        var since = deployment.Takeover?.InUseSince;
        var filed = await db.Set<FilingBundle>().Where(b => b.DeploymentId == deployment.Id && b.FiledOn != null).OrderBy(b => b.FiledOn).Select(b => b.FiledOn).FirstOrDefaultAsync(cancellationToken);
        return engine.Decide(ClauseIds.Filing, new FilingFacts(since < first || first is null ? since ?? first : first, filed, WorkingDayCalendar.Embedded), at, institution);
    }

    /// <summary>The latest motion to each committee that was put for a gate.</summary>
    internal async Task<IReadOnlyDictionary<CommitteeKind, MotionFacts>> MotionsAsync(HengjianDbContext db, Guid deployment, Gate gate, Guid? change, CancellationToken cancellationToken)
    {
        var ids = await db.Set<GateMotion>().Where(m => m.DeploymentId == deployment && m.Gate == gate && m.ChangeId == change).Select(m => m.MotionId).ToListAsync(cancellationToken);
        return (await motions.OfAsync(db, SubjectKind, deployment, cancellationToken)).Where(m => ids.Contains(m.Id))
            .GroupBy(m => m.Committee).ToDictionary(g => g.Key, g => g.MaxBy(m => (m.PutAt, m.Id))!);
    }

    /// <summary>The latest test of a version that was not withdrawn.</summary>
    internal static Task<AcceptanceTest?> LatestTestAsync(HengjianDbContext db, Guid deployment, Guid version, CancellationToken cancellationToken) =>
        db.Set<AcceptanceTest>().Where(t => t.DeploymentId == deployment && t.TechnologyVersionId == version && t.State != AcceptanceTestState.Withdrawn)
            .OrderByDescending(t => t.FrozenAt).ThenByDescending(t => t.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The latest trial run of a version.</summary>
    internal static Task<TrialRun?> LatestTrialAsync(HengjianDbContext db, Guid deployment, Guid version, CancellationToken cancellationToken) =>
        db.Set<TrialRun>().Where(t => t.DeploymentId == deployment && t.TechnologyVersionId == version)
            .OrderByDescending(t => t.PlannedAt).ThenByDescending(t => t.Id).FirstOrDefaultAsync(cancellationToken);

    private static async Task<GateFacts> FactsAsync(
        HengjianDbContext db, DeploymentStanding deployment, GateDefinition gate, GateEvidence evidence, CancellationToken cancellationToken)
    {
        var trial = gate.TrialPlan || gate.TrialReport ? await LatestTrialAsync(db, deployment.Id, deployment.VersionId, cancellationToken) : null;
        return new GateFacts(
            "gate." + CodeName.Of(gate.Gate),
            deployment.Stage,
            gate.From,
            deployment.SuspendedAt is not null,
            gate.Suspended == WhileSuspended.Needed,
            gate.Suspended == WhileSuspended.Allowed,
            [.. gate.Items.Select(i => new GateItemFact(i.Code, evidence.Items.Contains(i.Code)))],
            [.. gate.Documents.Select(d => new GateItemFact(d, evidence.Documents.Contains(d)))],
            gate.TrialPlan,
            gate.TrialReport,
            trial?.State);
    }

    /// <summary>The clauses that depend on the version alone.</summary>
    private IEnumerable<Decision> OfVersion(DeploymentFile file, DateTimeOffset at) =>
    [
        engine.Decide(ClauseIds.Scope, file.Scope, at, file.Institution),
        engine.Decide(ClauseIds.Embedded, file.Scope, at, file.Institution),
        engine.Decide(ClauseIds.ApprovedDevice, file.Approval, at, file.Institution),
    ];
}
