using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>A version that was replaced stays an approved one: trainees who began under it finish by it.</summary>
internal sealed class ProgrammeDirectory(BaseDecisions decisions) : IProgrammes
{
    public async Task<ProgrammePlan?> FindAsync(HengjianDbContext db, Guid versionId, CancellationToken cancellationToken) =>
        await db.Set<ProgrammeVersion>().AsNoTracking()
            .FirstOrDefaultAsync(v => v.Id == versionId && (v.State == ProgrammeState.Approved || v.State == ProgrammeState.Replaced), cancellationToken) is { } version
            ? await PlanAsync(db, version, cancellationToken)
            : null;

    public async Task<ProgrammePlan?> CurrentAsync(HengjianDbContext db, Guid programmeId, CancellationToken cancellationToken) =>
        await db.Set<ProgrammeVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.ProgrammeId == programmeId && v.State == ProgrammeState.Approved, cancellationToken) is { } version
            ? await PlanAsync(db, version, cancellationToken)
            : null;

    public Task<Decision> SupervisorAsync(HengjianDbContext db, Guid practitionerId, string technologyCategory, DateTimeOffset at, CancellationToken cancellationToken) =>
        decisions.SupervisorAsync(db, practitionerId, technologyCategory, at, cancellationToken);

    private static async Task<ProgrammePlan> PlanAsync(HengjianDbContext db, ProgrammeVersion v, CancellationToken cancellationToken)
    {
        var programme = await db.Set<TrainingProgramme>().AsNoTracking().FirstAsync(p => p.Id == v.ProgrammeId, cancellationToken);
        return new ProgrammePlan(
            v.Id, programme.Id, v.Edition, programme.BaseId, programme.Name, programme.Kind, programme.TechnologyCategory, v.Months, v.Capacity, v.Courses, v.Materials, v.Supervisors, v.Assessments);
    }
}
