namespace Hengjian.Governance.Access.Contracts;

/// <summary>What a check of a stored signature found.</summary>
public enum SignatureState
{
    /// <summary>The content is what was signed, by the key of that person.</summary>
    Valid,

    /// <summary>The content, the digest, the instant or the signature is not what it was.</summary>
    ContentChanged,

    /// <summary>The person's public key record is missing, is another person's, or this version does not know its suite.</summary>
    KeyUnknown,

    /// <summary>The key had been withdrawn before the instant of the signature.</summary>
    KeyRetired,

    /// <summary>What was signed was erased lawfully with the patient's records; the row is the one that the ledger commits to.</summary>
    Erased,
}

/// <param name="Signer">The user who signed, as the stored signature says.</param>
/// <param name="Content">The canonical JSON that was signed; null where it can no longer be read.</param>
public sealed record SignatureCheck(
    Guid Id, SignatureState State, string Act, string SubjectKind, Guid SubjectId, Guid Signer, Guid? PractitionerId, DateTimeOffset SignedAt, string KeyId, string Suite,
    string Digest, string? Content);

/// <summary>Checks signatures of people against their public key records, for pages and for verification of a whole folder.</summary>
public interface ISignatureVerification
{
    /// <summary>Checks one signature of <paramref name="institution"/>; null when there is none of that id.</summary>
    Task<SignatureCheck?> VerifyAsync(Guid institution, Guid signatureId, CancellationToken cancellationToken);

    /// <summary>Checks every signature of the institution, oldest first.</summary>
    IAsyncEnumerable<SignatureCheck> VerifyAllAsync(Guid institution, CancellationToken cancellationToken);
}
