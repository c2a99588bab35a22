using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Remote;

internal sealed class RemotePractitioners : IRemotePractitioners
{
    public Task<HomePhysician?> PhysicianAsync(HengjianDbContext db, Guid institution, Guid practitionerId, CancellationToken cancellationToken) =>
        Physicians(db, institution).Where(p => p.Id == practitionerId).Select(p => new HomePhysician(p.Id, p.Name)).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<HomePhysician>> PhysiciansAsync(HengjianDbContext db, Guid institution, DateOnly day, CancellationToken cancellationToken) =>
    [
        .. (await Physicians(db, institution).OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(cancellationToken))
            .Where(p => !p.Details.AllDepartures().Any(d => d.Contains(day))).Select(p => new HomePhysician(p.Id, p.Name)),
    ];

    public async Task<Guid> AddAsync(WriteScope scope, Guid institution, string institutionName, HomePhysician physician, Guid department, CancellationToken cancellationToken)
    {
        var row = await scope.Db.Set<Practitioner>().FirstOrDefaultAsync(p => p.HomePractitionerId == physician.PractitionerId && p.HomeInstitutionId == institution, cancellationToken);
        if (row is null)
        {
            row = new Practitioner
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                Kind = PractitionerKind.Physician,
                HomeInstitutionId = institution,
                HomePractitionerId = physician.PractitionerId,
                HomeInstitution = institutionName,
                Details = new PractitionerDetails { LicensedHere = false },
                CreatedAt = scope.Now,
            };
            scope.Db.Add(row);
        }

        // Wherever the reader is named, the institution is named with the person.
        (row.Name, row.DepartmentId) = ($"{physician.Name}（{institutionName}）", department);
        return row.Id;
    }

    public Task<Guid?> HomeOfAsync(HengjianDbContext db, Guid practitionerId, CancellationToken cancellationToken) =>
        db.Set<Practitioner>().AsNoTracking().Where(p => p.Id == practitionerId).Select(p => p.HomeInstitutionId).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<StandIn>> OfAsync(HengjianDbContext db, Guid institution, Guid practitionerId, CancellationToken cancellationToken) =>
        await db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking().Where(p => p.HomePractitionerId == practitionerId && p.HomeInstitutionId == institution)
            .OrderBy(p => p.InstitutionId).Select(p => new StandIn(p.InstitutionId, p.Id)).ToListAsync(cancellationToken);

    private static IQueryable<Practitioner> Physicians(HengjianDbContext db, Guid institution) => db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking()
        .Where(p => p.InstitutionId == institution && p.Kind == PractitionerKind.Physician && !p.StudyReader && p.HomePractitionerId == null);
}
