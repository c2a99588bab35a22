using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>A practitioner's record as it stands now, the identity number masked.</summary>
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
    IReadOnlyDictionary<string, string> Overrides)
{
    public string? StaffNumber { get; init; }

    /// <summary>The institution that keeps the record of a remote reader; null for everybody who works here.</summary>
    public string? RemoteFrom { get; init; }

    /// <summary><c>****0018</c>.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary><c>201099110****0018</c>.</summary>
    public string? QualificationNumber { get; init; }

    public IReadOnlyList<PracticeFilingFact> Filings { get; init; } = [];

    public IReadOnlyList<TitleFact> Titles { get; init; } = [];

    public IReadOnlyList<AbsenceFact> Suspensions { get; init; } = [];

    public IReadOnlyList<AbsenceFact> Departures { get; init; } = [];

    /// <summary>The suspension in force on a day.</summary>
    public AbsenceFact? SuspendedOn(DateOnly day) => Suspensions.FirstOrDefault(s => s.Contains(day));

    /// <summary>The departure that has taken effect on a day.</summary>
    public AbsenceFact? AwayOn(DateOnly day) => Departures.FirstOrDefault(d => d.Contains(day));

    /// <summary>The title held on a day.</summary>
    public StaffTitle? TitleOn(DateOnly day) => Titles.LastOrDefault(t => t.Contains(day))?.Title;

    internal static PractitionerView Of(Practitioner p, FieldProtector fields, DateOnly today)
    {
        var suspensions = p.Details.AllSuspensions();
        var departures = p.Details.AllDepartures();
        return new PractitionerView(
            p.Id,
            p.Version,
            p.Name,
            p.DepartmentId,
            p.Kind,
            p.Title,
            p.LicenceNumber,
            p.Details.LicenceCategory,
            p.Details.LicenceFrom,
            p.Details.LicenceTo,
            p.Details.LicensedHere,
            p.Details.Scopes,
            p.Details.SpecialtyPeriods,
            p.Details.Trainings,
            Absences.InForceOrToCome(suspensions, today)?.From,
            Absences.InForceOrToCome(departures, today)?.From,
            p.StudyReader,
            p.Details.Overrides)
        {
            StaffNumber = p.StaffNumber,
            RemoteFrom = p.HomeInstitution,
            IdentityNumber = PersonalNumbers.Identity(p, fields) is { } identity ? Masking.Identifier(identity) : null,
            QualificationNumber = PersonalNumbers.Qualification(p, fields) is { } qualification ? PersonalNumbers.MaskQualification(qualification) : null,
            Filings = p.Details.Filings,
            Titles = p.Details.AllTitles(p.Title),
            Suspensions = suspensions,
            Departures = departures,
        };
    }
}
