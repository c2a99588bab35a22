using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Feedback;
using Hengjian.Governance.Training.Literacy;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>The rules on what comes after training, for the engine.</summary>
public static class OutcomeRules
{
    /// <summary>HP-6.7 and HP-6.8.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new RetrainingRule(), new LiteracyRule()];
}
