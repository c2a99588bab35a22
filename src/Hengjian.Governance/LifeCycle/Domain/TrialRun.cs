using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.LifeCycle.Domain;

/// <summary>When the trial is to be stopped.</summary>
/// <param name="FailureShare">Share of cases read without AI because it failed, above which it stops; null where the rule is in words alone.</param>
/// <param name="Text">The rule in words.</param>
public sealed record StopRule(double? FailureShare, string Text);

/// <summary>Conditions of a trial run.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="LeastCases">Cases that it must have.</param>
/// <param name="Readers">Practitioners who take part; empty: every authorised one.</param>
/// <param name="DoubleReading">Every case is read by two.</param>
/// <param name="StopRules">When to stop.</param>
public sealed record TrialConditions(DateOnly From, DateOnly To, int LeastCases, IReadOnlyList<Guid> Readers, bool DoubleReading, IReadOnlyList<StopRule> StopRules);

/// <summary>What the cases of the trial show.</summary>
/// <param name="Cases">Cases examined in its days, without those cancelled.</param>
/// <param name="Issued">Those whose opinion is issued.</param>
/// <param name="WithoutAi">Those read without AI because it failed.</param>
/// <param name="ReadByTwo">Issued ones that two or more people read.</param>
/// <param name="ReadByOthers">Issued ones with a reader who does not take part.</param>
public sealed record TrialCounts(int Cases, int Issued, int WithoutAi, int ReadByTwo, int ReadByOthers);

/// <summary>试运行 with conditions, of one version.</summary>
[KeepsHistory]
internal sealed class TrialRun : GovernedRow
{
    public Guid DeploymentId { get; set; }

    public Guid TechnologyVersionId { get; set; }

    public TrialState State { get; set; }

    public TrialConditions Conditions { get; set; } = null!;

    public Guid PlannedBy { get; set; }

    public DateTimeOffset PlannedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public Guid? EndedBy { get; set; }

    public TrialCounts? Counts { get; set; }

    public string? Report { get; set; }

    public Guid? SignatureId { get; set; }
}

/// <summary>备案材料: the bundle as it was made, kept in the file store.</summary>
[KeepsHistory]
internal sealed class FilingBundle : GovernedRow
{
    public Guid DeploymentId { get; set; }

    /// <summary>Lead physician named in it.</summary>
    public Guid LeadPhysicianId { get; set; }

    /// <summary>Names, sizes and SHA-256 of its files.</summary>
    public IReadOnlyList<BundleFile> Files { get; set; } = [];

    /// <summary>The archive's name in the file store: its SHA-256.</summary>
    public string ArchiveHash { get; set; } = "";

    public long ArchiveSize { get; set; }

    public Guid MadeBy { get; set; }

    public DateTimeOffset MadeAt { get; set; }

    /// <summary>Day on which it was sent, with the receiver's number; null: not sent.</summary>
    public DateOnly? FiledOn { get; set; }

    public string? ReceiptNumber { get; set; }
}

/// <summary>A file of a bundle.</summary>
public sealed record BundleFile(string Name, long Size, string Sha256);
