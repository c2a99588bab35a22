using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Domain.Rules;

namespace Hengjian.Governance.Technologies.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class TechnologyRules
{
    /// <summary>R17-0.1, 0.2 and 3.8.1a, HP-17.1.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new TechnologyScopeRule(), new EmbeddedInstrumentRule(), new ApprovedDeviceRule(), new ClassifiedManagementRule()];
}
