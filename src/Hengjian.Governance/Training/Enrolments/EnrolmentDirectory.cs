using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Enrolments;

internal sealed class EnrolmentDirectory : IEnrolments
{
    public async Task<EnrolmentFact?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await db.Set<Enrolment>().AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken))?.Fact();

    public async Task<IReadOnlyList<EnrolmentFact>> ActiveAsync(HengjianDbContext db, Guid programmeVersionId, CancellationToken cancellationToken) =>
    [
        .. (await db.Set<Enrolment>().AsNoTracking().Where(e => e.ProgrammeVersionId == programmeVersionId && e.State == EnrolmentState.Active).OrderBy(e => e.Number).ToListAsync(cancellationToken))
            .Select(e => e.Fact()),
    ];
}
