using Hengjian.Governance.Devices.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Devices.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class DeviceRules
{
    /// <summary>R17-3.8.1b and 3.8.2, HP-15.1 to 15.3.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new SingleUseRule(), new RegistersRule(), new VerificationRule(), new QualityTestingRule(), new MaintenanceRule()];

    /// <summary>The clause that asks for a kind of upkeep.</summary>
    public static string ClauseOf(UpkeepKind kind) => kind switch
    {
        UpkeepKind.Verification => ClauseIds.Verification,
        UpkeepKind.QualityTesting => ClauseIds.QualityTesting,
        _ => ClauseIds.Maintenance,
    };
}
