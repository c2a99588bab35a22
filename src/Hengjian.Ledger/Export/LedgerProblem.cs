namespace Hengjian.Ledger;

/// <summary>What is wrong with a log.</summary>
public enum LedgerProblemKind
{
    /// <summary>A line or value does not parse, or is not in canonical form.</summary>
    Unreadable,

    /// <summary>A line stands where it may not, or an index or size is not the next: records were removed, inserted or put in another order.</summary>
    Misplaced,

    /// <summary>A record is not the one whose leaf hash was given to it.</summary>
    RecordChanged,

    /// <summary>The records do not have the root that a head signs.</summary>
    RootDiffers,

    /// <summary>A head's signature is not valid, or its key is not in the log.</summary>
    BadHead,

    /// <summary>A key is listed twice, or belongs to another institution.</summary>
    BadKey,

    /// <summary>A head is signed by a key that the verifier does not trust.</summary>
    UntrustedKey,

    /// <summary>A content is not the one committed to.</summary>
    ContentChanged,

    /// <summary>The last records are under no head.</summary>
    UnsignedTail,

    /// <summary>The end is missing: no footer, other counts than the footer's, or fewer records than a head seen earlier had.</summary>
    CutOff,

    /// <summary>A stored tile of the tree is not the one that the records give: proofs from it would fail.</summary>
    TileDiffers,

    /// <summary>The log is not the one whose head was seen earlier.</summary>
    WitnessDiffers,
}

/// <summary>The first thing found wrong with a log.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Reason">One English sentence for an operator, naming the record, head or key.</param>
/// <param name="Index">Index of the record concerned, or of the first that may be.</param>
/// <param name="RecordId">Identifier that stands in that record, where it can be read.</param>
/// <param name="Line">Line of the export, from 1; null for a log that is not verified from an export.</param>
public sealed record LedgerProblem(LedgerProblemKind Kind, string Reason, long? Index = null, string? RecordId = null, long? Line = null)
{
    /// <summary>The tile concerned, as level and number (<c>0/3</c>); null where none is.</summary>
    public string? Tile { get; init; }
}

/// <summary>A size and root that were seen earlier, outside the operator's reach: on a print, at the region, at another hospital.</summary>
/// <param name="Size">Records under the head.</param>
/// <param name="Root">Its root.</param>
/// <param name="Algorithm">Hash function of the root.</param>
public sealed record WitnessedHead(long Size, Digest Root, string Algorithm = "sha256");

/// <summary>What the verifier knows from elsewhere.</summary>
public sealed record VerificationOptions
{
    /// <summary>The only keys that may sign heads; null to take the log's word for its keys, which finds damage but not a forger who signs anew.</summary>
    public IReadOnlyCollection<Digest>? TrustedKeyIds { get; init; }

    /// <summary>Heads seen earlier, in any order.</summary>
    public IReadOnlyCollection<WitnessedHead> Witnessed { get; init; } = [];
}
