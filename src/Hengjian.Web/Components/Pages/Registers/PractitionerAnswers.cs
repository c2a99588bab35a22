using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Technologies.Registers;

namespace Hengjian.Web.Components.Pages.Registers;

/// <summary>What one person may do with one deployment.</summary>
public sealed record PractitionerAnswers(DeploymentItem Deployment, EligibilityAnswer Operate, EligibilityAnswer Opinion, EligibilityAnswer FinalDiagnosis)
{
    /// <summary>The answers by act.</summary>
    public IReadOnlyList<(PractitionerAct Act, EligibilityAnswer Answer)> Each =>
        [(PractitionerAct.Operate, Operate), (PractitionerAct.Opinion, Opinion), (PractitionerAct.FinalDiagnosis, FinalDiagnosis)];
}
