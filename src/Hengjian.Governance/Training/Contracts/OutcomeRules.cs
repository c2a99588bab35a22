using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Archive;
using Hengjian.Governance.Training.Feedback;
using Hengjian.Governance.Training.Literacy;

namespace Hengjian.Governance.Training.Contracts;

/// <summary>The rules on what comes after training, for the engine.</summary>
public static class OutcomeRules
{
    /// <summary>R17-4.2.2d, HP-6.7 and HP-6.8.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new ArchiveRule(), new RetrainingRule(), new LiteracyRule()];
}
