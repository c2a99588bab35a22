namespace Hengjian.Ledger;

/// <summary>
/// An institution's statement that its log had this size and root at this instant. Who keeps a head can tell when the log under it is rewritten later.
/// The signature covers the canonical bytes of all other members and the format's name.
/// </summary>
/// <param name="Institution">The log's institution.</param>
/// <param name="Size">Records under the head.</param>
/// <param name="Root">Root of their tree, by the hash of the suite.</param>
/// <param name="Instant">When it was signed, in microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="KeyId">Identifier of the signing key.</param>
/// <param name="Signature">The signature in the suite's encoding, in base64.</param>
public sealed record SignedTreeHead(string Institution, long Size, Digest Root, long Instant, string Suite, Digest KeyId, string Signature)
{
    /// <summary>Name of the format, first version.</summary>
    public const string Format = "hengjian-tree-head/1";

    /// <summary>Signs a head.</summary>
    public static SignedTreeHead Sign(ISigningKey key, string institution, long size, Digest root, long instant)
    {
        ArgumentNullException.ThrowIfNull(key);
        var head = new SignedTreeHead(institution, size, root, instant, key.Suite, PublicKeyRecord.IdOf(key.Spki.Span), string.Empty);
        return head with { Signature = Convert.ToBase64String(key.Sign(head.SignedBytes())) };
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="LedgerFormatException">A member is wrong, or the bytes are not canonical.</exception>
    public static SignedTreeHead Parse(ReadOnlyMemory<byte> canonical) => StrictObject.ParseCanonical(canonical, FromJson, head => head.Encode());

    /// <summary>The canonical bytes, with the signature.</summary>
    public byte[] Encode() => CanonicalJson.Write(Write);

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] SignedBytes() => CanonicalJson.Write(writer => Write(writer, signed: false));

    /// <summary>Checks the signature by the log key's record alone. Whether that key is to be trusted is the caller's to know.</summary>
    public SignatureStatus Verify(PublicKeyRecord key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Purpose == KeyPurpose.Log && key.Institution == Institution && key.Holder == Institution
            ? key.Check(KeyId, Suite, Instant, SignedBytes, Signature)
            : SignatureStatus.WrongKey;
    }

    internal static SignedTreeHead FromJson(StrictObject members)
    {
        members.Constant("format", Format);
        var head = new SignedTreeHead(
            members.Text("institution"),
            members.Integer("size"),
            members.Digest("root"),
            members.Integer("instant"),
            members.Text("suite"),
            members.Digest("keyId"),
            members.Base64("signature"));
        members.End();
        return head;
    }

    internal void Write(CanonicalJsonWriter writer) => Write(writer, signed: true);

    private void Write(CanonicalJsonWriter writer, bool signed)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteNumber("instant", StrictObject.Checked(Instant, "instant"));
        writer.WriteString("institution", StrictObject.Checked(Institution, "institution"));
        writer.WriteString("keyId", KeyId.ToString());
        writer.WriteString("root", Root.ToString());
        if (signed)
            writer.WriteString("signature", Signature);
        writer.WriteNumber("size", StrictObject.Checked(Size, "size"));
        writer.WriteString("suite", StrictObject.Checked(Suite, "suite"));
        writer.WriteEndObject();
    }
}
