namespace Hengjian.Ledger;

/// <summary>
/// Verifies one institution's log as it passes by once, from an export or from tables: keys first, then records by index, each followed by those of its contents that are at hand, and
/// heads where their size is reached. Each step gives the first problem or null; after a problem the rest says nothing. Memory does not grow with the number of records.
/// </summary>
public sealed class LogVerifier
{
    private readonly string institution;
    private readonly VerificationOptions options;
    private readonly Dictionary<Digest, PublicKeyRecord> keys = [];
    private readonly HashSet<Digest> signingKeys = [];
    private readonly Dictionary<string, RootAccumulator> roots;
    private LedgerRecord? last;
    private string? firstUnsigned;
    private long witnessed;
    private int lastPart;

    /// <summary>Begins with an empty log of <paramref name="institution"/>.</summary>
    /// <exception cref="ArgumentException">A witnessed head names a hash function that this version does not know.</exception>
    public LogVerifier(string institution, VerificationOptions? options = null)
    {
        this.institution = institution;
        this.options = options ?? new VerificationOptions();
        roots = this.options.Witnessed.Select(head => head.Algorithm).Append(LedgerHash.Sha256.Id).Distinct().ToDictionary(
            id => id,
            id => new RootAccumulator(LedgerHash.Find(id) ?? throw new ArgumentException($"The hash function {id} of a witnessed head is not known.", nameof(options))));
    }

    /// <summary>Records so far.</summary>
    public long Records { get; private set; }

    /// <summary>The last head so far.</summary>
    public SignedTreeHead? LastHead { get; private set; }

    /// <summary>Keys that signed heads so far.</summary>
    public IReadOnlyCollection<Digest> SigningKeyIds => signingKeys;

