using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Practitioners.Certified;

internal sealed class TrainingRecords : ITrainingRecords
{
    public async Task<OwnRecord?> OwnAsync(HengjianDbContext db, Guid practitionerId, CancellationToken cancellationToken)
    {
        var row = await db.Set<Practitioner>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == practitionerId && !p.StudyReader, cancellationToken);
        if (row is { HomePractitionerId: { } home, HomeInstitutionId: { } institution })
        {
            row = await db.Set<Practitioner>().IgnoreQueryFilters().AsNoTracking().FirstOrDefaultAsync(p => p.InstitutionId == institution && p.Id == home, cancellationToken);
        }

        return row is null ? null : new OwnRecord(row.InstitutionId, row.Id, row.Name);
    }

    public Task AddAsync(WriteScope scope, OwnRecord holder, TrainingFact training, CancellationToken cancellationToken) =>
        ChangeAsync(scope, holder, "practitioner.trainingCertified", trainings => [.. trainings, training], cancellationToken);

    public Task RevokeAsync(WriteScope scope, OwnRecord holder, Guid certificateId, DateOnly on, CancellationToken cancellationToken) => ChangeAsync(
        scope, holder, "practitioner.trainingRevoked", trainings => [.. trainings.Select(t => t.CertificateId == certificateId ? t with { Revoked = true, RevokedOn = on } : t)], cancellationToken);

    private static async Task ChangeAsync(
        WriteScope scope, OwnRecord holder, string action, Func<IReadOnlyList<TrainingFact>, IReadOnlyList<TrainingFact>> change, CancellationToken cancellationToken)
    {
        var row = await scope.Db.Set<Practitioner>().IgnoreQueryFilters().FirstAsync(p => p.InstitutionId == holder.InstitutionId && p.Id == holder.PractitionerId, cancellationToken);
        row.Details = row.Details with { Trainings = change(row.Details.Trainings) };
        var snapshot = PractitionerSnapshot.Of(row, scope.NewId(), scope.Now);
        if (row.InstitutionId == scope.InstitutionId)
        {
            scope.Db.Add(snapshot);
            scope.Record(action, nameof(Practitioner), row.Id);
        }
        else
        {
            scope.WriteAt(row.InstitutionId, action, nameof(Practitioner), row.Id, row, snapshot);
        }
    }
}
