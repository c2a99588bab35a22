namespace Hengjian.Ledger;

/// <summary>Who acts.</summary>
public enum ActorKind
{
    /// <summary>A person who is signed in, or whose token is used.</summary>
    User,

    /// <summary>A device or other system with a token of its own.</summary>
    Device,

    /// <summary>A job of this system.</summary>
    Job,

    /// <summary>The system itself: set-up, start, migration.</summary>
    System,
}

/// <summary>What happened to a governed row.</summary>
public enum PartOperation
{
    /// <summary>The row came into being; the commitment is to its content.</summary>
    Created,

    /// <summary>The row changed; the commitment is to its new content.</summary>
    Changed,

    /// <summary>Content and salt were erased; there is no commitment.</summary>
    Erased,
}

/// <summary>The actor of a record. <paramref name="OnBehalfOf"/> is the user for whom a device, job or other user acts.</summary>
public sealed record RecordActor(ActorKind Kind, string Id, string? OnBehalfOf = null);

/// <summary>What the act is about, at the version that the act left it in (0 where the subject has none).</summary>
public sealed record RecordSubject(string Kind, string Id, long Version);

/// <summary>A governed row that the act changed. <paramref name="Commitment"/> is there unless the part was erased, and then it is not.</summary>
public sealed record RecordPart(string Kind, string Id, long Version, PartOperation Operation, Commitment? Commitment);

/// <summary>
/// One act: who did what to which subject and when, with a commitment to each governed row that it changed. It holds no content. Its place in the log is
/// given later and is no part of it. Texts have 1 to 200 characters without control characters; versions and the instant lie in 0 … 2^53.
/// </summary>
public sealed record LedgerRecord
{
    /// <summary>Name of the format, first version.</summary>
    public const string Format = "hengjian-record/1";

    /// <summary>The institution whose log it belongs to.</summary>
    public required string Institution { get; init; }

    /// <summary>Identifier of the record, unique in the log.</summary>
    public required string Id { get; init; }

    /// <summary>When it was recorded, in microseconds since 1970-01-01T00:00Z.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>Who acted.</summary>
    public required RecordActor Actor { get; init; }

    /// <summary>What was done, such as <c>case.registered</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to.</summary>
    public required RecordSubject Subject { get; init; }

    /// <summary>The request that caused it, where there was one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Version of the regulation pack in force, where rules were asked.</summary>
    public string? Pack { get; init; }

    /// <summary>The governed rows that the act changed, in a fixed order of the writer's choice; empty where it changed none.</summary>
    public IReadOnlyList<RecordPart> Parts { get; init; } = [];

    /// <summary>Reads canonical bytes; the result encodes to the very same bytes.</summary>
    /// <exception cref="LedgerFormatException">A member is unknown, missing or out of range (<see cref="LedgerFormatException.Member"/> names it), or the bytes are not canonical.</exception>
    public static LedgerRecord Parse(ReadOnlyMemory<byte> canonical) => StrictObject.ParseCanonical(canonical, FromJson, record => record.Encode());

    /// <summary>Leaf hash of a record's canonical bytes, under the hash of the log's suite.</summary>
    public static Digest LeafHash(ReadOnlySpan<byte> canonical, LedgerHash? hash = null) => (hash ?? LedgerHash.Sha256).Leaf(canonical);

    /// <summary>The canonical bytes that are hashed and stored.</summary>
    /// <exception cref="LedgerFormatException">A text or number is out of range, or a part's commitment does not fit its operation.</exception>
    public byte[] Encode() => CanonicalJson.Write(Write);

    /// <summary>Writes the record where the writer stands.</summary>
    internal void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("action", StrictObject.Checked(Action, "action"));
        writer.WritePropertyName("actor");
        writer.WriteStartObject();
        writer.WriteString("id", StrictObject.Checked(Actor.Id, "actor.id"));
        writer.WriteString("kind", EnumText<ActorKind>.Of(Actor.Kind));
        writer.WriteOptional("onBehalfOf", Actor.OnBehalfOf is { } other ? StrictObject.Checked(other, "actor.onBehalfOf") : null);
        writer.WriteEndObject();
        writer.WriteString("format", Format);
        writer.WriteString("id", StrictObject.Checked(Id, "id"));
        writer.WriteString("institution", StrictObject.Checked(Institution, "institution"));
        writer.WriteOptional("pack", Pack is null ? null : StrictObject.Checked(Pack, "pack"));
        writer.WritePropertyName("parts");
        writer.WriteStartArray();
        for (var i = 0; i < Parts.Count; i++)
            Write(writer, Parts[i], $"parts[{i}].");
        writer.WriteEndArray();
        writer.WriteNumber("recordedAt", StrictObject.Checked(RecordedAt, "recordedAt"));
        writer.WriteOptional("requestId", RequestId is null ? null : StrictObject.Checked(RequestId, "requestId"));
        writer.WritePropertyName("subject");
        writer.WriteStartObject();
        writer.WriteString("id", StrictObject.Checked(Subject.Id, "subject.id"));
        writer.WriteString("kind", StrictObject.Checked(Subject.Kind, "subject.kind"));
        writer.WriteNumber("version", StrictObject.Checked(Subject.Version, "subject.version"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Reads a record that stands inside another document; the caller checks that its bytes are canonical.</summary>
    internal static LedgerRecord FromJson(StrictObject members)
    {
        members.Constant("format", Format);
        var actor = members.Object("actor");
        var subject = members.Object("subject");
        var record = new LedgerRecord
        {
            Action = members.Text("action"),
            Actor = new RecordActor(actor.Enum<ActorKind>("kind"), actor.Text("id"), actor.OptionalText("onBehalfOf")),
            Id = members.Text("id"),
            Institution = members.Text("institution"),
            Pack = members.OptionalText("pack"),
            Parts = members.Array("parts", ReadPart),
            RecordedAt = members.Integer("recordedAt"),
            RequestId = members.OptionalText("requestId"),
            Subject = new RecordSubject(subject.Text("kind"), subject.Text("id"), subject.Integer("version")),
        };
        actor.End();
        subject.End();
        members.End();
        return record;
    }

    private static void Write(CanonicalJsonWriter writer, RecordPart part, string path)
    {
        if (part.Commitment is null != (part.Operation == PartOperation.Erased))
            throw new LedgerFormatException(path + "commitment", "there is one unless the part is erased");
        writer.WriteStartObject();
        if (part.Commitment is { } commitment)
        {
            writer.WriteString("algorithm", StrictObject.Checked(commitment.Algorithm, path + "algorithm"));
            writer.WritePropertyName("commitment");
            writer.WriteHex(commitment.Value.Bytes);
        }

        writer.WriteString("id", StrictObject.Checked(part.Id, path + "id"));
        writer.WriteString("kind", StrictObject.Checked(part.Kind, path + "kind"));
        writer.WriteString("operation", EnumText<PartOperation>.Of(part.Operation));
        writer.WriteNumber("version", StrictObject.Checked(part.Version, path + "version"));
        writer.WriteEndObject();
    }

    private static RecordPart ReadPart(StrictObject part)
    {
        var operation = part.Enum<PartOperation>("operation");
        var commitment = operation == PartOperation.Erased ? null : new Commitment(part.Text("algorithm"), part.Digest("commitment"));
        var result = new RecordPart(part.Text("kind"), part.Text("id"), part.Integer("version"), operation, commitment);
        part.End();
        return result;
    }
}
