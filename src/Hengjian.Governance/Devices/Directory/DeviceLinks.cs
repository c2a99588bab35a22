using System.Linq.Expressions;
using Hengjian.Governance.Devices.Domain;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Devices.Directory;

/// <summary>Sets which deployments a device is used with; what was linked on an earlier day stays on record with the day it ended.</summary>
internal static class DeviceLinks
{
    public static async Task SetAsync(
        WriteScope scope, IReadOnlyCollection<Guid> deployments, DateOnly today, Expression<Func<DeviceLink, bool>> ofDevice, Func<DeviceLink> make, CancellationToken cancellationToken)
    {
        var standing = await scope.Db.Set<DeviceLink>().Where(ofDevice).Where(l => l.UnlinkedOn == null).ToListAsync(cancellationToken);
        foreach (var gone in standing.Where(l => !deployments.Contains(l.DeploymentId)))
        {
            gone.UnlinkedOn = today;
        }

        foreach (var deployment in deployments.Where(d => standing.All(l => l.DeploymentId != d)))
        {
            var link = make();
            link.InstitutionId = scope.InstitutionId;
            link.Id = scope.NewId();
            link.DeploymentId = deployment;
            link.LinkedOn = today;
            scope.Db.Add(link);
        }
    }
}
