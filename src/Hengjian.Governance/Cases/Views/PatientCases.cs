using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

internal sealed class PatientCases(Database database) : IPatientCases
{
    public async Task<IReadOnlyList<PatientCase>> OfPatientAsync(HengjianDbContext db, string identifier, CancellationToken cancellationToken)
    {
        var index = IndexOf(db.InstitutionId, identifier);
        return await Of(db.Set<Case>().Where(c => c.PatientIdentifierIndex == index).OrderByDescending(c => c.ExaminedAt).ThenByDescending(c => c.Id)).ToListAsync(cancellationToken);
    }

    public Task<PatientCase?> ByNumberAsync(HengjianDbContext db, string number, CancellationToken cancellationToken) =>
        Of(db.Set<Case>().Where(c => c.Number == number)).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<PatientCase>> ManyAsync(HengjianDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await Of(db.Set<Case>().Where(c => ids.Contains(c.Id))).ToListAsync(cancellationToken);

    public string IndexOf(Guid institution, string identifier) => database.Fields.BlindIndex(institution, "patient", identifier)!;

    private static IQueryable<PatientCase> Of(IQueryable<Case> cases) => cases.AsNoTracking().Where(c => c.StudyKey == null)
        .Select(c => new PatientCase(c.Id, c.Number, c.DeploymentId, c.PatientIdentifierIndex, c.ExaminedAt, c.ConcludedAt));
}
