using Hengjian.Governance.Cases.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class CaseRules
{
    /// <summary>R17-3.2a, 3.3 and 3.4; HP-4.1, HP-5.7, HP-12.1, HP-13.2 and HP-13.4.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new TwoPhysiciansRule(), new FinalDiagnosisRule(), new InformedConsentRule(), new AiUseConsentRule(), new ConsentScanRule(), new ProvisionalRule(), new DisagreementRule(), new ObservedWaitRule()];
}
