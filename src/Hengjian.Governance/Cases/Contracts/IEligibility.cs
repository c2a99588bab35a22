using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What the clauses on a person say before any authorisation: for those who grant one.</summary>
public interface IEligibility
{
    /// <summary>The decisions on an act with a deployment, authorisation left out; <c>null</c> where person or deployment does not exist.</summary>
    Task<IReadOnlyList<Decision>?> DecideAsync(
        HengjianDbContext db, Guid practitionerId, Guid deploymentId, PractitionerAct act, DateTimeOffset at, CancellationToken cancellationToken);
}
