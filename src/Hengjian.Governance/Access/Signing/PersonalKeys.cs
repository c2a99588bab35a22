using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Signing;

/// <summary>People's signing keys: made at the first signing in an institution, the private part wrapped by the data-protection ring of the data folder.</summary>
internal sealed class PersonalKeys(IDataProtectionProvider ring)
{
    private readonly IDataProtector _wrap = ring.CreateProtector("hengjian.personal-keys.v1");

    /// <summary>The user's key in the act's institution, opened; the caller disposes it.</summary>
    public async Task<ISigningKey> OpenAsync(WriteScope scope, Guid userId, CancellationToken cancellationToken)
    {
        var row = await scope.Db.Set<UserKey>().Where(k => k.UserId == userId && k.RetiredAt == null).OrderBy(k => k.Id).FirstOrDefaultAsync(cancellationToken);
        row ??= scope.Db.Set<UserKey>().Local.FirstOrDefault(k => k.UserId == userId && k.RetiredAt is null) ?? Add(scope, userId);
        var suite = SignatureSuites.Find(row.Suite) ?? throw new InvalidOperationException($"This version does not know the suite {row.Suite} of a signing key.");
        return suite.OpenKey(_wrap.Unprotect(row.WrappedPrivateKey));
    }

    /// <summary>The key's public record, as checks and exports use it.</summary>
    public static PublicKeyRecord RecordOf(UserKey key) => new()
    {
        Institution = key.InstitutionId.ToString("D"),
        Purpose = KeyPurpose.Person,
        Holder = key.UserId.ToString("D"),
        Suite = key.Suite,
        Spki = Convert.ToBase64String(key.PublicKey),
        CreatedAt = StoredInstant.ToMicroseconds(key.CreatedAt),
        RevokedAt = key.RetiredAt is { } retired ? StoredInstant.ToMicroseconds(retired) : null,
    };

    private UserKey Add(WriteScope scope, Guid userId)
    {
        var suite = SignatureSuites.Default;
        var secret = suite.GenerateKey();
        using var key = suite.OpenKey(secret);
        var row = new UserKey
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            UserId = userId,
            Suite = suite.Id,
            KeyId = PublicKeyRecord.IdOf(key.Spki.Span).ToString(),
            PublicKey = key.Spki.ToArray(),
            WrappedPrivateKey = _wrap.Protect(secret),
            CreatedAt = scope.Now,
        };
        scope.Db.Add(row);
        return row;
    }
}
