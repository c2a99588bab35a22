using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Certified;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>What a record refers to and must not share with another: read for one record, or once for a whole import.</summary>
internal sealed class PractitionerReferences
{
    private GivenCertificates _certificates = GivenCertificates.None;
    private readonly HashSet<Guid> _departments = [];
    private readonly Dictionary<string, Guid> _licences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _staffNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _identities = new(StringComparer.Ordinal);

    public static async Task<PractitionerReferences> ForOneAsync(
        HengjianDbContext db, IDepartmentDirectory departments, ITrainingCertificates certificates, Guid id, FilledPractitioner wanted, FieldProtector fields, CancellationToken cancellationToken)
    {
        var references = new PractitionerReferences();
        if (wanted.Trainings.New.Count > 0)
        {
            references._certificates = await certificates.KnownAsync(db, [.. wanted.Trainings.New.Select(t => t.Fact)], cancellationToken);
        }

        if (wanted.Request.DepartmentId is { } department && await departments.ExistsAsync(db, department, cancellationToken))
        {
            references._departments.Add(department);
        }

        var (licence, staffNumber, identity) = (wanted.Licence, wanted.StaffNumber, PersonalNumbers.Index(fields, db.InstitutionId, wanted.Numbers.Identity));
        var others = await db.Set<Practitioner>().AsNoTracking().Where(p => p.Id != id
                && ((licence != null && p.LicenceNumber == licence) || (staffNumber != null && p.StaffNumber == staffNumber) || (identity != null && p.IdentityIndex == identity)))
            .Select(p => new { p.Id, p.LicenceNumber, p.StaffNumber, p.IdentityIndex }).ToListAsync(cancellationToken);
        others.ForEach(o => references.Add(o.Id, o.LicenceNumber, o.StaffNumber, o.IdentityIndex));
        return references;
    }

    public static PractitionerReferences Of(IEnumerable<Practitioner> all, IEnumerable<Guid> departments, GivenCertificates certificates)
    {
        var references = new PractitionerReferences { _certificates = certificates };
        references._departments.UnionWith(departments);
        foreach (var p in all)
        {
            references.Add(p.Id, p.LicenceNumber, p.StaffNumber, p.IdentityIndex);
        }

        return references;
    }

    public void Add(Guid id, string? licence, string? staffNumber, string? identity)
    {
        Put(_licences, licence, id);
        Put(_staffNumbers, staffNumber, id);
        Put(_identities, identity, id);
    }

    public void Check(Guid institution, Guid id, FilledPractitioner wanted, string? identity, FieldErrors errors)
    {
        var (department, licence, staffNumber) = (wanted.Request.DepartmentId, wanted.Licence, wanted.StaffNumber);
        errors.Require(department is null || _departments.Contains(department.Value), "departmentId", "field.unknownReference");
        errors.Require(Free(_licences, licence, id), "licenceNumber", "register.licenceTaken");
        errors.Require(Free(_staffNumbers, staffNumber, id), "staffNumber", "register.staffNumberTaken");
        errors.Require(Free(_identities, identity, id), "identityNumber", "register.identityTaken");
        wanted.Trainings.Check(institution, id, _certificates, errors);
    }

    private static void Put(Dictionary<string, Guid> index, string? key, Guid id)
    {
        if (key is not null)
        {
            index[key] = id;
        }
    }

    private static bool Free(Dictionary<string, Guid> index, string? key, Guid id) => key is null || !index.TryGetValue(key, out var by) || by == id;
}

