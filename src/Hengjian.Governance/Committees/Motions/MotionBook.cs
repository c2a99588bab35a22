using System.Globalization;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Committees.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Committees.Motions;

/// <summary>Puts motions and reads them with their count.</summary>
internal sealed class MotionBook(RegulationCatalog catalog, IInstitutionRegister institutions) : IMotions
{
    public async Task<Outcome<Guid>> PutAsync(WriteScope scope, MotionDraft draft, CancellationToken cancellationToken)
    {
        var seats = await scope.Db.Set<CommitteeSeat>().Where(s => s.Committee == draft.Committee && s.EndedAt == null).ToListAsync(cancellationToken);
        var least = catalog.Parameters(ClauseIds.CommitteeDecision, scope.Now, await institutions.CreditCodeAsync(scope.Db, cancellationToken)).Int("leastMembers");
        if (seats.Count < least || !seats.Exists(s => s.Chair))
        {
            return new Conflict("committee.tooFewMembers", new Dictionary<string, string> { ["members"] = Text(seats.Count), ["needed"] = Text(least) });
        }

        if (await scope.Db.Set<Motion>().AnyAsync(
            m => m.Committee == draft.Committee && m.SubjectKind == draft.SubjectKind && m.SubjectId == draft.SubjectId && m.State == MotionState.Open, cancellationToken))
        {
            return new Conflict("committee.alreadyOpen");
        }

        var year = ShanghaiDay.Of(scope.Now).Year;
        var number = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"motion-{CodeName.Of(draft.Committee)}-{year}"), cancellationToken);
        var motion = new Motion
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Committee = draft.Committee,
            Number = string.Create(CultureInfo.InvariantCulture, $"{year}-{number:000}"),
            SubjectKind = draft.SubjectKind,
            SubjectId = draft.SubjectId,
            Title = draft.Title,
            Proposal = draft.Proposal,
            Path = draft.Path,
            State = MotionState.Open,
            PutBy = scope.Caller.Id,
            PutAt = scope.Now,
            Members = string.Join(' ', seats.Select(s => s.UserId.ToString("D")).Order(StringComparer.Ordinal)),
        };
        scope.Db.Add(motion);
        scope.Record("committee.motion.put", nameof(Motion), motion.Id);
        return motion.Id;
    }

    public async Task<IReadOnlyList<MotionFacts>> OfAsync(HengjianDbContext db, string subjectKind, Guid subjectId, CancellationToken cancellationToken)
    {
        var motions = await db.Set<Motion>().AsNoTracking().Where(m => m.SubjectKind == subjectKind && m.SubjectId == subjectId)
            .OrderBy(m => m.PutAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
        var ids = motions.ConvertAll(m => m.Id);
        var votes = (await db.Set<MotionVote>().AsNoTracking().Where(v => ids.Contains(v.MotionId)).ToListAsync(cancellationToken)).ToLookup(v => v.MotionId);
        return [.. motions.Select(m => Facts(m, votes[m.Id]))];
    }

    public static MotionFacts Facts(Motion motion, IEnumerable<MotionVote> votes)
    {
        var count = votes.ToLookup(v => v.Choice);
        int Of(VoteChoice choice) => count[choice].Count();
        return new MotionFacts(
            motion.Id, motion.Committee, motion.SubjectKind, motion.SubjectId, motion.State, motion.PutAt, motion.DecidedAt, motion.Conditions, motion.ReviewBy,
            motion.MemberIds.Count, Of(VoteChoice.For) + Of(VoteChoice.Against) + Of(VoteChoice.Abstain), Of(VoteChoice.For), Of(VoteChoice.Against), Of(VoteChoice.Abstain), Of(VoteChoice.Conflict));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
