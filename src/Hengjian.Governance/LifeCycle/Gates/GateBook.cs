using System.Reflection;
using System.Text.Json;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.LifeCycle.Gates;

/// <summary>How a gate goes with a suspension.</summary>
public enum WhileSuspended
{
    /// <summary>Shut while the deployment is suspended.</summary>
    Shut,
    Allowed,

    /// <summary>The way out of the suspension.</summary>
    Needed,
}

public enum GateSigner
{
    Officer,

    /// <summary>A member of the committee other than the officer, as its chair.</summary>
    Chair,
}

/// <summary>A line of a checklist, for the classes and days that it is meant for.</summary>
/// <param name="Code">Code with words in the pack's terms.</param>
/// <param name="Classes">Classes of AI that are asked; null: all.</param>
/// <param name="Reviews">Asked only where classified management wants one of these; null: always.</param>
/// <param name="From">First day on which it is asked; null: from the beginning.</param>
public sealed record GateItem(string Code, IReadOnlyList<AiClass>? Classes = null, IReadOnlyList<ManagementGate>? Reviews = null, DateOnly? From = null)
{
    public bool AskedOf(ClassRequirements managed, DateOnly day) =>
        Classes?.Contains(managed.AiClass) != false && Reviews?.Any(managed.Gates.Contains) != false && !(From > day);
}

/// <summary>What one gate asks for, as data.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Change">The kind of change that it admits; null for every other gate.</param>
/// <param name="From">Stages from which it can be passed.</param>
/// <param name="To">Stage that it leads to; null: none other.</param>
/// <param name="Items">Checklist.</param>
/// <param name="Documents">Documents to hand in.</param>
/// <param name="Committees">Committees that must have approved.</param>
/// <param name="Clauses">Clauses of readiness that must not block; <c>*</c>: all of them.</param>
/// <param name="Test">Needs a passed acceptance test of the version.</param>
/// <param name="TrialPlan">Needs the conditions of a trial.</param>
/// <param name="TrialReport">Needs a trial that ended well.</param>
/// <param name="Filing">Decides on the filing too.</param>
/// <param name="Suspended">How it goes with a suspension.</param>
/// <param name="Signatures">Who signs.</param>
public sealed record GateDefinition(
    Gate Gate,
    ChangeKind? Change,
    IReadOnlyList<DeploymentStage> From,
    DeploymentStage? To,
    IReadOnlyList<GateItem> Items,
    IReadOnlyList<string> Documents,
    IReadOnlyList<CommitteeKind> Committees,
    IReadOnlyList<string> Clauses,
    bool Test,
    bool TrialPlan,
    bool TrialReport,
    bool Filing,
    WhileSuspended Suspended,
    IReadOnlyList<GateSigner> Signatures)
{
    public bool Asks(string clause) => Clauses.Contains("*") || Clauses.Contains(clause);

    public bool NeedsChair => Signatures.Contains(GateSigner.Chair);

    /// <summary>The gate as class and tier of a deployment ask for it (HP-17.1): no committee, test or trial beyond theirs.</summary>
    public GateDefinition For(ClassRequirements managed, DateOnly day) => this with
    {
        Items = [.. Items.Where(i => i.AskedOf(managed, day))],
        Committees = [.. Committees.Where(c => managed.Gates.Contains(c == CommitteeKind.Ethics ? ManagementGate.EthicsReview : ManagementGate.TechnicalReview))],
        Test = Test && managed.Gates.Contains(ManagementGate.AcceptanceTest),
        TrialPlan = TrialPlan && managed.Gates.Contains(ManagementGate.TrialRun),
        TrialReport = TrialReport && managed.Gates.Contains(ManagementGate.TrialRun),
    };
}

/// <summary>The gates of this installation.</summary>
public sealed class GateBook
{
    private readonly IReadOnlyList<GateDefinition> _gates;

    private GateBook(IReadOnlyList<GateDefinition> gates) => _gates = gates;

    public IReadOnlyList<GateDefinition> All => _gates;

    /// <summary>The book that ships with the program.</summary>
    public static GateBook Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("gates.json")!;
        return new GateBook(JsonSerializer.Deserialize<GateFile>(stream, JsonColumn.Options)!.Gates);
    }

    /// <summary>The definition of a gate; for <see cref="Gate.Change"/> that of the kind of change.</summary>
    public GateDefinition Find(Gate gate, ChangeKind? change = null) => _gates.Single(g => g.Gate == gate && g.Change == change);

    /// <summary>The straight way from a stage to the next; null where there is none.</summary>
    public GateDefinition? Next(DeploymentStage stage) => stage switch
    {
        DeploymentStage.Proposed => Find(Gate.Review),
        DeploymentStage.Review or DeploymentStage.Shadow => Find(Gate.AcceptanceTest),
        DeploymentStage.AcceptanceTest => Find(Gate.TrialRun),
        DeploymentStage.TrialRun => Find(Gate.RoutineUse),
        _ => null,
    };

    private sealed record GateFile(IReadOnlyList<GateDefinition> Gates);
}
