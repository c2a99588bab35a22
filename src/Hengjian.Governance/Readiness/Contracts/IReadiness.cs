using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Readiness.Contracts;

/// <summary>How a deployment stands by the clauses that admit it.</summary>
public enum ReadinessOutcome
{
    Ready,

    /// <summary>Ready today, and by what is on record not for long.</summary>
    AtRisk,

    /// <summary>A clause that blocks is not satisfied.</summary>
    NotReady,
}

/// <summary>What a person of the staff may do with the technology, and until when.</summary>
/// <param name="Until">Last day by what is on record, included; null: further than the warning looks.</param>
/// <param name="Unmet">Clauses that stand against it on the day, HP-7.1 for a lacking authorisation; empty where the person may, or is on leave.</param>
/// <param name="OnLeave">On leave on the day.</param>
public sealed record StaffAnswer(PractitionerAct Act, bool May, DateOnly? Until, IReadOnlyList<string> Unmet, bool OnLeave);

/// <summary>A person as the readiness of a deployment counts it.</summary>
public sealed record StaffLine(Guid PractitionerId, string Name, bool OfDepartment, IReadOnlyList<StaffAnswer> Answers)
{
    /// <summary>The institution of a remote reader; null for everybody who works here.</summary>
    public string? RemoteFrom { get; init; }
}

/// <summary>Readiness of a deployment as of a moment.</summary>
/// <param name="Decisions">R17-0.1, 0.2, 1.1 to 1.5 and 3.8.1a.</param>
/// <param name="GapOn">First day on which the staff falls short, where that is within the days of warning.</param>
/// <param name="People">Staff of the department and whoever else counts; concluding clinicians of a large institution up to a number.</param>
/// <param name="Equipment">Equipment that was looked at.</param>
public sealed record ReadinessAnswer(
    ReadinessOutcome Outcome, IReadOnlyList<Decision> Decisions, DateOnly? GapOn, IReadOnlyList<StaffLine> People, IReadOnlyList<DepartmentEquipmentFact> Equipment);

/// <summary>Whether deployments are ready, for other modules.</summary>
public interface IReadiness
{
    /// <summary>Decides now, from the facts on record in <paramref name="db"/>; null where there is no such deployment.</summary>
    Task<ReadinessAnswer?> DecideAsync(HengjianDbContext db, Guid deploymentId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The same as it would be in another department.</summary>
    Task<ReadinessAnswer?> DecideInAsync(HengjianDbContext db, Guid deploymentId, Guid departmentId, DateTimeOffset at, CancellationToken cancellationToken);
}
