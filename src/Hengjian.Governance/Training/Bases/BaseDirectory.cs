using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Bases;

internal sealed class BaseDirectory(IInstitutionRegister institutions) : ITrainingBases
{
    public async Task<BaseDesignation?> FindAsync(HengjianDbContext db, Guid baseId, CancellationToken cancellationToken) =>
        await db.Set<TrainingBase>().IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(b => b.Id == baseId, cancellationToken) is { } row
            ? Fact(row, (await institutions.FindAsync(row.InstitutionId, cancellationToken))?.Name ?? "")
            : null;

    public async Task<IReadOnlyList<BaseDesignation>> OfAsync(HengjianDbContext db, Guid institution, CancellationToken cancellationToken)
    {
        var rows = await db.Set<TrainingBase>().IgnoreQueryFilters().AsNoTracking().Where(b => b.InstitutionId == institution).OrderBy(b => b.Id).ToListAsync(cancellationToken);
        var name = rows.Count == 0 ? "" : (await institutions.FindAsync(institution, cancellationToken))?.Name ?? "";
        return rows.ConvertAll(r => Fact(r, name));
    }

    private static BaseDesignation Fact(TrainingBase row, string institution) =>
        new(row.Id, row.InstitutionId, institution, row.LastDesignation?.Number, [row.TechnologyCategory], row.Periods());
}
