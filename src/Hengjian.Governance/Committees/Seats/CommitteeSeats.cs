using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Seats;

public sealed record SeatRequest
{
    public CommitteeKind? Committee { get; init; }

    public Guid? UserId { get; init; }

    public bool Chair { get; init; }
}

public sealed record SeatView(Guid Id, long Version, CommitteeKind Committee, Guid UserId, string Name, bool Chair, DateTimeOffset Since, DateTimeOffset? EndedAt);

/// <summary>Who sits in the committees. A committee has one chair; a new one takes the place of the former.</summary>
public sealed class CommitteeSeats(IWriter writer, Database database, IRoleMembers people, IActorNames names)
{
    /// <summary>The role that a member of the committee holds.</summary>
    public static Role RoleOf(CommitteeKind committee) => committee == CommitteeKind.Technology ? Role.CommitteeMember : Role.EthicsMember;

    public Task<Outcome<Created>> AppointAsync(SeatRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Committee is not null, "committee", "field.required");
            errors.Require(request.UserId is not null, "userId", "field.required");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var committee = request.Committee!.Value;
            if (!(await people.OfAsync(scope.Db, RoleOf(committee), ct)).Any(p => p.UserId == request.UserId))
            {
                return new Invalid("userId", "committee.roleLacking");
            }

            var seats = await scope.Db.Set<CommitteeSeat>().Where(s => s.Committee == committee && s.EndedAt == null).ToListAsync(ct);
            if (seats.Find(s => s.UserId == request.UserId) is { } taken)
            {
                if (taken.Chair == request.Chair)
                {
                    return new Invalid("userId", "committee.alreadySeated");
                }

                taken.EndedAt = scope.Now;
            }

            foreach (var chair in seats.Where(s => request.Chair && s.Chair && s.UserId != request.UserId))
            {
                // The former chair stays a member.
                chair.EndedAt = scope.Now;
                scope.Db.Add(New(scope, committee, chair.UserId, chair: false));
            }

            var seat = New(scope, committee, request.UserId!.Value, request.Chair);
            scope.Db.Add(seat);
            scope.Record("committee.seat.given", nameof(CommitteeSeat), seat.Id);
            return new Created(seat.Id);
        },
        cancellationToken);

    public Task<Outcome<Created>> EndAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<CommitteeSeat>().FirstOrDefaultAsync(s => s.Id == id, ct) is not { } seat)
            {
                return new NotFound("committeeSeat");
            }

            if (seat.EndedAt is not null)
            {
                return new Conflict("committee.seatEnded");
            }

            seat.EndedAt = scope.Now;
            scope.Record("committee.seat.ended", nameof(CommitteeSeat), id);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>Seats in force, chairs first.</summary>
    public async Task<IReadOnlyList<SeatView>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var seats = await db.Set<CommitteeSeat>().Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        var known = await names.FindAsync(caller.InstitutionId, [.. seats.Select(s => s.UserId.ToString("D"))], cancellationToken);
        return
        [
            .. seats.Select(s => new SeatView(s.Id, s.Version, s.Committee, s.UserId, known.GetValueOrDefault(s.UserId.ToString("D")) ?? "", s.Chair, s.Since, s.EndedAt))
                .OrderBy(s => s.Committee).ThenByDescending(s => s.Chair).ThenBy(s => s.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>People who may be given a seat, by committee.</summary>
    public async Task<IReadOnlyList<RoleMember>> CandidatesAsync(Caller caller, CommitteeKind committee, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await people.OfAsync(db, RoleOf(committee), cancellationToken);
    }

    private static CommitteeSeat New(WriteScope scope, CommitteeKind committee, Guid user, bool chair) =>
        new() { InstitutionId = scope.InstitutionId, Id = scope.NewId(), Committee = committee, UserId = user, Chair = chair, Since = scope.Now };
}
