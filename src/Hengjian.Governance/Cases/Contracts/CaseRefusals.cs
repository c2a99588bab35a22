using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>
/// Reasons to refuse an act of a case that need no facts but the act itself; for <see cref="RuleEngine.Refuse"/> under the clause named.
/// </summary>
public static class CaseRefusals
{
    /// <summary>R17-3.2a: this physician has given an opinion in this phase; a later one must supersede it. Argument: phase code.</summary>
    public static RuleMessage SecondOpinion { get; } = new("opinions.second", "phase");

    /// <summary>R17-3.3: a device or integration token never signs.</summary>
    public static RuleMessage DeviceSignature { get; } = new("final.deviceSignature");
}
