using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>The register of AI products with their certificates and versions.</summary>
public sealed class Technologies(IWriter writer, Database database)
{
    public Task<Outcome<Created>> RegisterAsync(TechnologyRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var technology = new Technology { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now };
                if (await FillAsync(technology, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(technology);
                scope.Record("technology.registered", nameof(Technology), technology.Id);
                return new Created(technology.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, TechnologyRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Technology>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } technology)
                {
                    return new NotFound("technology");
                }

                if (technology.Version != version)
                {
                    return new Stale(version, technology.Version);
                }

                if (await FillAsync(technology, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Entry(technology).State = EntityState.Modified;
                scope.Record("technology.changed", nameof(Technology), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    public Task<Outcome<Created>> AddVersionAsync(Guid technologyId, TechnologyVersionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (!await scope.Db.Set<Technology>().AnyAsync(t => t.Id == technologyId, ct))
                {
                    return new NotFound("technology");
                }

                var version = new TechnologyVersion { InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyId = technologyId, CreatedAt = scope.Now };
                if (await FillAsync(version, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(version);
                scope.Record("technology.version.registered", nameof(TechnologyVersion), version.Id);
                return new Created(version.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeVersionAsync(
        Guid technologyId, Guid id, long version, TechnologyVersionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<TechnologyVersion>().FirstOrDefaultAsync(v => v.Id == id && v.TechnologyId == technologyId, ct) is not { } row)
                {
                    return new NotFound("technologyVersion");
                }

                if (row.Version != version)
                {
                    return new Stale(version, row.Version);
                }

                if (await FillAsync(row, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Record("technology.version.changed", nameof(TechnologyVersion), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    public async Task<Page<TechnologyView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Technology>().OrderBy(t => t.Name).ThenBy(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<TechnologyView>(await ViewsAsync(db, rows, cancellationToken), await db.Set<Technology>().CountAsync(cancellationToken));
    }

    public async Task<TechnologyView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Technology>().Where(t => t.Id == id).ToListAsync(cancellationToken);
        return (await ViewsAsync(db, rows, cancellationToken)).FirstOrDefault();
    }

    private static async Task<Refusal?> FillAsync(Technology technology, TechnologyRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var overrides = new Dictionary<string, string>();
        TechnologyChecks.Check(request, errors);
        var numbers = TechnologyChecks.Certificates(request, errors, overrides);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        technology.Name = request.Name!.Trim();
        technology.Manufacturer = request.Manufacturer!.Trim();
        technology.AiClass = request.AiClass!.Value;
        technology.Category = request.Category!.Trim();
        technology.Specialty = request.Specialty!.Trim();
        technology.IntendedUse = request.IntendedUse ?? "";
        technology.ScopesOfPractice = request.ScopesOfPractice ?? [];
        technology.FinalDiagnosisScopes = request.FinalDiagnosisScopes ?? [];
        technology.Labels = request.Labels!;
        technology.IndicationChecklist = request.IndicationChecklist ?? [];
        technology.Overrides = overrides;
        if (request.Certificates is not null)
        {
            await MergeCertificatesAsync(technology.Id, request.Certificates, numbers, scope, cancellationToken);
        }

        return null;
    }

    /// <summary>Certificates are matched by number: known ones change, new ones are added, none is ever removed.</summary>
    private static async Task MergeCertificatesAsync(
        Guid technology, IReadOnlyList<CertificateInput> inputs, IReadOnlyList<string> numbers, WriteScope scope, CancellationToken cancellationToken)
    {
        var known = await scope.Db.Set<RegistrationCertificate>().Where(c => c.TechnologyId == technology).ToListAsync(cancellationToken);
        for (var i = 0; i < inputs.Count; i++)
        {
            var row = known.Find(c => c.Number == numbers[i]);
            if (row is null)
            {
                row = new RegistrationCertificate { InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyId = technology, Number = numbers[i] };
                scope.Db.Add(row);
            }

            row.ValidFrom = inputs[i].ValidFrom!.Value;
            row.ValidTo = inputs[i].ValidTo;
            row.RegisteredVersion = inputs[i].RegisteredVersion;
            row.SignificantVersionParts = inputs[i].SignificantVersionParts;
            row.WithdrawnOn = inputs[i].WithdrawnOn;
            row.RecalledOn = inputs[i].RecalledOn;
        }
    }

    private static async Task<Refusal?> FillAsync(TechnologyVersion version, TechnologyVersionRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        TechnologyChecks.Check(request, scope.Now, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var taken = await scope.Db.Set<TechnologyVersion>().AnyAsync(
            v => v.TechnologyId == version.TechnologyId && v.AlgorithmName == request.AlgorithmName && v.AlgorithmVersion == request.AlgorithmVersion && v.Id != version.Id,
            cancellationToken);
        if (taken)
        {
            return new Invalid("algorithmVersion", "register.versionTaken");
        }

        version.AlgorithmName = request.AlgorithmName!;
        version.AlgorithmVersion = request.AlgorithmVersion!;
        version.UdiDi = request.UdiDi;
        version.Scope = request.Scope;
        version.DeliveredOn = request.DeliveredOn;
        version.DeliveryDocument = request.DeliveryDocument;
        return null;
    }

    private static async Task<IReadOnlyList<TechnologyView>> ViewsAsync(HengjianDbContext db, List<Technology> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(t => t.Id).ToList();
        var versions = (await db.Set<TechnologyVersion>().Where(v => ids.Contains(v.TechnologyId)).ToListAsync(cancellationToken)).ToLookup(v => v.TechnologyId);
        var certificates = (await db.Set<RegistrationCertificate>().Where(c => ids.Contains(c.TechnologyId)).ToListAsync(cancellationToken)).ToLookup(c => c.TechnologyId);
        return
        [
            .. rows.Select(t => new TechnologyView(
                t.Id,
                t.Version,
                t.Name,
                t.Manufacturer,
                t.AiClass,
                t.Category,
                t.Specialty,
                t.IntendedUse,
                t.ScopesOfPractice,
                t.FinalDiagnosisScopes,
                t.Labels,
                t.IndicationChecklist,
                [.. certificates[t.Id].OrderBy(c => c.ValidFrom).Select(c => new CertificateView(
                    c.Id, c.Number, c.ValidFrom, c.ValidTo, c.RegisteredVersion, c.SignificantVersionParts, c.WithdrawnOn, c.RecalledOn))],
                [.. versions[t.Id].OrderByDescending(v => v.CreatedAt).Select(v => new TechnologyVersionView(
                    v.Id, v.Version, v.AlgorithmName, v.AlgorithmVersion, v.UdiDi, v.Scope, v.DeliveredOn, v.DeliveryDocument))],
                t.Overrides)),
        ];
    }
}
