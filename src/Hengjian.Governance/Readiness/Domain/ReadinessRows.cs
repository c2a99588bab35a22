using Hengjian.Governance.Persistence;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Domain;

/// <summary>How a clause came out, and whether that stops the deployment.</summary>
public sealed record ClauseState(string Clause, ClauseOutcome Outcome, bool Blocks);

/// <summary>How a deployment stood from one evaluation until another found it different.</summary>
internal sealed class ReadinessEvaluation : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public ReadinessOutcome Outcome { get; set; }

    public IReadOnlyList<ClauseState> Clauses { get; set; } = [];

    /// <summary>First day on which the staff falls short, where that was in sight.</summary>
    public DateOnly? GapOn { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The deployment was in use then; null: written before this was kept.</summary>
    public bool? InUse { get; set; }

    /// <summary>When an evaluation found it different; null: it stands.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public bool Says(ReadinessAnswer answer, bool inUse) =>
        (InUse ?? inUse) == inUse && Outcome == answer.Outcome && GapOn == answer.GapOn && Clauses.SequenceEqual(StatesOf(answer));

    public static IReadOnlyList<ClauseState> StatesOf(ReadinessAnswer answer) => [.. answer.Decisions.Select(d => new ClauseState(d.Clause, d.Outcome, d.Blocks))];
}

/// <summary>The daily run of an institution for one day, as far as it came.</summary>
[OutsideLedger("how far the daily run came; what it finds is recorded by its own acts")]
internal sealed class ReadinessRun : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public DateOnly DueOn { get; set; }

    public Guid? JobId { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null: going on, interrupted or cancelled; a later start goes on after <see cref="LastDeployment"/>.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The last deployment, in the order of their ids, whose evaluation is stored.</summary>
    public Guid? LastDeployment { get; set; }

    public int Evaluated { get; set; }

    public int Changed { get; set; }
}
