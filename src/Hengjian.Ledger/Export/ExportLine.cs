using System.Buffers;

namespace Hengjian.Ledger;

/// <summary>A line of an export: a canonical JSON object whose member <c>type</c> names its kind.</summary>
internal abstract record ExportLine
{
    internal const string Format = "hengjian-ledger-export/1";

    /// <summary>Reads a line without its line feed.</summary>
    /// <exception cref="LedgerFormatException">The line is not exactly one of the kinds, in canonical form.</exception>
    internal static ExportLine Parse(ReadOnlyMemory<byte> line) => StrictObject.ParseCanonical(line, FromJson, parsed => CanonicalJson.Write(parsed.Write));

    /// <summary>Writes the line and its line feed.</summary>
    internal void WriteTo(IBufferWriter<byte> output)
    {
        Write(new CanonicalJsonWriter(output));
        output.Write("\n"u8);
    }

    private protected abstract void Write(CanonicalJsonWriter writer);

    private static ExportLine FromJson(StrictObject members)
    {
        var type = members.Text("type");
        ExportLine line = type switch
        {
            "header" => HeaderLine.Read(members),
            "key" => new KeyLine(PublicKeyRecord.FromJson(members.Object("key"))),
            "record" => RecordLine.Read(members),
            "content" => ContentLine.Read(members),
            "head" => new HeadLine(SignedTreeHead.FromJson(members.Object("head"))),
            "footer" => FooterLine.Read(members),
            _ => throw members.Bad("type", "header, key, record, content, head or footer is expected"),
        };
        members.End();
        return line;
    }
}

/// <summary>First line: whose log, and when it was exported.</summary>
internal sealed record HeaderLine(string Institution, long ExportedAt) : ExportLine
{
    internal static HeaderLine Read(StrictObject members)
    {
        members.Constant("format", Format);
        return new HeaderLine(members.Text("institution"), members.Integer("exportedAt"));
    }

    private protected override void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("exportedAt", StrictObject.Checked(ExportedAt, "exportedAt"));
        writer.WriteString("format", Format);
        writer.WriteString("institution", StrictObject.Checked(Institution, "institution"));
        writer.WriteString("type", "header");
        writer.WriteEndObject();
    }
}

/// <summary>A public key of the log or of a person.</summary>
internal sealed record KeyLine(PublicKeyRecord Key) : ExportLine
{
    private protected override void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("key");
        Key.Write(writer);
        writer.WriteString("type", "key");
        writer.WriteEndObject();
    }
}

/// <summary>A record with its index and SHA-256 leaf hash. <paramref name="Canonical"/> are the record's bytes.</summary>
internal sealed record RecordLine(long Index, Digest Leaf, LedgerRecord Record, ReadOnlyMemory<byte> Canonical) : ExportLine
{
    internal static RecordLine Read(StrictObject members)
    {
        var record = LedgerRecord.FromJson(members.Object("record"));
        return new RecordLine(members.Integer("index"), members.Digest("leaf"), record, record.Encode());
    }

    /// <summary>Writes the line for stored bytes, parsed or not.</summary>
    internal static void Write(CanonicalJsonWriter writer, long index, Digest leaf, ReadOnlySpan<byte> canonical)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        writer.WriteString("leaf", leaf.ToString());
        writer.WritePropertyName("record");
        writer.WriteCanonical(canonical);
        writer.WriteString("type", "record");
        writer.WriteEndObject();
    }

    private protected override void Write(CanonicalJsonWriter writer) => Write(writer, Index, Leaf, Canonical.Span);
}

/// <summary>Content and salt behind a part of the record before it.</summary>
internal sealed record ContentLine(long Index, int Part, ReadOnlyMemory<byte> Salt, ReadOnlyMemory<byte> Content) : ExportLine
{
    internal static ContentLine Read(StrictObject members)
    {
        var part = members.Integer("part");
        return part > int.MaxValue
            ? throw members.Bad("part", "there are no so many parts")
            : new ContentLine(members.Integer("index"), (int)part, members.Digest("salt").ToArray(), CanonicalJson.Serialize(members.Any("content")));
    }

    private protected override void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("content");
        writer.WriteCanonical(Content.Span);
        writer.WriteNumber("index", Index);
        writer.WriteNumber("part", Part);
        writer.WritePropertyName("salt");
        writer.WriteHex(Salt.Span);
        writer.WriteString("type", "content");
        writer.WriteEndObject();
    }
}

/// <summary>A head of all records before it.</summary>
internal sealed record HeadLine(SignedTreeHead Head) : ExportLine
{
    private protected override void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("head");
        Head.Write(writer);
        writer.WriteString("type", "head");
        writer.WriteEndObject();
    }
}

/// <summary>Last line: how many lines of each kind came before.</summary>
internal sealed record FooterLine(long Keys, long Records, long Contents, long Heads) : ExportLine
{
    public override string ToString() => $"{Keys} keys, {Records} records, {Contents} contents and {Heads} heads";

    internal static FooterLine Read(StrictObject members) =>
        new(members.Integer("keys"), members.Integer("records"), members.Integer("contents"), members.Integer("heads"));

    private protected override void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("contents", Contents);
        writer.WriteNumber("heads", Heads);
        writer.WriteNumber("keys", Keys);
        writer.WriteNumber("records", Records);
        writer.WriteString("type", "footer");
        writer.WriteEndObject();
    }
}
