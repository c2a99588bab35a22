using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>A case by its number: enough to name it in a register, never what it says.</summary>
/// <param name="Patient">The masked name, for callers who may read the case; null for everyone else.</param>
/// <param name="Study">A case of an imported reader study, which no patient stands behind.</param>
public sealed record CaseBrief(Guid Id, string Number, CaseState State, DateTimeOffset ExaminedAt, Guid DeploymentId, bool Study, string? Patient)
{
    /// <summary>Something may still be recorded as used on it.</summary>
    public bool IsOpen => !Study && State is not (CaseState.Closed or CaseState.Cancelled);
}

/// <summary>An AI result of a case, by its algorithm.</summary>
public sealed record CaseAlgorithm(string? Name, string? Version, string? Udi, AiResultStatus Status, DateTimeOffset ProducedAt);

/// <summary>Somebody's act on a case.</summary>
public sealed record CaseParticipant(PractitionerAct Act, Guid PractitionerId, DateTimeOffset At);

/// <summary>What touched a case, as the case itself records it.</summary>
public sealed record CaseTrail(string ExaminationKind, IReadOnlyList<CaseAlgorithm> Algorithms, IReadOnlyList<CaseParticipant> Participants);

/// <summary>
/// Cases for the registers of devices. A case is found by callers who may read it, and by those who keep the register of use or trace through it: they learn number,
/// state and day alone.
/// </summary>
public interface ICaseDirectory
{
    /// <summary>The case, or null where there is none for this caller.</summary>
    Task<CaseBrief?> FindAsync(HengjianDbContext db, Caller caller, Guid id, CancellationToken cancellationToken);

    /// <summary>The case of a number, or null.</summary>
    Task<CaseBrief?> ByNumberAsync(HengjianDbContext db, Caller caller, string number, CancellationToken cancellationToken);

    /// <summary>Those of the ids that the caller may find, by number.</summary>
    Task<IReadOnlyList<CaseBrief>> ManyAsync(HengjianDbContext db, Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Cases of patients that have an AI result of this software version which readers were or could be shown, newest first.</summary>
    /// <param name="algorithm">Algorithm's name; null: any.</param>
    /// <param name="most">How many at most.</param>
    Task<IReadOnlyList<CaseBrief>> OfSoftwareAsync(
        HengjianDbContext db, Caller caller, string? algorithm, string softwareVersion, int most, CancellationToken cancellationToken);

    /// <summary>What touched a case that <see cref="FindAsync"/> has found.</summary>
    Task<CaseTrail> TrailAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken);
}
