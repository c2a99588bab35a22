using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Findings to be explained or closed by their day; <see cref="OverdueFindings"/> tells of those whose time is over.</summary>
internal sealed class FindingDue(IPractitionerPlaces places) : IDueSource
{
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.FindingsRead))
        {
            return [];
        }

        var sight = await FindingSight.OfAsync(db, caller, places, cancellationToken);
        var due = await FindingSight.Standing(sight.Visible(db.Set<Finding>())).Where(f => f.DueAt < until)
            .OrderBy(f => f.DueAt).ThenBy(f => f.Id).Take(most).Select(f => new { f.Id, f.Number, f.Title, f.Owner, f.DueAt, f.DepartmentId, f.OwnerPractitionerId }).ToListAsync(cancellationToken);
        return due.ConvertAll(f => new DueItem("finding", f.Id, $"{f.Number} {f.Title}", $"/compliance/findings/{f.Id:D}", f.Owner, f.DueAt)
        {
            DepartmentId = f.DepartmentId,
            PersonId = f.OwnerPractitionerId,
            Escalates = false,
        });
    }
}
