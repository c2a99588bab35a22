using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>What wrote an act.</summary>
public enum ActorKind
{
    /// <summary>A person, signed in or observed with a signature of their own.</summary>
    Person,

    /// <summary>A device or integration token.</summary>
    Device,

    /// <summary>The AI itself.</summary>
    Ai,
}

/// <summary>When a reader gave an opinion.</summary>
public enum ReadingPhase
{
    /// <summary>Before seeing the AI result.</summary>
    BeforeAi,

    /// <summary>With the AI result.</summary>
    AfterAi,
}

/// <summary>One signed opinion of a case, superseded ones included.</summary>
/// <param name="OpinionId">The opinion.</param>
/// <param name="PractitionerId">Its author; <c>null</c> for a device or the AI.</param>
/// <param name="Author">What wrote it.</param>
/// <param name="Title">The author's title at that moment.</param>
/// <param name="Label">The label given.</param>
/// <param name="Phase">Phase; without meaning in a case without AI.</param>
/// <param name="UseConfirmed">The author also decided that the technology is used.</param>
/// <param name="Superseded">A later opinion of the same author replaced it.</param>
/// <param name="Eligibility">The decisions on R17-2.1.1, 2.1.2 and 2.1.3 frozen into its signature.</param>
public sealed record OpinionFact(
    Guid OpinionId,
    Guid? PractitionerId,
    ActorKind Author,
    ProfessionalTitle? Title,
    string Label,
    ReadingPhase Phase,
    bool UseConfirmed,
    bool Superseded,
    IReadOnlyList<Decision> Eligibility)
{
    /// <summary>Where it stands by the deployment's rule of agreement: opinions of one position agree. <c>null</c>: its label.</summary>
    public string? Position { get; init; }

    /// <summary>What it says, for people, where the label alone does not tell the difference.</summary>
    public string? Says { get; init; }

    /// <summary>A draft of the report, which counts for nothing.</summary>
    public bool Draft { get; init; }

    /// <summary>The author reviewed the report.</summary>
    public bool Review { get; init; }
}

/// <summary>Steps on the way out of a disagreement, in their order (practice.md 12).</summary>
public enum ResolutionKind
{
    /// <summary>The two talked; one may supersede the own opinion afterwards.</summary>
    Talk,

    /// <summary>A senior physician decided.</summary>
    Senior,

    /// <summary>A departmental conference decided; minutes exist.</summary>
    Conference,

    /// <summary>A multidisciplinary team decided; minutes exist.</summary>
    Mdt,
}

/// <summary>The resolution of a disagreement.</summary>
/// <param name="Kind">How.</param>
/// <param name="Label">The label decided on.</param>
/// <param name="DecidedBy">The senior physician, or who chaired.</param>
/// <param name="Minutes">Reference of the minutes; needed for a conference or MDT.</param>
public sealed record ResolutionFact(ResolutionKind Kind, string Label, Guid DecidedBy, string? Minutes);

/// <summary>Facts of R17-3.2a.</summary>
/// <param name="WithAi">False for a case that goes on without AI: then opinions of both phases count.</param>
/// <param name="Opinions">Every opinion of the case.</param>
/// <param name="Resolution">The resolution of a disagreement; <c>null</c>: none.</param>
/// <param name="IssuedLabel">The label of the opinion to be issued; <c>null</c>: the one that most eligible physicians gave.</param>
/// <param name="NamedOnIssue">Physicians named on the issued opinion; <c>null</c>: all who count will be.</param>
public sealed record IssuedOpinionFacts(
    bool WithAi,
    IReadOnlyList<OpinionFact> Opinions,
    ResolutionFact? Resolution = null,
    string? IssuedLabel = null,
    IReadOnlyList<Guid>? NamedOnIssue = null)
{
    /// <summary>Label → group, where labels of one group agree; a label that is absent is a group of its own.</summary>
    public IReadOnlyDictionary<string, string> Groups { get; init; } = new Dictionary<string, string>();
}
