namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Kind of health professional.</summary>
public enum PractitionerKind
{
    /// <summary>医师.</summary>
    Physician,

    /// <summary>技师.</summary>
    Technician,

    /// <summary>护士.</summary>
    Nurse,

    /// <summary>Anyone else, for example a pharmacist or an engineer.</summary>
    Other,
}

/// <summary>Professional titles of physicians, from low to high.</summary>
public enum ProfessionalTitle
{
    /// <summary>住院医师.</summary>
    Resident,

    /// <summary>主治医师.</summary>
    Attending,

    /// <summary>副主任医师.</summary>
    AssociateChief,

    /// <summary>主任医师.</summary>
    Chief,
}

/// <summary>How someone came by the training that the specification asks for.</summary>
public enum TrainingRoute
{
    /// <summary>At a base that the province designated (4.1.2).</summary>
    Normal,

    /// <summary>Abroad, then assessed by a designated base (4.1.3).</summary>
    Overseas,

    /// <summary>Exempt by long practice before the specification was issued (4.1.4).</summary>
    Exemption,
}

/// <summary>What a period in a specialty was.</summary>
public enum SpecialtyPeriodKind
{
    /// <summary>Clinical work.</summary>
    Clinical,

    /// <summary>Residency training (住院医师规范化培训); whether it counts is pack data.</summary>
    Residency,

    /// <summary>Leave; longer than the pack's limit it is taken out of the years.</summary>
    Leave,
}

/// <summary>Days in a specialty.</summary>
/// <param name="Specialty">The specialty's name; for a leave empty means every specialty.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; <c>null</c>: still going on.</param>
/// <param name="Kind">What it was.</param>
/// <param name="SharePercent">Share of full time, 1 to 100; <c>null</c>: full time. How a part-time day counts is pack data.</param>
public sealed record SpecialtyPeriodFact(
    string Specialty, DateOnly From, DateOnly? To, SpecialtyPeriodKind Kind = SpecialtyPeriodKind.Clinical, int? SharePercent = null);

/// <summary>A completed training, or a route recognised in its place.</summary>
/// <param name="TechnologyCategory">The category of technology that it was for.</param>
/// <param name="Route">How it came about.</param>
/// <param name="CompletedOn">Day of completion or recognition; it counts from that day.</param>
/// <param name="CertificateNumber">Number of the certificate or recognition; <c>null</c>: none recorded.</param>
/// <param name="BaseId">The training base's record; <c>null</c>: a base outside this system.</param>
/// <param name="ValidTo">Last day of validity, included; <c>null</c>: no end.</param>
/// <param name="Revoked">True when it was withdrawn.</param>
/// <param name="RevokedOn">First day on which it no longer counts; <c>null</c> with <paramref name="Revoked"/>: it never counts.</param>
/// <param name="CertificateId">The certificate of this installation that put it on record; <c>null</c>: it was typed. What is certified is not edited by hand.</param>
/// <param name="ForOtherStaff">A programme of technicians, nurses and others (R17-2.2), which never makes anybody fit for R17-2.1.3.</param>
public sealed record TrainingFact(
    string TechnologyCategory,
    TrainingRoute Route,
    DateOnly CompletedOn,
    string? CertificateNumber,
    Guid? BaseId = null,
    DateOnly? ValidTo = null,
    bool Revoked = false,
    DateOnly? RevokedOn = null,
    Guid? CertificateId = null,
    bool ForOtherStaff = false)
{
    /// <summary>True when it is withdrawn on a day.</summary>
    public bool IsRevokedOn(DateOnly day) => Revoked && (RevokedOn is null || RevokedOn <= day);
}

