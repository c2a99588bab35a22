namespace Hengjian.Ledger;

/// <summary>What a key signs.</summary>
public enum KeyPurpose
{
    /// <summary>Heads of an institution's log; the holder is the institution.</summary>
    Log,

    /// <summary>Acts of a person; the holder is the user.</summary>
    Person,
}

/// <summary>What a check of a signature found.</summary>
public enum SignatureStatus
{
    /// <summary>The signature is the key's, and the key was the right one.</summary>
    Valid,

    /// <summary>The key record is another key's, another holder's, or for another purpose.</summary>
    WrongKey,

    /// <summary>The instant signed is not before the key's revocation.</summary>
    Revoked,

    /// <summary>This version does not know the suite.</summary>
    UnknownSuite,

    /// <summary>What was signed, or the signature, is not what it was.</summary>
    BadSignature,
}

/// <summary>A public key with its holder: all that a check of signatures needs. Instants are microseconds since 1970-01-01T00:00Z.</summary>
public sealed record PublicKeyRecord
{
    /// <summary>Name of the format, first version.</summary>
    public const string Format = "hengjian-public-key/1";

    /// <summary>The institution whose key, or whose user's key, it is.</summary>
    public required string Institution { get; init; }

    /// <summary>What the key signs.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>The institution for a log key, the user for a person's.</summary>
    public required string Holder { get; init; }

    /// <summary>Name of the suite.</summary>
    public required string Suite { get; init; }

    /// <summary>SubjectPublicKeyInfo (DER), in base64.</summary>
    public required string Spki { get; init; }

    /// <summary>When the key was made.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>From when on it may no longer sign; null while it may.</summary>
    public long? RevokedAt { get; init; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, whatever the suite.</summary>
    public Digest KeyId => IdOf(Convert.FromBase64String(Spki));

    /// <summary>The record of a key's public half.</summary>
    public static PublicKeyRecord For(ISigningKey key, KeyPurpose purpose, string institution, string holder, long createdAt)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new PublicKeyRecord
        {
            Institution = institution,
            Purpose = purpose,
            Holder = holder,
            Suite = key.Suite,
            Spki = Convert.ToBase64String(key.Spki.Span),
            CreatedAt = createdAt,
        };
    }

    /// <summary>Identifier of a public key: SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static Digest IdOf(ReadOnlySpan<byte> spki) => LedgerHash.Sha256.Compute(spki);

    /// <summary>Reads canonical bytes.</summary>
    /// <exception cref="LedgerFormatException">A member is wrong, the key id is not that of the key, or the bytes are not canonical.</exception>
    public static PublicKeyRecord Parse(ReadOnlyMemory<byte> canonical) => StrictObject.ParseCanonical(canonical, FromJson, key => key.Encode());

    /// <summary>The canonical bytes.</summary>
    public byte[] Encode() => CanonicalJson.Write(Write);

    /// <summary>Checks a signature that was made at <paramref name="instant"/> under this key's id and suite. Never throws on altered values.</summary>
    internal SignatureStatus Check(Digest keyId, string suiteId, long instant, Func<byte[]> signedBytes, string signature)
    {
        try
        {
            if (keyId != KeyId || suiteId != Suite)
                return SignatureStatus.WrongKey;
            if (SignatureSuites.Find(suiteId) is not { } suite)
                return SignatureStatus.UnknownSuite;
            if (!suite.Verify(Convert.FromBase64String(Spki), signedBytes(), Convert.FromBase64String(signature)))
                return SignatureStatus.BadSignature;
            return instant >= RevokedAt ? SignatureStatus.Revoked : SignatureStatus.Valid;
        }
        catch (FormatException)
        {
            // A member was altered so far that it has no canonical form any more.
            return SignatureStatus.BadSignature;
        }
    }

    internal static PublicKeyRecord FromJson(StrictObject members)
    {
        members.Constant("format", Format);
        var keyId = members.Digest("keyId");
        var key = new PublicKeyRecord
        {
            Institution = members.Text("institution"),
            Purpose = members.Enum<KeyPurpose>("purpose"),
            Holder = members.Text("holder"),
            Suite = members.Text("suite"),
            Spki = members.Base64("spki"),
            CreatedAt = members.Integer("createdAt"),
            RevokedAt = members.OptionalInteger("revokedAt"),
        };
        members.End();
        return keyId == key.KeyId ? key : throw members.Bad("keyId", "not the SHA-256 of the public key");
    }

    internal void Write(CanonicalJsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("createdAt", StrictObject.Checked(CreatedAt, "createdAt"));
        writer.WriteString("format", Format);
        writer.WriteString("holder", StrictObject.Checked(Holder, "holder"));
        writer.WriteString("institution", StrictObject.Checked(Institution, "institution"));
        writer.WriteString("keyId", KeyId.ToString());
        writer.WriteString("purpose", EnumText<KeyPurpose>.Of(Purpose));
        if (RevokedAt is { } revoked)
            writer.WriteNumber("revokedAt", StrictObject.Checked(revoked, "revokedAt"));
        writer.WriteString("spki", Spki);
        writer.WriteString("suite", StrictObject.Checked(Suite, "suite"));
        writer.WriteEndObject();
    }
}
