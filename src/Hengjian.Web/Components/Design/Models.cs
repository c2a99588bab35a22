namespace Hengjian.Web.Components.Design;

/// <summary>A step of the way to a page; the page itself has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>A tab is a link to a list or page of its own.</summary>
public sealed record TabItem(string Text, string Href, bool Current = false, long? Count = null, Tone Tone = Tone.None)
{
    /// <summary>In place of <see cref="Count"/> where counting stopped early, such as 999+.</summary>
    public string? CountText { get; init; }
}

/// <summary>A choice in a select or a group; <paramref name="Hint"/> is a second line (shown in groups), <paramref name="Group"/> a heading (selects).</summary>
public sealed record Choice(string Value, string Text, string? Hint = null, bool Disabled = false, string? Group = null);

/// <summary>What is wrong with a field; an empty name means the form as a whole.</summary>
public sealed record FieldError(string Field, string Message);

/// <summary>A link that leads to where something can be mended.</summary>
public sealed record MendLink(string Text, string Href, string Icon = "arrow");

/// <summary>How a clause came out.</summary>
public enum DecisionOutcome
{
    /// <summary>The facts satisfy the clause.</summary>
    Met,

    /// <summary>They do not; the act is blocked.</summary>
    NotMet,

    /// <summary>Another clause or act comes first.</summary>
    Waiting,

    /// <summary>Satisfied now, but not for long, or a warning only.</summary>
    Warning,

    /// <summary>The clause does not concern this act.</summary>
    NotApplicable,
}

/// <summary>One clause as it was decided: what it says, the facts it was decided on, and what is missing.</summary>
/// <param name="Title">The clause in a short sentence.</param>
/// <param name="Clause">Its id with the pack, such as R17-3.2a.</param>
/// <param name="Outcome">How it came out.</param>
public sealed record DecisionView(string Title, string Clause, DecisionOutcome Outcome)
{
    /// <summary>Page of the clause in force.</summary>
    public string? ClauseHref { get; init; }

    /// <summary>What the clause asks and what it blocks.</summary>
    public string? Wording { get; init; }

    /// <summary>A word for the outcome other than the usual one.</summary>
    public string? OutcomeText { get; init; }

    public IReadOnlyList<string> Facts { get; init; } = [];
    public IReadOnlyList<string> Missing { get; init; } = [];
    public IReadOnlyList<MendLink> Mends { get; init; } = [];
}

/// <summary>Someone who can do what the user cannot.</summary>
public sealed record HelperView(string Name, string Note, string? Href = null, string? ActionText = null);

/// <summary>Where a step of a strip stands.</summary>
public enum StepState
{
    Done,
    Current,
    Future,

    /// <summary>Passed over: it did not apply.</summary>
    Skipped,
}

/// <summary>A step of a strip, in order.</summary>
public sealed record StripStep(string Text, StepState State, string? Note = null);

/// <summary>A state beside the straight way; <paramref name="Entered"/> when the subject is or was in it.</summary>
public sealed record StripBranch(string Text, bool Entered = false);

/// <summary>What may be done next, by whom and until when.</summary>
/// <param name="Text">The act.</param>
/// <param name="Who">Who does it.</param>
public sealed record NextStep(string Text, string Who)
{
    /// <summary>Eligibility, deadline, consequence.</summary>
    public string? Note { get; init; }

    /// <summary>True for the present user's own act; these stand out.</summary>
    public bool Mine { get; init; }

    public string? Href { get; init; }
    public string? ActionText { get; init; }

    /// <summary>Why it cannot be done yet, instead of a button.</summary>
    public string? StateText { get; init; }

    public Tone StateTone { get; init; }
}

/// <summary>How an event of a time line looks.</summary>
public enum TimeLineMark
{
    Done,

    /// <summary>Did not apply.</summary>
    Skipped,

    /// <summary>Going on.</summary>
    Now,

    /// <summary>Failed, refused, reported as adverse.</summary>
    Bad,

    /// <summary>Corrected or superseded by a later one.</summary>
    Changed,
}

/// <summary>An event; <paramref name="When"/> is shown as given (local time of the institution).</summary>
public sealed record TimeLineItem(string Title, string? When, TimeLineMark Mark = TimeLineMark.Done)
{
    /// <summary>The instant for machines, ISO 8601.</summary>
    public string? DateTime { get; init; }

    public string? Text { get; init; }
    public long? Ledger { get; init; }

    /// <summary>Where the proof can be checked; null for a reader who may not open the ledger.</summary>
    public string? LedgerHref { get; init; }
    public MendLink? Link { get; init; }
}

/// <summary>A check that was made, as a short line with a tick or a cross.</summary>
public sealed record CheckLine(string Text, bool Passed = true);

/// <summary>A label and its value, both as text.</summary>
public sealed record LabelValue(string Label, string Value, bool Mono = false);

/// <summary>What an AI device said about a case, as frozen. Never build one for a reader who must not see it yet: use <see cref="HiddenReason"/>.</summary>
public sealed record AiResultView
{
    /// <summary>Why nothing is shown; all other values are then left out.</summary>
    public string? HiddenReason { get; init; }

    /// <summary>Conclusion for the case, such as positive.</summary>
    public string? Conclusion { get; init; }

    /// <summary>Score 0…1; null when the device gives none.</summary>
    public double? Score { get; init; }

    /// <summary>Operating threshold 0…1.</summary>
    public double? Threshold { get; init; }

    /// <summary>That the content comes from AI and is no diagnosis, with the clause.</summary>
    public string? Statement { get; init; }

    /// <summary>Algorithm, version, certificate, UDI, operator, object id, digest.</summary>
    public IReadOnlyList<LabelValue> Identity { get; init; } = [];
}

/// <summary>How the signature of an opinion checks.</summary>
public enum SignatureState
{
    /// <summary>Not signed yet.</summary>
    None,
    Valid,
    Invalid,
}

/// <summary>A physician's opinion, or the place where one is awaited.</summary>
/// <param name="Author">Name, or what is awaited.</param>
/// <param name="Role">Title and role of the author.</param>
/// <param name="Signature">How the signature checks.</param>
public sealed record OpinionView(string Author, string Role, SignatureState Signature)
{
    /// <summary>Conclusion, such as positive; null while awaited.</summary>
    public string? Conclusion { get; init; }

    /// <summary>Confidence, time taken, phase: short words beside the conclusion.</summary>
    public IReadOnlyList<string> Meta { get; init; } = [];

    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Eligibility as of the signing.</summary>
    public IReadOnlyList<CheckLine> Checks { get; init; } = [];

    /// <summary>When and with which key it was signed, or the deadline.</summary>
    public string? Foot { get; init; }

    public MendLink? Link { get; init; }

    /// <summary>Set when a later opinion of the same author replaced this one: by which, when and why. It stays readable.</summary>
    public string? Superseded { get; init; }

    /// <summary>What is awaited, in place of a signature.</summary>
    public string? PendingText { get; init; }
}

/// <summary>What a person is about to sign.</summary>
public sealed record SignView(string Signer)
{
    /// <summary>Eligibility of the signer now.</summary>
    public IReadOnlyList<CheckLine> Checks { get; init; } = [];

    /// <summary>Act, conclusion, material shown, decisions.</summary>
    public IReadOnlyList<LabelValue> What { get; init; } = [];

    /// <summary>Digest of the canonical act with its suite, such as sha256:71d0…</summary>
    public string? Digest { get; init; }

    /// <summary>The canonical text that is signed.</summary>
    public string? CanonicalJson { get; init; }
}
