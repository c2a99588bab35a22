using Hengjian.Governance.Concerns.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Concerns.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class ConcernRules
{
    /// <summary>HP-18.1 and HP-18.2.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new ConcernClockRule(), new ChannelTestRule()];
}
