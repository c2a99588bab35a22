using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.ReaderStudies;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>Which deployments statistics answer for: those of the institution, but none whose import is not complete.</summary>
public sealed class StudyVisibility(Database database, IDeploymentDirectory deployments)
{
    /// <summary>The deployment when figures may be shown for it, else null.</summary>
    public async Task<DeploymentFile?> FindAsync(Guid institution, Guid deployment, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        return await deployments.FindAsync(db, deployment, cancellationToken) is { } found && !(await UnfinishedAsync(db, cancellationToken)).Contains(deployment)
            ? found
            : null;
    }

    /// <summary>Deployments of imports that run or were interrupted.</summary>
    public static async Task<IReadOnlySet<Guid>> UnfinishedAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var imports = await db.Set<ReaderStudyImport>().AsNoTracking().Where(i => i.State == StudyImportState.Importing).ToListAsync(cancellationToken);
        return imports.SelectMany(i => i.Deployments).Select(d => d.Id).ToHashSet();
    }
}
