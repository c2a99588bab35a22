using Hengjian.Governance.DataUse.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.DataUse.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class DataUseRules
{
    /// <summary>HP-13.1.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new OutboundTransferRule()];
}
