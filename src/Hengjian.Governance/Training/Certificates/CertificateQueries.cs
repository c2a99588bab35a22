using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Certificates;

/// <summary>A certificate in a list.</summary>
/// <param name="Base">Name of the institution that gave it.</param>
public sealed record CertificateItem(
    Guid Id, string Number, string Holder, string Base, TrainingRoute Route, ProgrammeKind Kind, string TechnologyCategory, DateOnly CompletedOn, DateOnly? ValidTo, CertificateStanding Standing);

/// <summary>A certificate whole.</summary>
/// <param name="HolderInstitution">Where the holder works, when that is another institution than the base's.</param>
/// <param name="HolderPractitionerId">The holder's own record.</param>
/// <param name="Code">What verifies it beside the number.</param>
/// <param name="MayAsk">The caller may ask for its revocation, or revoke it.</param>
/// <param name="MayDecide">The caller may decide the revocation that is asked for.</param>
public sealed record CertificateView(
    CertificateItem Item,
    Guid InstitutionId,
    Guid EnrolmentId,
    Guid BaseId,
    string? DesignationNumber,
    Guid HolderPractitionerId,
    Guid HolderInstitutionId,
    string? HolderInstitution,
    string Code,
    string? IssuedBy,
    DateTimeOffset IssuedAt,
    DateOnly? RevokedOn,
    string? RevocationReason,
    string? RevocationAskedBy,
    DateTimeOffset? RevocationAskedAt,
    string? RevokedBy,
    DateTimeOffset? RevokedAt,
    bool ByRegulator,
    bool MayAsk,
    bool MayDecide);

/// <summary>Filters; all that are given must hold. <paramref name="Search"/> is a number or a part of the holder's name.</summary>
public sealed record CertificateFilter(string? Search = null, CertificateStanding? Standing = null, ProgrammeKind? Kind = null, TrainingRoute? Route = null);

/// <summary>Reads certificates: the base and the holder's institution theirs, the regulator those of the region, the holder the own.</summary>
public sealed class CertificateQueries(Database database, IInstitutionRegister institutions, IActorNames names, TimeProvider clock)
{
    public async Task<Page<CertificateItem>> ListAsync(Caller caller, CertificateFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var rows = Filtered(Visible(db, caller), filter, today);
        var items = await rows.OrderByDescending(c => c.IssuedAt).ThenByDescending(c => c.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        var known = await InstitutionNamesAsync(cancellationToken);
        return new Page<CertificateItem>([.. items.Select(c => Item(c, known, today))], await rows.CountAsync(cancellationToken));
    }

    /// <summary>One certificate; null where there is none that the caller may see.</summary>
    public async Task<CertificateView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await Visible(db, caller).FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var known = await InstitutionNamesAsync(cancellationToken);
        var actors = await names.FindAsync(row.InstitutionId, [.. new[] { row.IssuedBy, row.RevocationAskedBy, row.RevokedBy }.OfType<Guid>().Distinct().Select(i => i.ToString("D"))], cancellationToken);
        string? Name(Guid? actor) => actor is { } user ? actors.GetValueOrDefault(user.ToString("D")) : null;
        var regulator = caller.Is(Role.Regulator);
        var mayRevoke = caller.Can(Permission.CertificatesRevoke) && row.RevokedAt is null && (regulator || row.InstitutionId == caller.InstitutionId);
        return new CertificateView(
            Item(row, known, today),
            row.InstitutionId,
            row.EnrolmentId,
            row.BaseId,
            row.DesignationNumber,
            row.HolderPractitionerId,
            row.HolderInstitutionId,
            row.HolderInstitutionId == row.InstitutionId ? null : known.GetValueOrDefault(row.HolderInstitutionId),
            CertificateVerification.CodeOf(database.Fields, row.InstitutionId, row.Number),
            Name(row.IssuedBy),
            row.IssuedAt,
            row.RevokedOn,
            row.RevocationReason,
            Name(row.RevocationAskedBy),
            row.RevocationAskedAt,
            Name(row.RevokedBy),
            row.RevokedAt,
            row.RevokedBySide is not null,
            mayRevoke && (regulator || row.RevocationAskedAt is null),
            mayRevoke && !regulator && row.RevocationAskedAt is not null && row.RevocationAskedBy != caller.Id && !IsHolder(row, caller));
    }

    /// <summary>Certificates of one person by the own record, the latest first.</summary>
    internal async Task<IReadOnlyList<CertificateItem>> OfHolderAsync(HengjianDbContext db, Guid institution, Guid practitioner, CancellationToken cancellationToken)
    {
        var rows = await db.Set<TrainingCertificate>().IgnoreQueryFilters().AsNoTracking().Where(c => c.HolderInstitutionId == institution && c.HolderPractitionerId == practitioner)
            .OrderByDescending(c => c.IssuedAt).ToListAsync(cancellationToken);
        var known = await InstitutionNamesAsync(cancellationToken);
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        return [.. rows.Select(c => Item(c, known, today))];
    }

    private static IQueryable<TrainingCertificate> Visible(HengjianDbContext db, Caller caller)
    {
        var all = db.Set<TrainingCertificate>().IgnoreQueryFilters().AsNoTracking();
        var (own, person) = (caller.InstitutionId, caller.PractitionerId);
        if (caller.Is(Role.Regulator))
        {
            return all;
        }

        return caller.Can(Permission.CertificatesRead)
            ? all.Where(c => c.InstitutionId == own || c.HolderInstitutionId == own)
            : all.Where(c => person != null && ((c.HolderInstitutionId == own && c.HolderPractitionerId == person) || (c.InstitutionId == own && c.HolderId == person)));
    }

    private static IQueryable<TrainingCertificate> Filtered(IQueryable<TrainingCertificate> rows, CertificateFilter filter, DateOnly today)
    {
        if (filter.Search is { } search)
        {
            var number = CertificateNumber.Read(search) ?? search;
            rows = rows.Where(c => c.Number == number || c.HolderName.Contains(search));
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(c => c.Kind == kind);
        }

        if (filter.Route is { } route)
        {
            rows = rows.Where(c => c.Route == route);
        }

        return filter.Standing switch
        {
            CertificateStanding.Revoked => rows.Where(c => c.RevokedAt != null),
            CertificateStanding.Expired => rows.Where(c => c.RevokedAt == null && c.ValidTo != null && c.ValidTo < today),
            CertificateStanding.RevocationAsked => rows.Where(c => c.RevokedAt == null && c.RevocationAskedAt != null && (c.ValidTo == null || c.ValidTo >= today)),
            CertificateStanding.Valid => rows.Where(c => c.RevokedAt == null && c.RevocationAskedAt == null && (c.ValidTo == null || c.ValidTo >= today)),
            _ => rows,
        };
    }

    private static bool IsHolder(TrainingCertificate row, Caller caller) =>
        caller.PractitionerId is { } person && ((row.InstitutionId == caller.InstitutionId && row.HolderId == person) || (row.HolderInstitutionId == caller.InstitutionId && row.HolderPractitionerId == person));

    private static CertificateItem Item(TrainingCertificate c, IReadOnlyDictionary<Guid, string> known, DateOnly today) => new(
        c.Id, c.Number, c.HolderName, known.GetValueOrDefault(c.InstitutionId, ""), c.Route, c.Kind, c.TechnologyCategory, c.CompletedOn, c.ValidTo, c.StandingOn(today));

    private async Task<IReadOnlyDictionary<Guid, string>> InstitutionNamesAsync(CancellationToken cancellationToken) =>
        (await institutions.AllAsync(cancellationToken)).ToDictionary(i => i.Id, i => i.Name);
}
