using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Motions;

/// <summary>A vote as the committee sees it.</summary>
public sealed record VoteView(Guid UserId, string Name, VoteChoice? Choice, string? Reason, DateTimeOffset? CastAt)
{
    /// <summary>The row of the vote or declared conflict; null: neither given.</summary>
    public Guid? VoteId { get; init; }
}

/// <summary>A motion whole. <c>Decision</c> is HP-7.2 as it stands; <c>MayVote</c> and <c>MayDecide</c> are the caller's.</summary>
public sealed record MotionView(
    Guid Id,
    long Version,
    string Number,
    string Title,
    string? Proposal,
    string Path,
    MotionFacts Facts,
    string PutBy,
    string? DecidedBy,
    string? Note,
    Guid? SignatureId,
    IReadOnlyList<VoteView> Votes,
    Decision Decision,
    bool MayVote,
    bool MayDecide);

/// <summary>What is before the committees. Members see the motions that they may vote on and every other of their institution.</summary>
public sealed class MotionQueries(Database database, RuleEngine engine, IInstitutionRegister institutions, IActorNames names, TimeProvider clock) : IWorkSource, IExpirySource
{
    /// <param name="mine">Only open ones that wait for the caller's vote.</param>
    public async Task<Page<MotionView>> ListAsync(Caller caller, CommitteeKind? committee, MotionState? state, bool mine, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = db.Set<Motion>().Where(m => (committee == null || m.Committee == committee) && (state == null || m.State == state));
        if (mine)
        {
            rows = Waiting(db, caller, rows);
        }

        var items = await rows.OrderByDescending(m => m.PutAt).ThenByDescending(m => m.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<MotionView>(await ViewsAsync(db, caller, items, cancellationToken), await rows.CountAsync(cancellationToken));
    }

    public async Task<MotionView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return (await ViewsAsync(db, caller, await db.Set<Motion>().Where(m => m.Id == id).ToListAsync(cancellationToken), cancellationToken)).FirstOrDefault();
    }

    /// <summary>Motions about a thing, newest first.</summary>
    public async Task<IReadOnlyList<MotionView>> OfAsync(Caller caller, string subjectKind, Guid subjectId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<Motion>().Where(m => m.SubjectKind == subjectKind && m.SubjectId == subjectId).OrderByDescending(m => m.PutAt).ToListAsync(cancellationToken);
        return await ViewsAsync(db, caller, rows, cancellationToken);
    }

    public async Task<IReadOnlyList<WaitingWork>> WaitingForAsync(HengjianDbContext db, Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.MotionsVote))
        {
            return [];
        }

        var work = new List<WaitingWork>();
        if (await Waiting(db, caller, db.Set<Motion>()).CountAsync(cancellationToken) is > 0 and var votes)
        {
            work.Add(new WaitingWork("motionsToVote", votes, "/motions?mine=true", WorkUrgency.Due));
        }

        return work;
    }

    public async Task<IReadOnlyList<Expiry>> EndingByAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var motions = await db.Set<Motion>().AsNoTracking()
            .Where(m => m.ReviewBy != null && m.ReviewBy <= day && (m.State == MotionState.Approved || m.State == MotionState.ApprovedWithConditions)).ToListAsync(cancellationToken);
        var newest = motions.GroupBy(m => (m.Committee, m.SubjectKind, m.SubjectId)).Select(g => g.MaxBy(m => m.DecidedAt)!);
        return [.. newest.Select(m => new Expiry("ethicsReview", m.Id, $"{m.Number} {m.Title}", m.ReviewBy!.Value, $"/motions/{m.Id:D}", Role.GovernanceOfficer))];
    }

    private static IQueryable<Motion> Waiting(HengjianDbContext db, Caller caller, IQueryable<Motion> rows)
    {
        // Ids are of one length, so containment in the text of ids is membership.
        var self = caller.Id.ToString("D");
        var votes = db.Set<MotionVote>();
        return rows.Where(m => m.State == MotionState.Open && m.Members.Contains(self) && !votes.Any(v => v.MotionId == m.Id && v.UserId == caller.Id));
    }

    private async Task<IReadOnlyList<MotionView>> ViewsAsync(HengjianDbContext db, Caller caller, List<Motion> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(m => m.Id);
        var votes = (await db.Set<MotionVote>().Where(v => ids.Contains(v.MotionId)).ToListAsync(cancellationToken)).ToLookup(v => v.MotionId);
        var chairs = (await db.Set<CommitteeSeat>().Where(s => s.Chair && s.EndedAt == null && s.UserId == caller.Id).ToListAsync(cancellationToken)).Select(s => s.Committee).ToHashSet();
        var people = rows.SelectMany(m => m.MemberIds.Append(m.PutBy).Append(m.DecidedBy ?? Guid.Empty)).Distinct().Select(i => i.ToString("D")).ToList();
        var known = await names.FindAsync(caller.InstitutionId, people, cancellationToken);
        string? Name(Guid? id) => id is { } user ? known.GetValueOrDefault(user.ToString("D")) : null;
        var institution = await institutions.CreditCodeAsync(db, cancellationToken);
        return
        [
            .. rows.Select(m =>
            {
                var facts = MotionBook.Facts(m, votes[m.Id]);
                var cast = votes[m.Id].ToDictionary(v => v.UserId);
                return new MotionView(
                    m.Id, m.Version, m.Number, m.Title, m.Proposal, m.Path, facts, Name(m.PutBy) ?? "", Name(m.DecidedBy), m.Note, m.SignatureId,
                    [.. m.MemberIds.Select(u => cast.GetValueOrDefault(u) is { } v ? new VoteView(u, Name(u) ?? "", v.Choice, v.Reason, v.CastAt) { VoteId = v.Id } : new VoteView(u, Name(u) ?? "", null, null, null))],
                    engine.Decide(ClauseIds.CommitteeDecision, new CommitteeDecisionFacts(m.Committee, facts), clock.GetUtcNow(), institution),
                    m.State == MotionState.Open && m.MemberIds.Contains(caller.Id) && caller.Can(Permission.MotionsVote),
                    m.State == MotionState.Open && chairs.Contains(m.Committee) && caller.Can(Permission.MotionsVote));
            }),
        ];
    }
}
