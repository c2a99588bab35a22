using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>The register of practitioners. Every save adds a snapshot, so that what was known at any moment can be asked for later.</summary>
public sealed class Practitioners(IWriter writer, Database database, IDepartmentDirectory departments)
{
    public Task<Outcome<Created>> RegisterAsync(PractitionerRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var practitioner = new Practitioner { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now };
                if (await FillAsync(practitioner, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(practitioner);
                scope.Record("practitioner.registered", nameof(Practitioner), practitioner.Id);
                return new Created(practitioner.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, PractitionerRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Practitioner>().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } practitioner)
                {
                    return new NotFound("practitioner");
                }

                if (practitioner.Version != version)
                {
                    return new Stale(version, practitioner.Version);
                }

                if (await FillAsync(practitioner, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Record("practitioner.changed", nameof(Practitioner), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    public async Task<Page<PractitionerView>> ListAsync(Caller caller, string? search, PractitionerKind? kind, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = db.Set<Practitioner>().Where(p => !p.StudyReader);
        if (search is not null)
        {
            rows = rows.Where(p => p.Name.Contains(search) || p.LicenceNumber == search);
        }

        if (kind is not null)
        {
            rows = rows.Where(p => p.Kind == kind);
        }

        var items = await rows.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<PractitionerView>([.. items.Select(View)], await rows.CountAsync(cancellationToken));
    }

    public async Task<PractitionerView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<Practitioner>().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) is { } row ? View(row) : null;
    }

    private async Task<Refusal?> FillAsync(Practitioner practitioner, PractitionerRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var overrides = new Dictionary<string, string>();
        var licence = PractitionerChecks.Check(request, scope.Now, errors, overrides);
        if (request.DepartmentId is { } department && !await departments.ExistsAsync(scope.Db, department, cancellationToken))
        {
            errors.Add("departmentId", "field.unknownReference");
        }

        if (licence is not null && await scope.Db.Set<Practitioner>().AnyAsync(p => p.LicenceNumber == licence && p.Id != practitioner.Id, cancellationToken))
        {
            errors.Add("licenceNumber", "register.licenceTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        practitioner.Name = request.Name!.Trim();
        practitioner.DepartmentId = request.DepartmentId;
        practitioner.Kind = request.Kind!.Value;
        practitioner.Title = request.Title;
        practitioner.LicenceNumber = licence;
        practitioner.Details = Details(request, overrides);
        scope.Db.Add(new PractitionerSnapshot
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            PractitionerId = practitioner.Id,
            RecordedAt = scope.Now,
            Kind = practitioner.Kind,
            Title = practitioner.Title,
            LicenceNumber = practitioner.LicenceNumber,
            StudyReader = practitioner.StudyReader,
            Details = practitioner.Details,
        });
        return null;
    }

    private static PractitionerDetails Details(PractitionerRequest request, Dictionary<string, string> overrides) => new()
    {
        LicenceCategory = request.LicenceCategory,
        LicenceFrom = request.LicenceFrom,
        LicenceTo = request.LicenceTo,
        LicensedHere = request.LicensedHere ?? true,
        Scopes = [.. (request.Scopes ?? []).Select(s => s.Trim()).Distinct()],
        SpecialtyPeriods = [.. (request.SpecialtyPeriods ?? []).Select(p => new SpecialtyPeriodFact(p.Specialty?.Trim() ?? "", p.From!.Value, p.To, p.Kind))],
        Trainings = [.. (request.Trainings ?? []).Select(t => new TrainingFact(
            t.TechnologyCategory!.Trim(), t.Route!.Value, t.CompletedOn!.Value, t.CertificateNumber, t.BaseId, t.ValidTo, t.Revoked))],
        SuspendedFrom = request.SuspendedFrom,
        LeftOn = request.LeftOn,
        Overrides = overrides,
    };

    private static PractitionerView View(Practitioner p) => new(
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
        p.Details.SuspendedFrom,
        p.Details.LeftOn,
        p.StudyReader,
        p.Details.Overrides);
}
