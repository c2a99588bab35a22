using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Domain;

/// <summary>卫生专业技术人员: the record as it stands now. What it said earlier is in <see cref="PractitionerSnapshot"/>.</summary>
[KeepsHistory]
internal sealed class Practitioner : GovernedRow
{
    public string Name { get; set; } = "";

    /// <summary>工号, the house's own number of the person; unique where given.</summary>
    public string? StaffNumber { get; set; }

    public Guid? DepartmentId { get; set; }

    public PractitionerKind Kind { get; set; }

    /// <summary>The physician's title as of the last save; <see cref="PractitionerDetails.Titles"/> has the days.</summary>
    public ProfessionalTitle? Title { get; set; }

    public string? LicenceNumber { get; set; }

    /// <summary>居民身份证号码; shown masked.</summary>
    [Encrypted]
    public byte[]? IdentityNumber { get; set; }

    /// <summary>Finds the same person twice without opening any identity number.</summary>
    public string? IdentityIndex { get; set; }

    /// <summary>医师资格证书编码; the identity number is part of it, so it is kept as closely.</summary>
    [Encrypted]
    public byte[]? QualificationNumber { get; set; }

    /// <summary>Imported from a reader study: eligible for nothing.</summary>
    public bool StudyReader { get; set; }

    /// <summary>The institution that keeps this person's record, for a remote reader: this row stands in for that record and says nothing of its own but name and department.</summary>
    public Guid? HomeInstitutionId { get; set; }

    /// <summary>The person's own record there.</summary>
    public Guid? HomePractitionerId { get; set; }

    /// <summary>Name of that institution when the person was first named here.</summary>
    public string? HomeInstitution { get; set; }

    public PractitionerDetails Details { get; set; } = new();

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>What eligibility is decided from, kept as one document a version.</summary>
public sealed record PractitionerDetails
{
    public string? LicenceCategory { get; init; }

    public DateOnly? LicenceFrom { get; init; }

    public DateOnly? LicenceTo { get; init; }

    /// <summary>This institution is the registered place of practice.</summary>
    public bool LicensedHere { get; init; } = true;

    public IReadOnlyList<PracticeFilingFact> Filings { get; init; } = [];

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<TitleFact> Titles { get; init; } = [];

    public IReadOnlyList<SpecialtyPeriodFact> SpecialtyPeriods { get; init; } = [];

    public IReadOnlyList<TrainingFact> Trainings { get; init; } = [];

    public IReadOnlyList<AbsenceFact> Suspensions { get; init; } = [];

    public IReadOnlyList<AbsenceFact> Departures { get; init; } = [];

    /// <summary>As documents before the lists of periods wrote it; read through <see cref="AllSuspensions"/>, never written.</summary>
    public DateOnly? SuspendedFrom { get; init; }

    /// <summary>As documents before the lists of periods wrote it; read through <see cref="AllDepartures"/>, never written.</summary>
    public DateOnly? LeftOn { get; init; }

    /// <summary>Field → reason, where a weak rule about an identifier was overridden.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>();

    internal IReadOnlyList<AbsenceFact> AllSuspensions() => SuspendedFrom is { } from ? [new AbsenceFact(from), .. Suspensions] : Suspensions;

    internal IReadOnlyList<AbsenceFact> AllDepartures() => LeftOn is { } on ? [new AbsenceFact(on), .. Departures] : Departures;

    /// <summary>The titles, or the one that an older document kept beside it.</summary>
    internal IReadOnlyList<TitleFact> AllTitles(ProfessionalTitle? title) =>
        Titles.Count == 0 && title is { } known ? [new TitleFact(StaffTitles.Of(known), null)] : Titles;
}

/// <summary>A version of a practitioner's record as it was known from <see cref="RecordedAt"/> on; never changed afterwards.</summary>
internal sealed class PractitionerSnapshot : GovernedRow
{
    /// <summary>The record as it stands now.</summary>
    public static PractitionerSnapshot Of(Practitioner practitioner, Guid id, DateTimeOffset recordedAt) => new()
    {
        InstitutionId = practitioner.InstitutionId,
        Id = id,
        PractitionerId = practitioner.Id,
        RecordedAt = recordedAt,
        Kind = practitioner.Kind,
        Title = practitioner.Title,
        LicenceNumber = practitioner.LicenceNumber,
        StudyReader = practitioner.StudyReader,
        Details = practitioner.Details,
    };

    public Guid PractitionerId { get; set; }

    public DateTimeOffset RecordedAt { get; set; }

    public PractitionerKind Kind { get; set; }

    public ProfessionalTitle? Title { get; set; }

    public string? LicenceNumber { get; set; }

    public bool StudyReader { get; set; }

    public PractitionerDetails Details { get; set; } = new();
}
