using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Scope;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Registers;

/// <summary>The register of AI products with their certificates and versions.</summary>
public sealed class Technologies(IWriter writer, Database database, ScopeAnswering questions)
{
    public Task<Outcome<Created>> RegisterAsync(TechnologyRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "technology.registered",
        scope => new Technology { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now },
        (technology, scope, ct) => FillAsync(technology, request, scope, ct),
        cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, TechnologyRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Technology>().Where(t => t.Id == id),
        version,
        context,
        "technology",
        "technology.changed",
        (technology, scope, ct) => FillAsync(technology, request, scope, ct),
        cancellationToken,
        partsCount: true);

    public async Task<Outcome<Created>> AddVersionAsync(Guid technologyId, TechnologyVersionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await questions.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } locked ? locked : await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (!await scope.Db.Set<Technology>().AnyAsync(t => t.Id == technologyId, ct))
                {
                    return new NotFound("technology");
                }

                var version = new TechnologyVersion { InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyId = technologyId, CreatedAt = scope.Now };
                if (await FillAsync(version, request, unlocked.Ticket, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(version);
                scope.Record("technology.version.registered", nameof(TechnologyVersion), version.Id);
                return new Created(version.Id);
            },
            cancellationToken);
    }

    public async Task<Outcome<Changed>> ChangeVersionAsync(
        Guid technologyId, Guid id, long version, TechnologyVersionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await questions.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } locked ? locked : await writer.ChangeAsync(
            db => db.Set<TechnologyVersion>().Where(v => v.Id == id && v.TechnologyId == technologyId),
            version,
            context,
            "technologyVersion",
            "technology.version.changed",
            (row, scope, ct) => FillAsync(row, request, unlocked.Ticket, scope, ct),
            cancellationToken,
            partsCount: true);
    }

    /// <param name="caller">Whose institution.</param>
    /// <param name="page">Which page.</param>
    /// <param name="only">These alone, as a filtered inventory found them; null: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Page<TechnologyView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken, IReadOnlyCollection<Guid>? only = null)
    {
        await using var db = database.Read(caller.InstitutionId);
        var all = only is null ? db.Set<Technology>() : db.Set<Technology>().Where(t => only.Contains(t.Id));
        var rows = await all.OrderBy(t => t.Name).ThenBy(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<TechnologyView>(await ViewsAsync(db, rows, cancellationToken), await all.CountAsync(cancellationToken));
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
        technology.Origin = request.Origin ?? technology.Origin;
        technology.Category = request.Category!.Trim();
        technology.Specialty = request.Specialty!.Trim();
        technology.IntendedUse = request.IntendedUse ?? "";
        technology.ScopesOfPractice = request.ScopesOfPractice ?? [];
        technology.FinalDiagnosisScopes = request.FinalDiagnosisScopes ?? [];
        technology.Subjects = request.Subjects ?? [];
        technology.Acquires = request.Acquires ?? [];
        technology.Labels = request.Labels!;
        technology.IndicationChecklist = request.IndicationChecklist ?? [];
        technology.Overrides = overrides;
        if (request.Certificates is not null)
        {
            await MergeCertificatesAsync(technology.Id, request.Certificates, numbers, scope, cancellationToken);
        }

        return null;
    }

    /// <summary>Known certificates change, new ones are added, none is ever removed: a renewal under the same number is a period of its own.</summary>
    private static async Task MergeCertificatesAsync(
        Guid technology, IReadOnlyList<CertificateInput> inputs, IReadOnlyList<string> numbers, WriteScope scope, CancellationToken cancellationToken)
    {
        var known = await scope.Db.Set<RegistrationCertificate>().Where(c => c.TechnologyId == technology).ToListAsync(cancellationToken);
        for (var i = 0; i < inputs.Count; i++)
        {
            var (number, input) = (numbers[i], inputs[i]);
            var same = known.FindAll(c => c.Number == number);
            var row = known.Find(c => c.Id == input.Id)
                ?? same.Find(c => c.ValidFrom == input.ValidFrom)
                ?? (same.Count == 1 && numbers.Count(n => n == number) == 1 ? same[0] : null);
            if (row is null)
            {
                row = new RegistrationCertificate { InstitutionId = scope.InstitutionId, Id = scope.NewId(), TechnologyId = technology };
                scope.Db.Add(row);
            }

            row.Number = number;
            row.ValidFrom = input.ValidFrom!.Value;
            row.ValidTo = input.ValidTo;
            row.RegisteredVersion = input.RegisteredVersion;
            row.SignificantVersionParts = input.SignificantVersionParts;
            row.WithdrawnOn = input.WithdrawnOn;
            row.RecalledOn = input.RecalledOn;
            row.Renews = string.IsNullOrWhiteSpace(input.Renews) ? null : RegistrationCertificateNumber.Check(input.Renews).Normalised;
            row.CatalogueCode = string.IsNullOrWhiteSpace(input.CatalogueCode) ? null : DeviceClassificationCode.Check(input.CatalogueCode).Normalised;
        }
    }

    private async Task<Refusal?> FillAsync(
        TechnologyVersion version, TechnologyVersionRequest request, SigningTicket? ticket, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var overrides = new Dictionary<string, string>();
        var udi = TechnologyChecks.Check(request, scope.Now, errors, overrides);
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
        version.UdiDi = udi;
        version.DeliveredOn = request.DeliveredOn;
        version.DeliveryDocument = request.DeliveryDocument;
        version.IndicationChecklist = request.UseTechnologyChecklist ? null : request.IndicationChecklist ?? version.IndicationChecklist;
        version.Particulars = request.Particulars is null ? version.Particulars : ParticularsChecks.Tidy(request.Particulars);
        version.Overrides = overrides.Count == 0 ? null : overrides;
        return request.Scope is null ? null : await questions.AnswerAsync(version, request.Scope, ticket, asked: false, scope, "scope.noGreatInfluence", cancellationToken);
    }

    private static async Task<IReadOnlyList<TechnologyView>> ViewsAsync(HengjianDbContext db, List<Technology> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(t => t.Id).ToList();
        var versions = (await db.Set<TechnologyVersion>().Where(v => ids.Contains(v.TechnologyId)).ToListAsync(cancellationToken)).ToLookup(v => v.TechnologyId);
        var certificates = (await db.Set<RegistrationCertificate>().Where(c => ids.Contains(c.TechnologyId)).ToListAsync(cancellationToken)).ToLookup(c => c.TechnologyId);
        return [.. rows.Select(t => TechnologyViews.Of(t, [.. versions[t.Id]], [.. certificates[t.Id]]))];
    }
}
