using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Log;

internal sealed class AccessTrail(Database database, IActorNames names) : IAccessTrail
{
    public async Task<IReadOnlyList<AccessEvent>> OfAsync(
        HengjianDbContext db, string subjectKind, IReadOnlyCollection<Guid> subjects, DateTimeOffset from, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        // A record names many rows in one column, so the time's records are read in order and looked through: the index on time keeps that to the time asked about.
        var asked = subjects.ToHashSet();
        var found = new List<AccessRecord>();
        var records = db.Set<AccessRecord>().AsNoTracking().Where(r => r.SubjectKind == subjectKind && r.At >= from && r.At < before).OrderByDescending(r => r.At).ThenByDescending(r => r.Id);
        await foreach (var record in records.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (record.SubjectIds.Any(asked.Contains))
            {
                found.Add(record);
                if (found.Count == most)
                {
                    break;
                }
            }
        }

        var people = found.Select(r => r.ActorId).Distinct().ToList();
        var known = await names.FindAsync(db.InstitutionId, [.. people.Select(p => p.ToString("D"))], cancellationToken);
        var roles = (await db.Set<Membership>().AsNoTracking().Where(m => people.Contains(m.UserId) && m.EndedAt == null).ToListAsync(cancellationToken)).ToLookup(m => m.UserId);
        return
        [
            .. found.Select(r => new AccessEvent(
                r.At, known.GetValueOrDefault(r.ActorId.ToString("D")), [.. roles[r.ActorId].SelectMany(m => m.Roles).Distinct()], r.Kind, [.. r.SubjectIds.Where(asked.Contains)],
                database.Fields.Unprotect(r.InstitutionId, "reason", r.Id, r.Reason))),
        ];
    }
}
