using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Domain;

/// <summary>卫生专业技术人员: the record as it stands now. What it said earlier is in <see cref="PractitionerSnapshot"/>.</summary>
[KeepsHistory]
internal sealed class Practitioner : GovernedRow
{
    public string Name { get; set; } = "";

    public Guid? DepartmentId { get; set; }

    public PractitionerKind Kind { get; set; }

    public ProfessionalTitle? Title { get; set; }

    public string? LicenceNumber { get; set; }

    /// <summary>Imported from a reader study: eligible for nothing.</summary>
    public bool StudyReader { get; set; }

    public PractitionerDetails Details { get; set; } = new();

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What eligibility is decided from, kept as one document a version.</summary>
public sealed record PractitionerDetails
{
    public string? LicenceCategory { get; init; }

    public DateOnly? LicenceFrom { get; init; }

    public DateOnly? LicenceTo { get; init; }

    /// <summary>Registered or filed to practise in this institution.</summary>
    public bool LicensedHere { get; init; } = true;

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<SpecialtyPeriodFact> SpecialtyPeriods { get; init; } = [];

    public IReadOnlyList<TrainingFact> Trainings { get; init; } = [];

    public DateOnly? SuspendedFrom { get; init; }

    public DateOnly? LeftOn { get; init; }

    /// <summary>Field → reason, where a weak rule about an identifier was overridden.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();
}

/// <summary>A version of a practitioner's record as it was known from <see cref="RecordedAt"/> on; never changed afterwards.</summary>
internal sealed class PractitionerSnapshot : GovernedRow
{
    public Guid PractitionerId { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public PractitionerKind Kind { get; set; }

    public ProfessionalTitle? Title { get; set; }

    public string? LicenceNumber { get; set; }

    public bool StudyReader { get; set; }

    public PractitionerDetails Details { get; set; } = new();
}
