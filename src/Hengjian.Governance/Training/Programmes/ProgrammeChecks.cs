using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Programmes;

/// <summary>The decisions on a version of a programme: R17-4.2.2a, HP-6.1, and R17-4.2.1c of each supervisor where physicians are trained.</summary>
internal sealed class ProgrammeChecks(BaseDecisions decisions)
{
    public async Task<IReadOnlyList<Decision>> DecideAsync(HengjianDbContext db, TrainingProgramme programme, ProgrammeVersion version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = await db.Set<TrainingBase>().AsNoTracking().FirstAsync(b => b.Id == programme.BaseId, cancellationToken);
        List<Decision> decided = [.. await decisions.ProgrammeAsync(db, programme, version, row, at, cancellationToken)];
        if (programme.Kind == ProgrammeKind.Physician)
        {
            foreach (var supervisor in version.Supervisors)
            {
                decided.Add(await decisions.SupervisorAsync(db, supervisor, programme.TechnologyCategory, at, cancellationToken));
            }
        }

        return decided;
    }
}