/// <summary>Days on which someone was suspended, or did not work here any more.</summary>
/// <param name="From">First such day.</param>
/// <param name="To">Last such day, included; <c>null</c>: no end known.</param>
/// <param name="Reason">Why, in the record's own words.</param>
public sealed record AbsenceFact(DateOnly From, DateOnly? To = null, string? Reason = null)
{
    public bool Contains(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>A filing to practise at a place besides the main one (多机构备案).</summary>
/// <param name="Institution">Where, as the filing names it.</param>
/// <param name="Here">True when that place is this institution.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included; <c>null</c>: no end.</param>
public sealed record PracticeFilingFact(string Institution, bool Here, DateOnly From, DateOnly? To = null)
{
    public bool Contains(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>A title and the days on which it was held.</summary>
/// <param name="Title">The title, of the series of the person's kind.</param>
/// <param name="From">Day it was obtained; <c>null</c>: not recorded, taken as long past.</param>
/// <param name="To">Last day, included; <c>null</c>: held still.</param>
public sealed record TitleFact(StaffTitle Title, DateOnly? From, DateOnly? To = null)
{
    public bool Contains(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>The record of a remote reader in the reader's own institution.</summary>
/// <param name="Institution">Name of that institution.</param>
public sealed record HomeRecord(Guid InstitutionId, Guid PractitionerId, string Institution);

/// <summary>What is known of a practitioner, valid and known at the moments that the caller chose.</summary>
/// <param name="Id">The practitioner.</param>
/// <param name="Kind">Kind of professional.</param>
/// <param name="Title">Title, where it has one of the physicians' series.</param>
/// <param name="LicenceNumber">Number of the practice licence; <c>null</c>: none recorded.</param>
/// <param name="LicenceCategory">Licence category, shown only.</param>
/// <param name="LicenceFrom">First day of the licence; <c>null</c>: not recorded, taken as long past.</param>
/// <param name="LicenceTo">Last day of the licence, included; <c>null</c>: no end.</param>
/// <param name="LicensedHere">True when this institution is the registered place of practice; a filing (<see cref="Filings"/>) does instead.</param>
/// <param name="Scopes">Scopes of practice on the licence.</param>
/// <param name="SpecialtyPeriods">Work, residency and leave.</param>
/// <param name="Trainings">Trainings and recognitions.</param>
/// <param name="StudyReader">True for a reader of an imported study: eligible for nothing.</param>
public sealed record PractitionerFacts(
    Guid Id,
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
    bool StudyReader)
{
    /// <summary>Suspensions, past and present.</summary>
    public IReadOnlyList<AbsenceFact> Suspensions { get; init; } = [];

    /// <summary>Departures: from the first day away to the last before a return.</summary>
    public IReadOnlyList<AbsenceFact> Departures { get; init; } = [];

    /// <summary>Multi-site filings, here and elsewhere.</summary>
    public IReadOnlyList<PracticeFilingFact> Filings { get; init; } = [];

    /// <summary>Titles of every series with the days they were held.</summary>
    public IReadOnlyList<TitleFact> Titles { get; init; } = [];

    /// <summary>Where the person's own record is kept, when that is another institution; every fact is then that record's, and "here" in it means there.</summary>
    public HomeRecord? Home { get; init; }

    /// <summary>Registered or filed to practise here on a day.</summary>
    public bool PractisesHereOn(DateOnly day) => LicensedHere || Filings.Any(f => f.Here && f.Contains(day));
}

/// <summary>What a technology asks of the people who use it.</summary>
/// <param name="Specialty">The specialty whose years count.</param>
/// <param name="ScopesOfPractice">Scopes of practice, one of which a diagnosing physician must have.</param>
/// <param name="FinalDiagnosisScopes">Scopes, one of which the concluding clinician must have.</param>
/// <param name="TechnologyCategory">The category that training must have been for.</param>
public sealed record TechnologyNeeds(
    string Specialty,
    IReadOnlyList<string> ScopesOfPractice,
    IReadOnlyList<string> FinalDiagnosisScopes,
    string TechnologyCategory)
{
    /// <summary>Unified social credit code of the institution that uses it, whose overlays of the pack decide; null: the overlays for all alone.</summary>
    public string? Institution { get; init; }

    /// <summary>The technology is outside the specification (R17-0.1, R17-0.2): years and training are not asked for it. A licence is, as for any diagnosis.</summary>
    public bool Outside { get; init; }
}

/// <summary>Facts of R17-2.1.1, 2.1.2, 2.1.3 and 2.2: a person and a technology.</summary>
public sealed record EligibilityFacts(PractitionerFacts Practitioner, TechnologyNeeds Technology);

/// <summary>Facts of R17-3.2b.</summary>
/// <param name="Operator">Who confirmed the acquisition; <c>null</c>: nobody has.</param>
/// <param name="ByDevice">True when the only author is a device or integration token.</param>
/// <param name="Technology">What was operated.</param>
public sealed record OperatorFacts(PractitionerFacts? Operator, bool ByDevice, TechnologyNeeds Technology);
