using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>
/// A practitioner to register or change, as interfaces.md names it; the members it does not name are optional. A change replaces the record, but what this
/// request does not mention of <see cref="IdentityNumber"/>, <see cref="QualificationNumber"/>, <see cref="Titles"/>, <see cref="Filings"/>,
/// <see cref="Suspensions"/> and <see cref="Departures"/> stays as it is: clients that do not know them lose nothing.
/// </summary>
public sealed record PractitionerRequest
{
    public string? Name { get; init; }

    /// <summary>工号, unique in the institution; at most 32 characters.</summary>
    public string? StaffNumber { get; init; }

    public string? LicenceNumber { get; init; }

    public string? LicenceCategory { get; init; }

    public DateOnly? LicenceFrom { get; init; }

    public DateOnly? LicenceTo { get; init; }

    /// <summary>This institution is the registered place of practice; absent: yes.</summary>
    public bool? LicensedHere { get; init; }

    /// <summary>居民身份证号码. Null or the mask that a view shows: as it is; empty: erased.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>医师资格证书编码. Null or the mask that a view shows: as it is; empty: erased.</summary>
    public string? QualificationNumber { get; init; }

    public IReadOnlyList<PracticeFilingInput>? Filings { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The physician's title now. Ignored where <see cref="Titles"/> is given; else a change of it ends the former title yesterday.</summary>
    public ProfessionalTitle? Title { get; init; }

    public IReadOnlyList<TitleInput>? Titles { get; init; }

    public PractitionerKind? Kind { get; init; }

    public Guid? DepartmentId { get; init; }

    public IReadOnlyList<SpecialtyPeriodInput>? SpecialtyPeriods { get; init; }

    public IReadOnlyList<TrainingInput>? Trainings { get; init; }

    /// <summary>First day of the suspension in force. Ignored where <see cref="Suspensions"/> is given; absent, one in force ends yesterday and stays on record.</summary>
    public DateOnly? SuspendedFrom { get; init; }

    public IReadOnlyList<AbsenceInput>? Suspensions { get; init; }

    /// <summary>First day on which the person no longer works here. Ignored where <see cref="Departures"/> is given; absent, the person is back since today.</summary>
    public DateOnly? LeftOn { get; init; }

    public IReadOnlyList<AbsenceInput>? Departures { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }

    /// <summary>The request that would store a record as it is.</summary>
    public static PractitionerRequest Of(PractitionerView view) => new()
    {
        Name = view.Name,
        StaffNumber = view.StaffNumber,
        Kind = view.Kind,
        Title = view.Title,
        Titles = [.. view.Titles.Select(t => new TitleInput { Title = t.Title, From = t.From, To = t.To })],
        DepartmentId = view.DepartmentId,
        SuspendedFrom = view.SuspendedFrom,
        Suspensions = [.. view.Suspensions.Select(Absence)],
        LeftOn = view.LeftOn,
        Departures = [.. view.Departures.Select(Absence)],
        LicenceNumber = view.LicenceNumber,
        LicenceCategory = view.LicenceCategory,
        LicenceFrom = view.LicenceFrom,
        LicenceTo = view.LicenceTo,
        LicensedHere = view.LicensedHere,
        IdentityNumber = view.IdentityNumber,
        QualificationNumber = view.QualificationNumber,
        Filings = [.. view.Filings.Select(f => new PracticeFilingInput { Institution = f.Institution, Here = f.Here, From = f.From, To = f.To })],
        Scopes = view.Scopes,
        SpecialtyPeriods =
        [
            .. view.SpecialtyPeriods.Select(p => new SpecialtyPeriodInput { Specialty = p.Specialty, Kind = p.Kind, From = p.From, To = p.To, SharePercent = p.SharePercent }),
        ],
        Trainings =
        [
            .. view.Trainings.Select(t => new TrainingInput
            {
                TechnologyCategory = t.TechnologyCategory, Route = t.Route, CompletedOn = t.CompletedOn, CertificateNumber = t.CertificateNumber, BaseId = t.BaseId,
                ValidTo = t.ValidTo, Revoked = t.Revoked, RevokedOn = t.RevokedOn,
            }),
        ],
        Overrides = view.Overrides,
    };

    private static AbsenceInput Absence(AbsenceFact a) => new() { From = a.From, To = a.To, Reason = a.Reason };
}

public sealed record SpecialtyPeriodInput
{
    public string? Specialty { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public SpecialtyPeriodKind Kind { get; init; }

    /// <summary>Share of full time, 1 to 100; absent: full time.</summary>
    public int? SharePercent { get; init; }
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

    /// <summary>First day on which it no longer counts; given, it is revoked.</summary>
    public DateOnly? RevokedOn { get; init; }
}

public sealed record TitleInput
{
    public StaffTitle? Title { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}

public sealed record AbsenceInput
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Reason { get; init; }
}

public sealed record PracticeFilingInput
{
    public string? Institution { get; init; }

    public bool Here { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}
