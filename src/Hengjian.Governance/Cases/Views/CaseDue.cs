using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Cases.Views;

/// <summary>Cases past or near their due time, for whoever acts next on them.</summary>
internal sealed class CaseDue(CaseReaches reaches, IDeploymentDirectory deployments) : IDueSource
{
    public async Task<IReadOnlyList<DueItem>> DueBeforeAsync(HengjianDbContext db, Caller caller, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        if (!caller.Can(Permission.CasesRead))
        {
            return [];
        }

        var cases = await (await reaches.OfAsync(db, caller, cancellationToken)).Visible(db.Set<Case>())
            .Where(c => c.DueAt != null && c.DueAt < until).OrderBy(c => c.DueAt).ThenBy(c => c.Id).Take(most)
            .Select(c => new { c.Id, c.Number, c.State, c.DeploymentId, c.ClinicianId, c.NamedReaders, c.DueAt }).ToListAsync(cancellationToken);
        if (cases.Count == 0)
        {
            return [];
        }

        var departments = (await deployments.GovernedAsync(db, cancellationToken)).ToDictionary(d => d.Id, d => d.DepartmentId);
        return
        [
            .. cases.Select(c => new DueItem("case", c.Id, c.Number, $"/cases/{c.Id:D}", Owner(c.State), c.DueAt!.Value)
            {
                DepartmentId = c.State == CaseState.OpinionIssued ? null : departments.GetValueOrDefault(c.DeploymentId),
                PersonId = c.State == CaseState.OpinionIssued ? c.ClinicianId : Guid.TryParse(c.NamedReaders, out var reader) ? reader : null,
            }),
        ];
    }

    private static Role Owner(CaseState state) => state switch
    {
        CaseState.Indicated => Role.Operator,
        CaseState.OpinionIssued => Role.Clinician,
        _ => Role.Physician,
    };
}
