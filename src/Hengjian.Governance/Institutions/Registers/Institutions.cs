using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Institutions.Registers;

/// <summary>An institution to register or change, as interfaces.md names it.</summary>
public sealed record InstitutionRequest
{
    public string? Name { get; init; }

    public string? UnifiedSocialCreditCode { get; init; }

    public string? Level { get; init; }

    public string? Grade { get; init; }

    /// <summary>医疗机构执业许可证登记号.</summary>
    public string? LicenceNumber { get; init; }

    public DateOnly? LicenceTo { get; init; }

    /// <summary>Registered subjects of diagnosis and treatment; given whole at each change.</summary>
    public IReadOnlyList<RegisteredSubject>? Subjects { get; init; }

    /// <summary>Yearly figures; given whole at each change.</summary>
    public IReadOnlyList<ServiceVolume>? Volumes { get; init; }

    public ImagePlatform? Pacs { get; init; }

    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}

public sealed record InstitutionView(Guid Id, long Version, InstitutionKind Kind, string Name, string UnifiedSocialCreditCode, string Level, string Grade, bool IsDemonstration, IReadOnlyDictionary<string, string> Overrides)
{
    public string? LicenceNumber { get; init; }

    public DateOnly? LicenceTo { get; init; }

    public IReadOnlyList<RegisteredSubject> Subjects { get; init; } = [];

    public IReadOnlyList<ServiceVolume> Volumes { get; init; } = [];

    public ImagePlatform? Pacs { get; init; }

    /// <summary>Level of a region; null for a hospital.</summary>
    public RegionLevel? RegionLevel { get; init; }
}

/// <summary>The register of institutions. A regulator registers others; an institution's own record is its governance officer's.</summary>
public sealed class Institutions(IWriter writer, Database database, TimeProvider clock)
{
    /// <summary>Registers another institution. The new one is its own tenant, so the act runs in its ledger, on behalf of the regulator.</summary>
    public async Task<Outcome<Created>> RegisterAsync(InstitutionRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        if (!context.Caller.Is(Role.Regulator) && context.Caller.Kind != CallerKind.System)
        {
            return new Forbidden("access.roleLacking");
        }

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        return await CreateAsync(id, request, InstitutionKind.Hospital, demonstration: false, context with { Caller = context.Caller with { InstitutionId = id } }, cancellationToken);
    }

    /// <summary>Creates the institution <paramref name="id"/>, whose tenant the context's caller must already be in.</summary>
    internal Task<Outcome<Created>> CreateAsync(
        Guid id, InstitutionRequest request, InstitutionKind kind, bool demonstration, WriteRequest context, CancellationToken cancellationToken, RegionLevel? level = null) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var institution = new Institution { InstitutionId = id, Id = id, Kind = kind, RegionLevel = level, IsDemonstration = demonstration, CreatedAt = scope.Now };
                if (await FillAsync(institution, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(institution);
                scope.Record("institution.registered", nameof(Institution), id);
                return new Created(id);
            },
            cancellationToken);

    /// <summary>Changes the caller's own institution; a regulator changes any, in that institution's ledger.</summary>
    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, InstitutionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context.Caller.Is(Role.Regulator) ? context with { Caller = context.Caller with { InstitutionId = id } } : context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Institution>().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } institution)
                {
                    return new NotFound("institution");
                }

                if (institution.Version != version)
                {
                    return new Stale(version, institution.Version);
                }

                if (await FillAsync(institution, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Record("institution.changed", nameof(Institution), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    /// <summary>The caller's own institution; a regulator sees all.</summary>
    public async Task<Page<InstitutionView>> ListAsync(Caller caller, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = caller.Is(Role.Regulator) ? db.Set<Institution>().IgnoreQueryFilters() : db.Set<Institution>();
        var items = await rows.OrderBy(i => i.Name).ThenBy(i => i.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<InstitutionView>([.. items.Select(View)], await rows.CountAsync(cancellationToken));
    }

    public async Task<InstitutionView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = caller.Is(Role.Regulator) ? db.Set<Institution>().IgnoreQueryFilters() : db.Set<Institution>();
        return await rows.FirstOrDefaultAsync(i => i.Id == id, cancellationToken) is { } row ? View(row) : null;
    }

    private static async Task<Refusal?> FillAsync(Institution institution, InstitutionRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var overrides = new Dictionary<string, string>();
        errors.Text("name", request.Name, 200);
        var code = errors.Identifier("unifiedSocialCreditCode", UnifiedSocialCreditCode.Check(request.UnifiedSocialCreditCode), request.Overrides, overrides);
        errors.Require(request.Level is not null && HospitalGrade.Levels.Contains(request.Level), "level", "register.unknownLevel");
        errors.Require(request.Grade is not null && HospitalGrade.Grades.Contains(request.Grade), "grade", "register.unknownGrade");
        var licence = string.IsNullOrWhiteSpace(request.LicenceNumber)
            ? null
            : errors.Identifier("licenceNumber", MedicalInstitutionNumber.Check(request.LicenceNumber), request.Overrides, overrides);
        errors.Require(request.LicenceTo is null || request.LicenceTo.Value.Year is >= 1994 and <= 2200, "licenceTo", "field.outOfRange", ("from", "1994"), ("to", "2200"));
        InstitutionChecks.Subjects(request.Subjects ?? [], errors);
        InstitutionChecks.Volumes(request.Volumes ?? [], scope.Now, errors);
        InstitutionChecks.Pacs(request.Pacs, scope.Now, errors);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (await scope.Db.Set<Institution>().IgnoreQueryFilters().AnyAsync(i => i.UnifiedSocialCreditCode == code && i.Id != institution.Id, cancellationToken))
        {
            return new Invalid("unifiedSocialCreditCode", "register.codeTaken");
        }

        institution.Name = request.Name!.Trim();
        institution.UnifiedSocialCreditCode = code;
        institution.Level = request.Level!;
        institution.Grade = request.Grade!;
        institution.LicenceNumber = licence;
        institution.LicenceTo = request.LicenceTo;
        institution.Subjects = InstitutionChecks.Clean(request.Subjects);
        institution.Volumes = [.. (request.Volumes ?? []).OrderByDescending(v => v.Year)];
        institution.Pacs = request.Pacs;
        institution.Overrides = overrides;
        return null;
    }

    private static InstitutionView View(Institution i) =>
        new(i.Id, i.Version, i.Kind, i.Name, i.UnifiedSocialCreditCode, i.Level, i.Grade, i.IsDemonstration, i.Overrides)
    {
        LicenceNumber = i.LicenceNumber,
        LicenceTo = i.LicenceTo,
        Subjects = i.Subjects,
        Volumes = i.Volumes,
        Pacs = i.Pacs,
        RegionLevel = i.RegionLevel,
    };
}
