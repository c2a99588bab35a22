using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Numbers of the pack in force that the course of a case needs beside the clauses' decisions.</summary>
public sealed class CaseParameters(RegulationCatalog catalog)
{
    /// <summary>Hours within which a second physician follows a provisional opinion.</summary>
    public int ProvisionalHours(DateTimeOffset at) => Read(at).Int("provisionalSecondOpinionHours");

    private ClauseParameters Read(DateTimeOffset at) =>
        new((catalog.InForce(at)?.Find(ClauseIds.TwoPhysicians) ?? throw new InvalidOperationException("No regulation pack is in force.")).Parameters);
}