/// <summary>The record that a request asks for, checked by itself; references are checked where they are at hand.</summary>
internal sealed record FilledPractitioner(
    PractitionerRequest Request, string? Licence, string? StaffNumber, (string? Identity, string? Qualification) Numbers, ProfessionalTitle? Title, PractitionerDetails Details,
    TypedTrainings Trainings)
{
    /// <summary>Checks a request against what is stored of the person (a new row: nothing). Every error is added.</summary>
    public static FilledPractitioner Of(PractitionerRequest request, Practitioner stored, FieldProtector fields, DateTimeOffset now, FieldErrors errors)
    {
        var today = ShanghaiDay.Of(now);
        var overrides = new Dictionary<string, string>();
        var licence = PractitionerChecks.Check(request, now, errors, overrides);
        var numbers = PersonalNumbers.Resolve(request, stored, fields, errors, overrides);
        foreach (var (field, reason) in stored.Details.Overrides.Where(o => o.Key is "identityNumber" or "qualificationNumber" && !overrides.ContainsKey(o.Key)))
        {
            // The number stays as it is, and so does the reason for which it was taken.
            if ((field == "identityNumber" ? numbers.Identity == PersonalNumbers.Identity(stored, fields) : numbers.Qualification == PersonalNumbers.Qualification(stored, fields)))
            {
                overrides[field] = reason;
            }
        }

        var suspensions = Absences.Resolve(request.Suspensions, request.SuspendedFrom, stored.Details.AllSuspensions(), today);
        var departures = Absences.Resolve(request.Departures, request.LeftOn, stored.Details.AllDepartures(), today);
        if (request.Suspensions is null && !IsApart(suspensions))
        {
            errors.Add("suspendedFrom", "register.overlaps");
        }

        if (request.Departures is null && !IsApart(departures))
        {
            errors.Add("leftOn", "register.overlaps");
        }

        var titles = Titles.Resolve(request, stored.Details.AllTitles(stored.Title), today);
        var trainings = TypedTrainings.Of(request.Trainings, stored.Details.Trainings, errors);
        var details = new PractitionerDetails
        {
            LicenceCategory = request.LicenceCategory?.Trim(),
            LicenceFrom = request.LicenceFrom,
            LicenceTo = request.LicenceTo,
            LicensedHere = request.LicensedHere ?? true,
            Filings = request.Filings is null
                ? stored.Details.Filings
                : [.. request.Filings.Where(f => f?.From is not null).Select(f => new PracticeFilingFact(f.Institution?.Trim() ?? "", f.Here, f.From!.Value, f.To))],
            Scopes = [.. (request.Scopes ?? []).OfType<string>().Select(s => s.Trim()).Distinct()],
            Titles = titles,
            SpecialtyPeriods = [.. (request.SpecialtyPeriods ?? []).Where(p => p?.From is not null).Select(p => new SpecialtyPeriodFact(
                p.Specialty?.Trim() ?? "", p.From!.Value, p.To, p.Kind, p.SharePercent == 100 ? null : p.SharePercent))],
            Trainings = trainings.All,
            Suspensions = suspensions,
            Departures = departures,
            Overrides = overrides,
        };
        return new FilledPractitioner(request, licence, request.StaffNumber?.Trim(), numbers, Titles.OfPhysicianOn(titles, today), details, trainings);
    }

    /// <summary>Writes it to the row and adds the snapshot that keeps it for later questions.</summary>
    public void Apply(Practitioner practitioner, WriteScope scope)
    {
        practitioner.Name = Request.Name!.Trim();
        practitioner.StaffNumber = StaffNumber;
        practitioner.DepartmentId = Request.DepartmentId;
        practitioner.Kind = Request.Kind!.Value;
        practitioner.Title = Title;
        practitioner.LicenceNumber = Licence;
        PersonalNumbers.Store(practitioner, Numbers, scope.Database.Fields);
        practitioner.Details = Details;
        scope.Db.Add(PractitionerSnapshot.Of(practitioner, scope.NewId(), scope.Now));
    }

    private static bool IsApart(IReadOnlyList<AbsenceFact> absences)
    {
        var errors = new FieldErrors();
        PractitionerChecks.Apart("", [.. absences.Select(a => ((DateOnly?)a.From, a.To))], errors);
        return !errors.Any;
    }
}
