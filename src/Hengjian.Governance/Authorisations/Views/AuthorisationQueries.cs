using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Authorisations.Triggers;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Views;

/// <summary>Why a granted authorisation asks for a new decision (practice.md 7).</summary>
public enum AuthorisationTrigger
{
    TitleChanged,
    DepartmentChanged,

    /// <summary>The holder's last training for the technology that counted was revoked.</summary>
    CertificateRevoked,

    /// <summary>Its last day is over.</summary>
    CertificateExpired,
}

/// <summary>An authorisation whole. <c>InForce</c> and <c>Triggers</c> are as of now.</summary>
public sealed record AuthorisationView(
    Guid Id,
    long Version,
    Guid PractitionerId,
    string PractitionerName,
    Guid DeploymentId,
    string DeploymentName,
    Guid TechnologyId,
    bool WholeTechnology,
    IReadOnlyList<PractitionerAct> Acts,
    AuthorisationKind Kind,
    AuthorisationState State,
    bool InForce,
    string? Number,
    string Reason,
    int Months,
    string AppliedBy,
    DateTimeOffset AppliedAt,
    string? ReviewedBy,
    DateTimeOffset? ReviewedAt,
    string? ReviewNote,
    string? VerifiedBy,
    DateTimeOffset? VerifiedAt,
    string? VerificationNote,
    IReadOnlyList<Decision> Decisions,
    Guid? MotionId,
    DateTimeOffset? GrantedAt,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    string? Conditions,
    string? ConfirmedBy,
    IReadOnlyList<AuthorisationChange> Changes,
    Guid? RenewsId,
    IReadOnlyList<AuthorisationTrigger> Triggers);

/// <summary>Filters; all that are given must hold.</summary>
public sealed record AuthorisationFilter
{
    public Guid? PractitionerId { get; init; }

    public Guid? DeploymentId { get; init; }

    public AuthorisationState? State { get; init; }

    /// <summary>Only those in their term now, neither suspended nor revoked.</summary>
    public bool InForce { get; init; }

    /// <summary>Only emergency grants that nobody has looked at yet.</summary>
    public bool Unreviewed { get; init; }

    public Guid? Batch { get; init; }
}