    /// <summary>Takes a key that the log lists.</summary>
    public LedgerProblem? Key(PublicKeyRecord key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Records > 0)
            return new(LedgerProblemKind.Misplaced, "Keys come before records.");
        if (key.Institution != institution)
            return new(LedgerProblemKind.BadKey, $"Key {key.KeyId} belongs to institution {key.Institution}, not {institution}.");
        if (!keys.TryAdd(key.KeyId, key))
            return new(LedgerProblemKind.BadKey, $"Key {key.KeyId} is listed twice.");
        if (key.Purpose == KeyPurpose.Log && SignatureSuites.Find(key.Suite) is { } suite)
            roots.TryAdd(suite.Hash.Id, new RootAccumulator(suite.Hash));
        return null;
    }

    /// <summary>Takes a record by its stored bytes.</summary>
    /// <param name="index">Its index, which must be the next.</param>
    /// <param name="leaf">The SHA-256 leaf hash stored with it, which lets a changed record be named exactly; null where none is stored.</param>
    /// <param name="canonical">Its canonical bytes.</param>
    public LedgerProblem? Record(long index, Digest? leaf, ReadOnlyMemory<byte> canonical)
    {
        try
        {
            return Record(index, leaf, LedgerRecord.Parse(canonical), canonical.Span);
        }
        catch (LedgerFormatException e)
        {
            return new(LedgerProblemKind.Unreadable, $"Record {index} does not parse: {e.Message}", index);
        }
    }

    /// <summary>Takes a content of the last record, after those of its parts with a smaller number.</summary>
    public LedgerProblem? Content(long index, int part, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> canonical)
    {
        if (last is null || index != Records - 1 || part <= lastPart || part >= last.Parts.Count)
            return new(LedgerProblemKind.Misplaced, $"The content of record {index}, part {part}, does not stand after that record.", index);
        lastPart = part;
        var row = last.Parts[part];
        return row.Commitment is { } commitment && commitment.Matches(canonical, salt)
            ? null
            : new(LedgerProblemKind.ContentChanged, $"The content of {row.Kind} {row.Id} version {row.Version} is not the one record {index} ({last.Id}) commits to.", index, last.Id);
    }

    /// <summary>Takes a head, which must be of the records so far.</summary>
    public LedgerProblem? Head(SignedTreeHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        if (head.Size != Records)
        {
            return new(
                LedgerProblemKind.Misplaced, $"A head of {head.Size} records stands after {Records} records: records are missing or too many.", Math.Min(head.Size, Records));
        }

        if (!keys.TryGetValue(head.KeyId, out var key))
            return new(LedgerProblemKind.BadHead, $"The head of {head.Size} records names key {head.KeyId}, which the log does not list.");
        var status = head.Institution == institution ? head.Verify(key) : SignatureStatus.WrongKey;
        if (status != SignatureStatus.Valid)
            return new(LedgerProblemKind.BadHead, $"The signature of the head of {head.Size} records is not valid: {status}.");
        if (options.TrustedKeyIds is { } trusted && !trusted.Contains(head.KeyId))
            return new(LedgerProblemKind.UntrustedKey, $"The head of {head.Size} records is signed by key {head.KeyId}, which is not trusted.");
        if (roots[SignatureSuites.Find(head.Suite)!.Hash.Id].Root() != head.Root)
        {
            var from = LastHead?.Size ?? 0;
            return new(
                LedgerProblemKind.RootDiffers,
                $"The records are not those that the head of {head.Size} records signs; the first difference is in records {from} to {head.Size - 1}.",
                from,
                firstUnsigned);
        }

        LastHead = head;
        signingKeys.Add(head.KeyId);
        return null;
    }

    /// <summary>Says what is missing at the end.</summary>
    public LedgerProblem? Finish()
    {
        if (options.Witnessed.Where(head => head.Size > Records).MaxBy(head => head.Size) is { } beyond)
            return new(LedgerProblemKind.CutOff, $"The log ends after {Records} records; a head of {beyond.Size} records was seen earlier.", Records);
        if (Records == 0 && Witnesses() is { } problem)
            return problem;
        var signed = LastHead?.Size ?? 0;
        return signed == Records
            ? null
            : new(LedgerProblemKind.UnsignedTail, $"Records {signed} to {Records - 1} are under no head.", signed, firstUnsigned);
    }

    /// <summary>Takes a record that is known to be the parsed form of <paramref name="canonical"/>.</summary>
    internal LedgerProblem? Record(long index, Digest? leaf, LedgerRecord record, ReadOnlySpan<byte> canonical)
    {
        if (index != Records)
        {
            var what = index > Records ? $"records {Records} to {index - 1} are missing before it" : "it was inserted, repeated or moved";
            return new(LedgerProblemKind.Misplaced, $"Record {index} ({record.Id}) stands where record {Records} is due: {what}.", Records, record.Id);
        }

        if (record.Institution != institution)
            return new(LedgerProblemKind.RecordChanged, $"Record {index} ({record.Id}) names institution {record.Institution}, not {institution}.", index, record.Id);
        if (leaf is { } stored && LedgerHash.Sha256.Leaf(canonical) != stored)
            return new(LedgerProblemKind.RecordChanged, $"Record {index} ({record.Id}) does not have the leaf hash given to it: one of the two was changed.", index, record.Id);

        foreach (var (algorithm, root) in roots)
            root.Add(LedgerHash.Find(algorithm)!.Leaf(canonical));
        if (Records == (LastHead?.Size ?? 0))
            firstUnsigned = record.Id;
        last = record;
        lastPart = -1;
        Records++;
        return Witnesses();
    }

    private LedgerProblem? Witnesses()
    {
        foreach (var head in options.Witnessed)
        {
            if (head.Size != Records)
                continue;
            if (roots[head.Algorithm].Root() != head.Root)
            {
                return new(
                    LedgerProblemKind.WitnessDiffers,
                    $"The first {Records} records are not those of the head seen earlier at that size; records up to {witnessed} are vouched for.",
                    witnessed);
            }

            witnessed = Records;
        }

        return null;
    }
}
