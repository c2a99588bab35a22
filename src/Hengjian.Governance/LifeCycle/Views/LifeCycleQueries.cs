using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Views;

/// <summary>Reads the life of a deployment: where it stands, which gates are open to it and what each still lacks.</summary>
public sealed class LifeCycleQueries(
    Database database,
    GateBook book,
    GateDesk desk,
    GateEvaluation evaluation,
    TrialRuns.TrialRuns trials,
    IDeploymentStages stages,
    IDeploymentDirectory deployments,
    IShadowResults shadow,
    IDocumentDirectory documents,
    IPractitionerDirectory people,
    IActorNames names,
    TimeProvider clock)
{
    private static readonly DeploymentStage[] Way =
        [DeploymentStage.Proposed, DeploymentStage.Review, DeploymentStage.AcceptanceTest, DeploymentStage.TrialRun, DeploymentStage.RoutineUse];

    public async Task<LifeCycleView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await ReadAsync(db, caller, id, cancellationToken) is not { } reading)
        {
            return null;
        }

        var (deployment, file, ready) = reading;
        var changes = await db.Set<DeploymentChange>().Where(c => c.DeploymentId == id).OrderByDescending(c => c.ProposedAt).ThenByDescending(c => c.Id).ToListAsync(cancellationToken);
        var events = await db.Set<LifeCycleEvent>().Where(e => e.DeploymentId == id).OrderByDescending(e => e.At).ThenByDescending(e => e.Id).ToListAsync(cancellationToken);
        var open = TakeoverOpen(deployment, events);
        var gates = new List<GateView>();
        foreach (var (gate, change) in OpenGates(deployment, open, changes))
        {
            gates.Add(await GateAsync(db, caller, reading, gate, change, cancellationToken));
        }

        var tests = await db.Set<AcceptanceTest>().Where(t => t.DeploymentId == id).OrderByDescending(t => t.FrozenAt).ThenByDescending(t => t.Id).ToListAsync(cancellationToken);
        var releases = new Dictionary<Guid, string>();
        foreach (var version in tests.Select(t => t.TechnologyVersionId).Concat(changes.Select(c => c.TechnologyVersionId ?? deployment.VersionId)).Distinct())
        {
            releases[version] = (await stages.WithVersionAsync(db, id, version, cancellationToken))?.AlgorithmVersion ?? "";
        }

        var actors = await NamesAsync(
            caller, [.. events.Select(e => e.ActorId), .. tests.Select(t => t.PlannedBy), .. tests.Select(t => t.ReportedBy ?? Guid.Empty), .. changes.Select(c => c.ProposedBy)], cancellationToken);
        return new LifeCycleView(
            id,
            deployment.Name,
            deployment.Stage,
            deployment.SuspendedAt,
            deployment.Takeover,
            open,
            deployment.TechnologyId,
            deployment.VersionId,
            file.AlgorithmVersion,
            Track(deployment, events),
            gates,
            [.. tests.Select(t => TestOf(t, deployment.Name, releases[t.TechnologyVersionId], actors))],
            await TrialOfAsync(db, caller, deployment, file.AlgorithmVersion, cancellationToken),
            [
                .. changes.Select(c => new ChangeView(
                    c.Id, c.Kind, c.Description, c.State, c.TechnologyVersionId, c.TechnologyVersionId is { } v ? releases[v] : null, c.DepartmentId, c.Protocol, Name(actors, c.ProposedBy),
                    c.ProposedAt, c.EndedAt, c.Remark)),
            ],
            [.. (await shadow.CountAsync(db, [id], cancellationToken)).OrderByDescending(s => s.LastAt)],
            await evaluation.FilingAsync(db, deployment, file.Institution, clock.GetUtcNow(), cancellationToken),
            [
                .. events.Select(e => new LifeCycleEventView(
                    e.Id, e.Kind, e.Gate, e.FromStage, e.ToStage, e.At, Name(actors, e.ActorId), e.SubjectId, e.Remark, e.Signatures.Count, e.Decisions)),
            ]);
    }

    /// <summary>One gate of a deployment; null where the deployment or the change does not exist.</summary>
    public async Task<(LifeCycleGate Deployment, GateView Gate)?> GateAsync(Caller caller, Guid id, Gate gate, Guid? changeId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await ReadAsync(db, caller, id, cancellationToken) is not { } reading)
        {
            return null;
        }

        var change = gate == Gate.Change ? await db.Set<DeploymentChange>().FirstOrDefaultAsync(c => c.Id == changeId && c.DeploymentId == id, cancellationToken) : null;
        if (gate == Gate.Change && change is null)
        {
            return null;
        }

        var view = await GateAsync(db, caller, reading, gate, change, cancellationToken);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var offered = (await documents.OfAsync(db, GateEvaluation.SubjectKind, id, cancellationToken)).Where(d => d.CountsOn(today)).ToList();
        return (new LifeCycleGate(id, reading.Deployment.Name, reading.Deployment.Stage, reading.File.AlgorithmVersion, reading.Deployment.TechnologyId, offered), view);
    }

    public async Task<AcceptanceTestView?> TestAsync(Caller caller, Guid deploymentId, Guid testId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await stages.FindAsync(db, deploymentId, cancellationToken) is not { } deployment
            || await db.Set<AcceptanceTest>().FirstOrDefaultAsync(t => t.Id == testId && t.DeploymentId == deploymentId, cancellationToken) is not { } test)
        {
            return null;
        }

        var file = await stages.WithVersionAsync(db, deploymentId, test.TechnologyVersionId, cancellationToken);
        return TestOf(test, deployment.Name, file?.AlgorithmVersion ?? "", await NamesAsync(caller, [test.PlannedBy, test.ReportedBy ?? Guid.Empty], cancellationToken));
    }

    /// <summary>The trial of the version in use; null without one.</summary>
    public async Task<TrialView?> TrialAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await stages.FindAsync(db, deploymentId, cancellationToken) is { } deployment && await deployments.FindAsync(db, deploymentId, cancellationToken) is { } file
            ? await TrialOfAsync(db, caller, deployment, file.AlgorithmVersion, cancellationToken)
            : null;
    }

    /// <summary>Gates that wait for the chair's signature: the deployment and the page of its gate.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> AwaitingChairAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var waiting = await db.Set<GateSubmission>().Where(s => s.State == SubmissionState.AwaitingChair).OrderBy(s => s.SubmittedAt)
            .Select(s => new { s.DeploymentId, s.Gate, s.ChangeId }).ToListAsync(cancellationToken);
        return waiting.GroupBy(s => s.DeploymentId).ToDictionary(g => g.Key, g => GatePath(g.Key, g.First().Gate, g.First().ChangeId));
    }

    /// <summary>The page of a gate.</summary>
    internal static string GatePath(Guid deployment, Gate gate, Guid? change) =>
        $"/deployments/{deployment:D}/gates/{CodeName.Of(gate)}" + (change is { } id ? $"?change={id:D}" : "");

    /// <summary>True where it is in use without a gate passed here and nobody confirmed that.</summary>
    internal static bool TakeoverOpen(DeploymentStanding deployment, IReadOnlyCollection<LifeCycleEvent> events) =>
        deployment.Stage is DeploymentStage.AcceptanceTest or DeploymentStage.TrialRun or DeploymentStage.RoutineUse or DeploymentStage.Shadow
        && !events.Any(e => e.Kind == LifeCycleEventKind.GatePassed && (e.Gate == Gate.Takeover || e.ToStage == deployment.Stage) && e.Gate is not (Gate.Resumption or Gate.Change));

    private async Task<Reading?> ReadAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await stages.FindAsync(db, id, cancellationToken) is { } deployment && await deployments.FindAsync(db, id, cancellationToken) is { } file
            ? new Reading(deployment, file, await desk.ReadinessAsync(db, id, null, cancellationToken))
            : null;

    /// <summary>The gates that can come next, the straight way first.</summary>
    private IEnumerable<(Gate Gate, DeploymentChange? Change)> OpenGates(DeploymentStanding deployment, bool takeover, IEnumerable<DeploymentChange> changes)
    {
        if (deployment.Stage == DeploymentStage.Retired)
        {
            yield break;
        }

        if (deployment.SuspendedAt is not null)
        {
            yield return (Gate.Resumption, null);
        }
        else if (book.Next(deployment.Stage) is { } next)
        {
            yield return (next.Gate, null);
        }

        if (takeover)
        {
            yield return (Gate.Takeover, null);
        }

        foreach (var change in changes.Where(c => c.State == ChangeState.Open))
        {
            yield return (Gate.Change, change);
        }
    }

    private async Task<GateView> GateAsync(HengjianDbContext db, Caller caller, Reading reading, Gate which, DeploymentChange? change, CancellationToken cancellationToken)
    {
        var gate = await desk.DefinitionAsync(db, reading.Deployment.Id, which, change?.Kind, cancellationToken);
        var now = clock.GetUtcNow();
        var waiting = await db.Set<GateSubmission>().Where(s => s.DeploymentId == reading.Deployment.Id && s.Gate == gate.Gate && s.State == SubmissionState.AwaitingChair).FirstOrDefaultAsync(cancellationToken);
        var evidence = waiting is null ? GateEvidence.None : GateInputs.Evidence(waiting.Items, waiting.Documents);
        var ready = change?.DepartmentId is { } department ? await desk.ReadinessAsync(db, reading.Deployment.Id, department, cancellationToken) : reading.Ready;
        var decisions = await desk.DecideAsync(db, new OpenedGate(reading.Deployment, gate, change), evidence, ready, now, cancellationToken);
        var motions = await evaluation.MotionsAsync(db, reading.Deployment.Id, gate.Gate, change?.Id, cancellationToken);
        return new GateView(
            gate.Gate,
            change?.Id,
            change?.Kind,
            gate.To,
            [.. gate.Items.Select(i => i.Code)],
            gate.Documents,
            [.. gate.Committees.Select(c => new GateCommittee(c, motions.GetValueOrDefault(c)))],
            gate.NeedsChair,
            decisions.All(d => !d.Blocks || (d.Clause == ClauseIds.Gates && d.Missing.All(m => m.Code is "gate.item" or "gate.document"))),
            decisions,
            waiting is null ? null : SubmissionOf(waiting, await NamesAsync(caller, [waiting.SubmittedBy], cancellationToken)));
    }

    private async Task<TrialView?> TrialOfAsync(HengjianDbContext db, Caller caller, DeploymentStanding deployment, string release, CancellationToken cancellationToken)
    {
        if (await GateEvaluation.LatestTrialAsync(db, deployment.Id, deployment.VersionId, cancellationToken) is not { } trial)
        {
            return null;
        }

        var counts = trial.State == TrialState.Running ? await trials.CountAsync(db, trial, cancellationToken) : trial.Counts;
        var blocked = trial.State == TrialState.Running ? TrialRuns.TrialRuns.Shortfall(trial.Conditions, counts!, ShanghaiDay.Of(clock.GetUtcNow())) : null;
        return new TrialView(
            trial.Id, release, trial.State, trial.Conditions, await people.NamesAsync(db, [.. trial.Conditions.Readers], cancellationToken), counts, blocked?.Code, blocked?.Arguments, trial.EndedAt,
            Name(await NamesAsync(caller, [trial.EndedBy ?? Guid.Empty], cancellationToken), trial.EndedBy), trial.Report);
    }

    private static IReadOnlyList<StageReached> Track(DeploymentStanding deployment, List<LifeCycleEvent> events) =>
    [
        .. Way.Select(stage => new StageReached(
            stage,
            events.Where(e => e.ToStage == stage && (e.FromStage != stage || e.Kind is LifeCycleEventKind.Registered or LifeCycleEventKind.TakenOver)).Select(e => (DateTimeOffset?)e.At).Min()
                ?? (stage == DeploymentStage.Proposed && deployment.Takeover is null ? deployment.CreatedAt : null))),
    ];

    private static AcceptanceTestView TestOf(AcceptanceTest t, string deployment, string release, IReadOnlyDictionary<string, string> actors) => new(
        t.Id, t.DeploymentId, deployment, t.TechnologyVersionId, release, t.State, t.Plan, t.FrozenAt, Name(actors, t.PlannedBy), t.Results, t.Remark, t.ReportedAt, Name(actors, t.ReportedBy), t.SignatureId);

    private static SubmissionView SubmissionOf(GateSubmission s, IReadOnlyDictionary<string, string> actors) => new(
        s.Id, s.Gate, s.ChangeId, s.State, s.Items, s.Documents, s.Remark, s.SubmittedBy, Name(actors, s.SubmittedBy), s.SubmittedAt, Name(actors, s.ChairId), s.ChairAt, s.ChairRemark, s.Decisions);

    private Task<IReadOnlyDictionary<string, string>> NamesAsync(Caller caller, IReadOnlyCollection<Guid> users, CancellationToken cancellationToken) =>
        names.FindAsync(caller.InstitutionId, [.. users.Where(u => u != Guid.Empty).Distinct().Select(u => u.ToString("D"))], cancellationToken);

    private static string? Name(IReadOnlyDictionary<string, string> actors, Guid? user) => user is { } id ? actors.GetValueOrDefault(id.ToString("D", CultureInfo.InvariantCulture)) : null;

    private sealed record Reading(DeploymentStanding Deployment, DeploymentFile File, IReadOnlyList<Decision> Ready);
}

/// <summary>The deployment of a gate, for the head of its page.</summary>
/// <param name="Documents">Documents of the deployment that count today, to be handed in.</param>
public sealed record LifeCycleGate(Guid DeploymentId, string Name, DeploymentStage Stage, string Release, Guid TechnologyId, IReadOnlyList<DocumentFact> Documents);
