using Hengjian.Governance.Agreements.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Agreements.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class AgreementRules
{
    /// <summary>HP-9.1.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new RemoteAgreementRule()];
}