/// <summary>Reads authorisations of the caller's institution: who may do what is open to everybody who may read the registers.</summary>
public sealed class AuthorisationQueries(
    Database database, IPractitionerPlaces places, IDeploymentDirectory deployments, TrainingGround ground, IActorNames names, TimeProvider clock) : IWorkSource, IExpirySource
{
    public async Task<Page<AuthorisationView>> ListAsync(Caller caller, AuthorisationFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        var rows = db.Set<Authorisation>().Where(a => (filter.PractitionerId == null || a.PractitionerId == filter.PractitionerId)
            && (filter.DeploymentId == null || a.DeploymentId == filter.DeploymentId)
            && (filter.State == null || a.State == filter.State)
            && (filter.Batch == null || a.BatchId == filter.Batch));
        if (filter.InForce)
        {
            rows = InForce(rows, now);
        }

        if (filter.Unreviewed)
        {
            rows = Unreviewed(rows);
        }

        var items = await rows.OrderByDescending(a => a.AppliedAt).ThenByDescending(a => a.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<AuthorisationView>(await ViewsAsync(db, caller, items, now, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<AuthorisationView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Authorisation>().Where(a => a.Id == id).ToListAsync(cancellationToken);
        return (await ViewsAsync(db, caller, rows, clock.GetUtcNow(), cancellationToken)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        var work = new List<WaitingWork>();
        async Task AddAsync(bool concerned, string kind, IQueryable<Authorisation> rows, string path, WorkUrgency urgency)
        {
            if (concerned && await rows.CountAsync(cancellationToken) is > 0 and var count)
            {
                work.Add(new WaitingWork(kind, count, path, urgency));
            }
        }

        var all = db.Set<Authorisation>();
        await AddAsync(caller.Can(Permission.AuthorisationsReview), "authorisationsToReview", all.Where(a => a.State == AuthorisationState.Applied), "/authorisations?state=applied", WorkUrgency.Due);
        var writes = caller.Can(Permission.AuthorisationsWrite);
        await AddAsync(writes, "authorisationsToVerify", all.Where(a => a.State == AuthorisationState.Reviewed), "/authorisations?state=reviewed", WorkUrgency.Due);
        await AddAsync(writes, "authorisationsToPut", all.Where(a => a.State == AuthorisationState.Verified), "/authorisations?state=verified", WorkUrgency.Due);
        await AddAsync(writes, "emergencyGrantsToReview", Unreviewed(all), "/authorisations?unreviewed=true", WorkUrgency.Due);
        await AddAsync(
            caller.Is(Role.CommitteeMember), "authorisationsToConfirm", all.Where(a => a.State == AuthorisationState.AwaitingConfirmation), "/authorisations?state=awaitingConfirmation", WorkUrgency.Due);
        return work;
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var end = ShanghaiDay.Start(day.AddDays(1));
        var rows = await db.Set<Authorisation>().AsNoTracking()
            .Where(a => a.State == AuthorisationState.Granted && a.RevokedAt == null && a.Kind != AuthorisationKind.Emergency && a.Until <= end).ToListAsync(cancellationToken);
        var all = await db.Set<Authorisation>().AsNoTracking().Where(a => a.State == AuthorisationState.Granted && a.RevokedAt == null && a.Until > end)
            .Select(a => new { a.PractitionerId, a.DeploymentId }).ToListAsync(cancellationToken);
        var replaced = all.Select(a => (a.PractitionerId, a.DeploymentId)).ToHashSet();
        var ending = rows.Where(r => !replaced.Contains((r.PractitionerId, r.DeploymentId))).GroupBy(r => (r.PractitionerId, r.DeploymentId)).Select(g => g.MaxBy(r => r.Until)!).ToList();
        var people = await places.FindAsync(db, [.. ending.Select(r => r.PractitionerId).Distinct()], cancellationToken);
        return
        [
            .. ending.Where(r => people.ContainsKey(r.PractitionerId)).Select(r => new Expiry(
                "authorisation", r.Id, $"{people[r.PractitionerId].Name} {r.Number}", ShanghaiDay.Of(r.Until!.Value.AddTicks(-1)), $"/authorisations/{r.Id:D}", Role.GovernanceOfficer)),
        ];
    }

    private static IQueryable<Authorisation> InForce(IQueryable<Authorisation> rows, DateTimeOffset now) =>
        rows.Where(a => a.State == AuthorisationState.Granted && a.From <= now && a.Until > now && a.SuspendedAt == null && a.RevokedAt == null);

    private static IQueryable<Authorisation> Unreviewed(IQueryable<Authorisation> rows) =>
        rows.Where(a => a.Kind == AuthorisationKind.Emergency && a.State == AuthorisationState.Granted && a.ConfirmedBy == null);

    private async Task<IReadOnlyList<AuthorisationView>> ViewsAsync(HengjianDbContext db, Caller caller, List<Authorisation> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var people = await places.FindAsync(db, [.. rows.Select(r => r.PractitionerId).Distinct()], cancellationToken);
        var where = await deployments.NamesAsync(db, [.. rows.Select(r => r.DeploymentId).Distinct()], cancellationToken);
        var actors = rows.SelectMany(r => new[] { r.AppliedBy, r.ReviewedBy, r.VerifiedBy, r.ConfirmedBy }).OfType<Guid>().Distinct().Select(i => i.ToString("D")).ToList();
        var known = await names.FindAsync(caller.InstitutionId, actors, cancellationToken);
        var lost = await ground.LostAsync(db, rows, now, cancellationToken);
        string? Name(Guid? id) => id is { } user ? known.GetValueOrDefault(user.ToString("D")) : null;
        return
        [
            .. rows.Select(r => new AuthorisationView(
                r.Id, r.Version, r.PractitionerId, people.GetValueOrDefault(r.PractitionerId)?.Name ?? "", r.DeploymentId, where.GetValueOrDefault(r.DeploymentId, ""), r.TechnologyId,
                r.WholeTechnology, r.Acts, r.Kind, r.State, r.Term()?.InForce(now) ?? false, r.Number, r.Reason, r.Months, Name(r.AppliedBy) ?? "", r.AppliedAt, Name(r.ReviewedBy), r.ReviewedAt,
                r.ReviewNote, Name(r.VerifiedBy), r.VerifiedAt, r.VerificationNote, r.Decisions, r.MotionId, r.GrantedAt, r.From, r.Until, r.Conditions, Name(r.ConfirmedBy), r.Changes, r.RenewsId,
                Triggers(r, people.GetValueOrDefault(r.PractitionerId), lost.GetValueOrDefault(r.Id), now))),
        ];
    }

    private static List<AuthorisationTrigger> Triggers(Authorisation row, PractitionerPlace? place, LostTraining? lost, DateTimeOffset now)
    {
        var triggers = new List<AuthorisationTrigger>();
        if (place is not null && row.Term()?.InForce(now) == true)
        {
            if (place.Title != row.TitleAtGrant)
            {
                triggers.Add(AuthorisationTrigger.TitleChanged);
            }

            if (place.DepartmentId != row.DepartmentAtGrant)
            {
                triggers.Add(AuthorisationTrigger.DepartmentChanged);
            }
        }

        if (lost is not null)
        {
            triggers.Add(lost.Trigger);
        }

        return triggers;
    }
}
