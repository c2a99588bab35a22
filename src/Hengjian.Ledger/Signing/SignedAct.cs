using System.Text;

namespace Hengjian.Ledger;

/// <summary>
/// An act that a person signed: an opinion, a final diagnosis, an approval. The act is canonical JSON of the caller's making and holds all that was decided and shown
/// (content, decisions with pack version, commitment of the AI result shown, phase). The signature covers the canonical bytes of all other members and the format's name.
/// </summary>
/// <param name="Institution">Where it was signed.</param>
/// <param name="Signer">The user who signed.</param>
/// <param name="Instant">When, in microseconds since 1970-01-01T00:00Z.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="KeyId">Identifier of the user's key.</param>
/// <param name="Act">Canonical JSON of the act.</param>
/// <param name="Signature">The signature in the suite's encoding, in base64.</param>
public sealed record SignedAct(string Institution, string Signer, long Instant, string Suite, Digest KeyId, string Act, string Signature)
{
    /// <summary>Name of the format, first version.</summary>
    public const string Format = "hengjian-signed-act/1";

    /// <summary>Signs an act given as canonical JSON bytes.</summary>
    /// <exception cref="LedgerFormatException">The act is not canonical JSON.</exception>
    public static SignedAct Sign(ISigningKey key, string institution, string signer, long instant, ReadOnlyMemory<byte> canonicalAct)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!CanonicalJson.Canonicalize(canonicalAct).AsSpan().SequenceEqual(canonicalAct.Span))
            throw new LedgerFormatException("act", "canonical JSON is expected");
        var act = new SignedAct(
            institution, signer, instant, key.Suite, PublicKeyRecord.IdOf(key.Spki.Span), Encoding.UTF8.GetString(canonicalAct.Span), string.Empty);
        return act with { Signature = Convert.ToBase64String(key.Sign(act.SignedBytes())) };
    }

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="LedgerFormatException">A member is wrong, or the bytes are not canonical.</exception>
    public static SignedAct Parse(ReadOnlyMemory<byte> canonical) => StrictObject.ParseCanonical(canonical, FromJson, act => act.Encode());

    /// <summary>The canonical bytes, with the signature.</summary>
    public byte[] Encode() => CanonicalJson.Write(writer => Write(writer, signed: true));

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] SignedBytes() => CanonicalJson.Write(writer => Write(writer, signed: false));

    /// <summary>Checks the signature by the person's public key record alone.</summary>
    public SignatureStatus Verify(PublicKeyRecord key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Purpose == KeyPurpose.Person && key.Institution == Institution && key.Holder == Signer
            ? key.Check(KeyId, Suite, Instant, SignedBytes, Signature)
            : SignatureStatus.WrongKey;
    }

    private static SignedAct FromJson(StrictObject members)
    {
        members.Constant("format", Format);
        var act = new SignedAct(
            members.Text("institution"),
            members.Text("signer"),
            members.Integer("instant"),
            members.Text("suite"),
            members.Digest("keyId"),
            Encoding.UTF8.GetString(CanonicalJson.Serialize(members.Any("act"))),
            members.Base64("signature"));
        members.End();
        return act;
    }

    private void Write(CanonicalJsonWriter writer, bool signed)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("act");
        writer.WriteCanonical(Encoding.UTF8.GetBytes(Act));
        writer.WriteString("format", Format);
        writer.WriteNumber("instant", StrictObject.Checked(Instant, "instant"));
        writer.WriteString("institution", StrictObject.Checked(Institution, "institution"));
        writer.WriteString("keyId", KeyId.ToString());
        if (signed)
            writer.WriteString("signature", Signature);
        writer.WriteString("signer", StrictObject.Checked(Signer, "signer"));
        writer.WriteString("suite", StrictObject.Checked(Suite, "suite"));
        writer.WriteEndObject();
    }
}
