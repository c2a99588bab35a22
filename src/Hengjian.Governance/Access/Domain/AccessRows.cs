using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Access.Domain;

/// <summary>A person who signs in. <see cref="GovernedRow.InstitutionId"/> is the home institution, whose ledger records what happens to the account.</summary>
[KeepsHistory(Permission.UsersRead)]
internal sealed class User : GovernedRow
{
    public string UserName { get; set; } = "";

    [InHistory(HistoryShare.Nothing)]
    public string NormalizedUserName { get; set; } = "";

    public string DisplayName { get; set; } = "";

    [InHistory(HistoryShare.Concealed)]
    public string? PasswordHash { get; set; }

    [InHistory(HistoryShare.Nothing)]
    public string SecurityStamp { get; set; } = "";

    public bool TwoFactorEnabled { get; set; }

    [Encrypted]
    public byte[]? AuthenticatorKey { get; set; }

    /// <summary>Time step (30 s since 1970) of the last code that was accepted: a code is good once (RFC 6238, 5.2).</summary>
    [InHistory(HistoryShare.Nothing)]
    public long LastTotpStep { get; set; }

    /// <summary>Keyed hash of each unused recovery code; the key lies in the key folder, not in the database.</summary>
    [InHistory(HistoryShare.Concealed)]
    public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

    [InHistory(HistoryShare.Nothing)]
    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>; null: not chosen.</summary>
    public string? Language { get; set; }

    /// <summary>A leaver: locked out at once, tokens included.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The last sign-in; before the first one, when the account was made or opened again.</summary>
    [InHistory(HistoryShare.Nothing)]
    public DateTimeOffset ActiveAt { get; set; }
}

/// <summary>Binds a user to an institution with roles and, for clinical people, a practitioner record.</summary>
[KeepsHistory(Permission.UsersRead)]
internal sealed class Membership : GovernedRow
{
    public Guid UserId { get; set; }

    public Guid? PractitionerId { get; set; }

    public IReadOnlyList<Role> Roles { get; set; } = [];

    /// <summary>Set when the person no longer works here; the account may live on elsewhere.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>An opaque bearer token; the token itself is never stored.</summary>
internal sealed class ApiToken : GovernedRow
{
    /// <summary>SHA-256 (hex) of the token's text.</summary>
    public string Hash { get; set; } = "";

    public CallerKind Kind { get; set; }

    /// <summary>The user it acts as; null for devices.</summary>
    public Guid? UserId { get; set; }

    /// <summary>Device or purpose, for the list of tokens.</summary>
    public string Name { get; set; } = "";

    public IReadOnlyList<string> Scopes { get; set; } = [];

    /// <summary>Who made it; empty when it was made at the server's command line.</summary>
    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

public enum SessionStage
{
    /// <summary>The password was right; a code is still needed.</summary>
    AwaitingCode,
    Open,
    Ended,
}

/// <summary>A browser's session. It belongs to the user's home institution and acts in <see cref="ActingInstitutionId"/>; the cookie names it and holds the idle time-out.</summary>
[OutsideLedger("technical: sign-in, switch and sign-out are acts of the ledger; removed a day after its end")]
internal sealed class UserSession : ITenantRow
{
    public Guid InstitutionId { get; set; }

    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    public Guid ActingInstitutionId { get; set; }

    public SessionStage Stage { get; set; }

    /// <summary>The account's stamp at sign-in: a new password, a reset or a lock-out by hand changes it and so ends every session.</summary>
    public string SecurityStamp { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Single-use link by which a person sets the account's password: an invitation, or a reset. Only its hash is stored.</summary>
internal sealed class Invitation : GovernedRow
{
    public string Hash { get; set; } = "";

    public Guid UserId { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>What somebody was shown: the reading of one request summed up, or one unmasking, export or emergency access with its reason.</summary>
internal sealed class AccessRecord : GovernedRow
{
    public CallerKind ActorKind { get; set; }

    public Guid ActorId { get; set; }

    public AccessKind Kind { get; set; }

    /// <summary>Class of the rows shown, for example <c>Case</c>.</summary>
    public string SubjectKind { get; set; } = "";

    public IReadOnlyList<Guid> SubjectIds { get; set; } = [];

    /// <summary>Free text: it may name a patient.</summary>
    [Encrypted]
    public byte[]? Reason { get; set; }

    public string? RequestId { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>Single-use link that sets up an empty installation.</summary>
internal sealed class SetupLink : GovernedRow
{
    public string Hash { get; set; } = "";

    public string InstitutionName { get; set; } = "";

    public string UnifiedSocialCreditCode { get; set; } = "";

    /// <summary>Level of the region that it sets up; null: a hospital.</summary>
    public RegionLevel? RegionLevel { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A person's signing key: the public part for everyone, the private part wrapped by the installation's key ring.</summary>
internal sealed class UserKey : GovernedRow
{
    public Guid UserId { get; set; }

    /// <summary>Suite of the ledger library, for example <c>sha256-p256</c>.</summary>
    public string Suite { get; set; } = "";

    public string KeyId { get; set; } = "";

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] PublicKey { get; set; } = [];

    public byte[] WrappedPrivateKey { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>A person's signature over the canonical content of one act.</summary>
internal sealed class Signature : GovernedRow
{
    public Guid UserId { get; set; }

    public Guid? PractitionerId { get; set; }

    /// <summary>What was signed, for example <c>opinion</c>.</summary>
    public string Act { get; set; } = "";

    public string SubjectKind { get; set; } = "";

    public Guid SubjectId { get; set; }

    /// <summary>Canonical JSON that was signed, encrypted: it may hold a diagnosis.</summary>
    [Encrypted]
    public byte[] Content { get; set; } = [];

    /// <summary>The content was erased with the patient's records; its digest and the signature stay.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>SHA-256 (hex) of the content.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Suite of the ledger library that signed.</summary>
    public string Suite { get; set; } = "";

    public string KeyId { get; set; } = "";

    public byte[] Value { get; set; } = [];

    public DateTimeOffset SignedAt { get; set; }
}
