using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Readiness.Contracts;

/// <summary>A decision of the technology committee on a deployment.</summary>
/// <param name="MotionId">The motion.</param>
/// <param name="On">Day of the decision.</param>
/// <param name="Approved">True when it agreed, with or without conditions.</param>
/// <param name="Conditions">What it made a condition; null: nothing.</param>
/// <param name="ReviewBy">Last day before it must decide again, included; null: none set.</param>
public sealed record CommitteeDecisionFact(Guid MotionId, DateOnly On, bool Approved, string? Conditions, DateOnly? ReviewBy);

/// <summary>Facts of R17-1.1.</summary>
/// <param name="Institution">The institution's record.</param>
/// <param name="SubjectsNeeded">Subjects that the technology names, by name or code; where it names none, its specialty alone.</param>
/// <param name="Decision">The committee's latest decision; null: none.</param>
public sealed record InstitutionFitFacts(InstitutionFacts Institution, IReadOnlyList<string> SubjectsNeeded, CommitteeDecisionFact? Decision)
{
    /// <summary>The technology is outside the specification (R17-0.1, R17-0.2), which then asks nothing of it.</summary>
    public bool Outside { get; init; }
}

/// <summary>Facts of R17-1.2, 1.3 and 1.4.</summary>
/// <param name="Department">Where the deployment runs; null: not said.</param>
/// <param name="Pacs">The institution's image management system, as its record states it.</param>
/// <param name="People">Who works in the department.</param>
/// <param name="Specialty">The technology's specialty.</param>
/// <param name="Acquires">What must be acquired; empty: any acquisition equipment serves.</param>
/// <param name="Equipment">Equipment of the department and what serves the whole institution.</param>
public sealed record DepartmentConditionFacts(
    DepartmentFacts? Department,
    ImagePlatform? Pacs,
    IReadOnlyList<PractitionerFacts> People,
    string Specialty,
    IReadOnlyList<string> Acquires,
    IReadOnlyList<DepartmentEquipmentFact> Equipment)
{
    /// <summary>The technology is outside the specification (R17-0.1, R17-0.2), which then asks nothing of it.</summary>
    public bool Outside { get; init; }
}

/// <summary>Days, both included.</summary>
public readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => From <= day && day <= To;
}

/// <summary>Days on which a person may do an act with the technology: eligible, authorised where authorisations are kept, and not on leave. From the day asked about on, as far as the warning looks.</summary>
public sealed record StaffSpan(Guid PractitionerId, PractitionerAct Act, IReadOnlyList<DayRange> May)
{
    public bool On(DateOnly day) => May.Any(r => r.Contains(day));
}

/// <summary>Facts of R17-1.5.</summary>
/// <param name="Category">The category of technology that training must have been for.</param>
/// <param name="Trained">Who in the department has a training that counts on the day.</param>
/// <param name="Staff">Who may do what, when.</param>
public sealed record DepartmentStaffFacts(string Category, IReadOnlyList<Guid> Trained, IReadOnlyList<StaffSpan> Staff)
{
    /// <summary>Who of them reads from another institution under an agreement.</summary>
    public IReadOnlyCollection<Guid> Remote { get; init; } = [];

    /// <summary>The technology is outside the specification (R17-0.1, R17-0.2), which then asks nothing of it.</summary>
    public bool Outside { get; init; }
}
