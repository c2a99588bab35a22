using Hengjian.Governance.Authorisations.Domain.Rules;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Authorisations.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class AuthorisationRules
{
    /// <summary>HP-7.1.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new AuthorisationRule()];
}
