using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Agreements.Views;

/// <summary>The register of agreements as either side sees it: those that the caller's institution asks under, and those that its physicians read under.</summary>
public sealed class AgreementQueries(
    Database database,
    IInstitutionRegister institutions,
    IDepartmentDirectory departments,
    IDeploymentDirectory deployments,
    IDocumentDirectory documents,
    IReadingVolumes volumes,
    IRemotePractitioners practitioners,
    IActorNames names,
    TimeProvider clock) : IWorkSource, IExpirySource
{
    public async Task<Page<AgreementItem>> ListAsync(Caller caller, AgreementFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var own = caller.InstitutionId;
        var rows = (await Sides(db, own).ToListAsync(cancellationToken)).OrderByDescending(a => a.ProposedAt).ThenByDescending(a => a.Id).ToList();
        var named = await InstitutionNamesAsync(rows, cancellationToken);
        var items = rows.ConvertAll(a => Item(a, own, named))
            .FindAll(i => (filter.Standing is null || i.Standing == filter.Standing) && (filter.Asks is null || i.Asks == filter.Asks)
                && (filter.Text is not { } text || Matches(i, rows.First(r => r.Id == i.Id), text)));
        return new Page<AgreementItem>([.. items.Skip(page.Skip).Take(page.Size)], items.Count);
    }

    public async Task<AgreementView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await Sides(db, caller.InstitutionId).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } a)
        {
            return null;
        }

        await using var host = database.Read(a.InstitutionId);
        var asks = a.InstitutionId == caller.InstitutionId;
        var actors = new[] { a.ProposedBy, a.AnsweredBy, a.EndedBy }.Concat(a.Readers.SelectMany(r => new Guid?[] { r.AddedBy, r.RemovedBy })).OfType<Guid>().Distinct().Select(i => i.ToString("D"));
        var known = await names.FindAsync(caller.InstitutionId, [.. actors], cancellationToken);
        string? Who(Guid? user) => user is { } found ? known.GetValueOrDefault(found.ToString("D")) : null;
        var governed = (await deployments.GovernedAsync(host, cancellationToken)).ToDictionary(d => d.Id, d => d.Name);
        var institutionNames = await InstitutionNamesAsync([a], cancellationToken);
        var read = await volumes.OfAsync(host, [.. a.Readers.Select(r => r.PractitionerId).Distinct()], null, null, cancellationToken);
        var renews = a.RenewsId is { } renewed ? await host.Set<Agreement>().Where(r => r.Id == renewed).Select(r => r.Number).FirstOrDefaultAsync(cancellationToken) : null;
        return new AgreementView(
            Item(a, caller.InstitutionId, institutionNames),
            a.Version,
            a.PaperNumber,
            (await departments.NamesAsync(host, cancellationToken)).GetValueOrDefault(a.DepartmentId),
            await TechnologiesAsync(host, a, cancellationToken),
            [.. a.Deployments.Select(d => new CoveredView(d, governed.GetValueOrDefault(d, "")))],
            a.State,
            Who(a.ProposedBy),
            a.ProposedAt,
            Who(a.AnsweredBy),
            a.AnsweredAt,
            a.AnswerNote,
            [
                .. a.Readers.Select(r => new AgreementReaderView(
                    r.PractitionerId, asks ? null : r.HomePractitionerId, r.Name, Who(r.AddedBy), r.AddedAt, r.RemovedAt, Who(r.RemovedBy), r.RemovalReason, read.GetValueOrDefault(r.PractitionerId))),
            ],
            a.EndedAt,
            Who(a.EndedBy),
            a.EndedBySide is { } side ? institutionNames.GetValueOrDefault(side) : null,
            a.EndReason,
            a.RenewsId,
            renews,
            [
                .. (await documents.OfAsync(host, AgreementsModule.SubjectKind, id, cancellationToken)).Where(d => d.WithdrawnAt is null)
                    .Select(d => new AgreementPaper(d.Id, d.Title, d.FileName, d.Size, d.Hash, d.UploadedAt)),
            ]);
    }

    /// <summary>The caller's own physicians, of whom the reading side names its readers.</summary>
    public async Task<IReadOnlyList<HomePhysician>> OwnPhysiciansAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await practitioners.PhysiciansAsync(db, caller.InstitutionId, ShanghaiDay.Of(clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>A paper of an agreement for the reading side, which has no other way to it; null where there is none for the caller.</summary>
    public async Task<(DocumentFact Document, byte[] Content)?> PaperAsync(Caller caller, Guid id, Guid document, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await Sides(db, caller.InstitutionId).FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } a)
        {
            return null;
        }

        await using var host = database.Read(a.InstitutionId);
        return await documents.FindAsync(host, document, cancellationToken) is { SubjectKind: AgreementsModule.SubjectKind } found && found.SubjectId == id
            && await documents.ReadAsync(host, document, cancellationToken) is { } content
            ? (found, content)
            : null;
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.AgreementsWrite))
        {
            return [];
        }

        var count = await db.Set<Agreement>().IgnoreQueryFilters().CountAsync(a => a.PartnerId == caller.InstitutionId && a.State == AgreementState.Proposed, cancellationToken);
        return count == 0 ? [] : [new WaitingWork("agreementsToAnswer", count, "/agreements?standing=proposed", WorkUrgency.Due)];
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var own = db.InstitutionId;
        var today = ShanghaiDay.Of(clock.GetUtcNow());
        var rows = await db.Set<Agreement>().IgnoreQueryFilters().AsNoTracking()
            .Where(a => (a.InstitutionId == own || a.PartnerId == own) && a.State == AgreementState.Accepted && a.EndedAt == null).ToListAsync(cancellationToken);
        var renewed = rows.Select(a => a.RenewsId).OfType<Guid>().ToHashSet();
        return
        [
            .. rows.Where(a => a.EndsOn >= today && a.EndsOn <= day && !renewed.Contains(a.Id)).OrderBy(a => a.EndsOn).ThenBy(a => a.Number)
                .Select(a => new Expiry("remoteAgreement", a.Id, $"{a.Number} {a.Purpose}", a.EndsOn, $"/agreements/{a.Id:D}", Role.GovernanceOfficer)),
        ];
    }

    /// <summary>Agreements that an institution is a side of.</summary>
    private static IQueryable<Agreement> Sides(HengjianDbContext db, Guid own) => db.Set<Agreement>().IgnoreQueryFilters().AsNoTracking().Where(a => a.InstitutionId == own || a.PartnerId == own);

    private static bool Matches(AgreementItem item, Agreement row, string text) =>
        new[] { item.Number, item.Asking, item.Reading, item.Purpose, row.PaperNumber }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase));

    private async Task<Dictionary<Guid, string>> InstitutionNamesAsync(List<Agreement> rows, CancellationToken cancellationToken) => rows.Count == 0
        ? []
        : (await institutions.AllAsync(cancellationToken)).Where(i => rows.Exists(r => r.InstitutionId == i.Id || r.PartnerId == i.Id)).ToDictionary(i => i.Id, i => i.Name);

    private async Task<IReadOnlyList<CoveredView>> TechnologiesAsync(HengjianDbContext host, Agreement agreement, CancellationToken cancellationToken)
    {
        var covered = new List<CoveredView>();
        var known = await deployments.OfTechnologiesAsync(host, agreement.Technologies, cancellationToken);
        foreach (var technology in agreement.Technologies)
        {
            var one = known.Where(k => k.Technology == technology).Select(k => (Guid?)k.Deployment).FirstOrDefault();
            covered.Add(new CoveredView(technology, one is { } id ? (await deployments.FindAsync(host, id, cancellationToken))?.TechnologyName ?? "" : ""));
        }

        return covered;
    }

    private AgreementItem Item(Agreement a, Guid own, Dictionary<Guid, string> named) => new(
        a.Id,
        a.Number,
        a.InstitutionId == own,
        named.GetValueOrDefault(a.InstitutionId, ""),
        named.GetValueOrDefault(a.PartnerId, a.Partner),
        a.Purpose,
        StandingOf(a, clock.GetUtcNow()),
        a.Acts,
        a.StartsOn,
        a.EndsOn,
        a.Readers.Count(r => r.RemovedAt is null));

    internal static AgreementStanding StandingOf(Agreement a, DateTimeOffset at) => a.State switch
    {
        AgreementState.Proposed => AgreementStanding.Proposed,
        AgreementState.Declined => AgreementStanding.Declined,
        AgreementState.Withdrawn => AgreementStanding.Withdrawn,
        _ when a.EndedAt <= at => AgreementStanding.Ended,
        _ when ShanghaiDay.Of(at) < a.StartsOn => AgreementStanding.Upcoming,
        _ => ShanghaiDay.Of(at) > a.EndsOn ? AgreementStanding.Expired : AgreementStanding.InForce,
    };
}
