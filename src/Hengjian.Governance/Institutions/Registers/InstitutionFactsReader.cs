using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Institutions.Registers;

internal sealed class InstitutionFactsReader : IInstitutionFacts
{
    public async Task<InstitutionFacts?> OfAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        await db.Set<Institution>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == db.InstitutionId, cancellationToken) is { } i
            ? new InstitutionFacts(i.Name, i.Level, i.Grade, i.Subjects, i.Volumes, i.Pacs)
            : null;

    public async Task<IReadOnlyList<DepartmentFacts>> DepartmentsAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        [.. (await db.Set<Department>().AsNoTracking().ToListAsync(cancellationToken)).Select(d => new DepartmentFacts(d.Id, d.Name, d.Kind, d.Subjects, d.Hardware))];
}
