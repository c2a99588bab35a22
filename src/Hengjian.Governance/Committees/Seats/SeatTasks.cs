using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Seats;

/// <summary>A seat in a committee passes on as a whole: with the chair, and with the votes that the former member has not cast on motions still open.</summary>
internal sealed class SeatTasks(IRoleMembers people) : IOpenTasks
{
    public string Kind => "committeeSeat";

    public async Task<IReadOnlyCollection<TaskHolder>> HoldersAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        (await db.Set<CommitteeSeat>().Where(s => s.EndedAt == null).Select(s => s.UserId).Distinct().ToListAsync(cancellationToken)).ConvertAll(TaskHolder.OfUser);

    public async Task<IReadOnlyList<OpenTask>> OfAsync(HengjianDbContext db, TaskHolder holder, CancellationToken cancellationToken)
    {
        if (holder.UserId is not { } user)
        {
            return [];
        }

        var seats = await db.Set<CommitteeSeat>().Where(s => s.UserId == user && s.EndedAt == null).OrderBy(s => s.Committee).ToListAsync(cancellationToken);
        return seats.ConvertAll(s => new OpenTask(Kind, s.Id, CodeName.Of(s.Committee) + (s.Chair ? ".chair" : ""), "/motions/members", null));
    }

    public async Task<Refusal?> HandOverAsync(WriteScope scope, Guid task, TaskHolder from, TaskHolder to, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<CommitteeSeat>().FirstOrDefaultAsync(s => s.Id == task && s.UserId == from.UserId && s.EndedAt == null, cancellationToken) is not { } seat)
        {
            return new NotFound("committeeSeat");
        }

        if (!(await people.OfAsync(scope.Db, CommitteeSeats.RoleOf(seat.Committee), cancellationToken)).Any(p => p.UserId == to.UserId))
        {
            return new Conflict("committee.roleLacking");
        }

        if (await scope.Db.Set<CommitteeSeat>().AnyAsync(s => s.Committee == seat.Committee && s.UserId == to.UserId && s.EndedAt == null, cancellationToken))
        {
            return new Conflict("committee.alreadySeated");
        }

        var given = new CommitteeSeat
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Committee = seat.Committee,
            UserId = to.UserId!.Value,
            Chair = seat.Chair,
            Since = scope.Now,
        };
        seat.EndedAt = scope.Now;
        scope.Db.Add(given);
        await PassVotesAsync(scope, seat, given, cancellationToken);
        scope.Record("committee.seat.handedOver", nameof(CommitteeSeat), given.Id);
        return null;
    }

    private static async Task PassVotesAsync(WriteScope scope, CommitteeSeat seat, CommitteeSeat given, CancellationToken cancellationToken)
    {
        var (former, text) = (seat.UserId, seat.UserId.ToString("D"));
        var votes = scope.Db.Set<MotionVote>();
        var open = await scope.Db.Set<Motion>()
            .Where(m => m.Committee == seat.Committee && m.State == MotionState.Open && m.Members.Contains(text) && !votes.Any(v => v.MotionId == m.Id && v.UserId == former))
            .ToListAsync(cancellationToken);
        foreach (var motion in open.Where(m => !m.MemberIds.Contains(given.UserId)))
        {
            motion.Members = NamedPeople.Replace(motion.Members, former, given.UserId);
        }
    }
}
