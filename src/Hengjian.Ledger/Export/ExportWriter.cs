using System.Buffers;

namespace Hengjian.Ledger;

/// <summary>
/// Writes an export to a buffer (a PipeWriter over a file or an answer, which the caller flushes): header, keys, then records by index, each followed by its contents, with
/// heads where their size is reached, and the footer. Records go out as they are stored, altered or not: finding that is the verifier's part.
/// </summary>
public sealed class ExportWriter
{
    private readonly IBufferWriter<byte> output;
    private FooterLine counts = new(0, 0, 0, 0);

    /// <summary>Writes the header.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="institution">Whose log it is.</param>
    /// <param name="exportedAt">Now, in microseconds since 1970-01-01T00:00Z.</param>
    public ExportWriter(IBufferWriter<byte> output, string institution, long exportedAt)
    {
        this.output = output;
        new HeaderLine(institution, exportedAt).WriteTo(output);
    }

    /// <summary>Writes a public key: those of the log, and of persons whose signatures are to be checked.</summary>
    public void Key(PublicKeyRecord key)
    {
        new KeyLine(key).WriteTo(output);
        counts = counts with { Keys = counts.Keys + 1 };
    }

    /// <summary>Writes a record as it is stored.</summary>
    /// <param name="index">Its index in the log.</param>
    /// <param name="leaf">Its SHA-256 leaf hash.</param>
    /// <param name="canonical">Its canonical bytes.</param>
    public void Record(long index, Digest leaf, ReadOnlySpan<byte> canonical)
    {
        RecordLine.Write(new CanonicalJsonWriter(output), index, leaf, canonical);
        output.Write("\n"u8);
        counts = counts with { Records = counts.Records + 1 };
    }

    /// <summary>Writes the content of a part of the record just written; parts go by ascending number, erased ones are left out.</summary>
    /// <param name="index">Index of the record.</param>
    /// <param name="part">Number of the part, from 0.</param>
    /// <param name="salt">32 bytes.</param>
    /// <param name="canonical">Canonical bytes of the content.</param>
    public void Content(long index, int part, ReadOnlyMemory<byte> salt, ReadOnlyMemory<byte> canonical)
    {
        new ContentLine(index, part, salt, canonical).WriteTo(output);
        counts = counts with { Contents = counts.Contents + 1 };
    }

    /// <summary>Writes a head of the records written so far.</summary>
    public void Head(SignedTreeHead head)
    {
        new HeadLine(head).WriteTo(output);
        counts = counts with { Heads = counts.Heads + 1 };
    }

    /// <summary>Writes the footer, after which nothing may follow.</summary>
    public void Complete() => counts.WriteTo(output);
}
