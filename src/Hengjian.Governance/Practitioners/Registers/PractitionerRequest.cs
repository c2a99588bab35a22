using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>A practitioner to register or change, as interfaces.md names it; the members it does not name are optional.</summary>
public sealed record PractitionerRequest
{
    public string? Name { get; init; }

    public string? LicenceNumber { get; init; }

    public string? LicenceCategory { get; init; }

    public DateOnly? LicenceFrom { get; init; }

    public DateOnly? LicenceTo { get; init; }

    /// <summary>Registered or filed to practise here; absent: yes.</summary>
    public bool? LicensedHere { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    public ProfessionalTitle? Title { get; init; }

    public PractitionerKind? Kind { get; init; }

    public Guid? DepartmentId { get; init; }

    public IReadOnlyList<SpecialtyPeriodInput>? SpecialtyPeriods { get; init; }

    public IReadOnlyList<TrainingInput>? Trainings { get; init; }

    public DateOnly? SuspendedFrom { get; init; }

    public DateOnly? LeftOn { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

public sealed record SpecialtyPeriodInput
{
    public string? Specialty { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public SpecialtyPeriodKind Kind { get; init; }
}

public sealed record TrainingInput
{
    public string? TechnologyCategory { get; init; }

    public TrainingRoute? Route { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public string? CertificateNumber { get; init; }

    public Guid? BaseId { get; init; }

    public DateOnly? ValidTo { get; init; }

    public bool Revoked { get; init; }
}

public sealed record PractitionerView(
    Guid Id,
    long Version,
    string Name,
    Guid? DepartmentId,
    PractitionerKind Kind,
    ProfessionalTitle? Title,
    string? LicenceNumber,
    string? LicenceCategory,
    DateOnly? LicenceFrom,
    DateOnly? LicenceTo,
    bool LicensedHere,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<SpecialtyPeriodFact> SpecialtyPeriods,
    IReadOnlyList<TrainingFact> Trainings,
    DateOnly? SuspendedFrom,
    DateOnly? LeftOn,
    bool StudyReader,
    IReadOnlyDictionary<string, string> Overrides);
