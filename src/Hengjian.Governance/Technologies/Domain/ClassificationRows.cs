using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Technologies.Domain;

/// <summary>The institution's own line of the table of classified management for one class and tier.</summary>
[KeepsHistory]
internal sealed class ManagementClass : GovernedRow
{
    public AiClass AiClass { get; set; }

    public RiskTier Tier { get; set; }

    public IReadOnlyList<ManagementGate> Gates { get; set; } = [];

    public int ReviewMonths { get; set; }

    public int BlindFirstPercent { get; set; }

    public int SamplingPercent { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Who approved that it asks less than the product's table; null where it does not.</summary>
    public string? ApprovedBy { get; set; }

    public DateOnly? ApprovedOn { get; set; }
}

/// <summary>What one deployment records of its model and where it asks more of itself.</summary>
[KeepsHistory]
internal sealed class DeployedModel : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public DeployedModelParticulars Particulars { get; set; } = new();

    /// <summary>Null: it asks what its class and tier ask.</summary>
    public Tightening? Tightening { get; set; }
}
