using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>Whether a deployment may be used, for other modules.</summary>
public interface IReadinessDecisions
{
    /// <summary>R17-0.x, 1.x and 3.8.1a as of now; null where there is no such deployment.</summary>
    Task<IReadOnlyList<Decision>?> DecideAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken);
}
