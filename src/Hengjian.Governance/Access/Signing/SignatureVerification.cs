using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Signing;

internal sealed class SignatureVerification(Database database) : ISignatureVerification
{
    public async Task<SignatureCheck?> VerifyAsync(Guid institution, Guid signatureId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        if (await db.Set<Signature>().FirstOrDefaultAsync(s => s.Id == signatureId, cancellationToken) is not { } signature)
        {
            return null;
        }

        var key = await db.Set<UserKey>().FirstOrDefaultAsync(k => k.KeyId == signature.KeyId, cancellationToken);
        return Check(signature, key);
    }

    public async IAsyncEnumerable<SignatureCheck> VerifyAllAsync(Guid institution, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var keys = await db.Set<UserKey>().ToDictionaryAsync(k => k.KeyId, cancellationToken);
        await foreach (var signature in db.Set<Signature>().OrderBy(s => s.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return Check(signature, keys.GetValueOrDefault(signature.KeyId));
        }
    }

    private SignatureCheck Check(Signature signature, UserKey? key)
    {
        var content = Read(signature);
        return new SignatureCheck(
            signature.Id, StateOf(signature, key, content), signature.Act, signature.SubjectKind, signature.SubjectId, signature.UserId, signature.PractitionerId,
            signature.SignedAt, signature.KeyId, signature.Suite, signature.Digest, content);
    }

    private static SignatureState StateOf(Signature signature, UserKey? key, string? content)
    {
        if (signature.ErasedAt is not null)
        {
            return SignatureState.Erased;
        }

        if (key is null)
        {
            return SignatureState.KeyUnknown;
        }

        if (content is null || !Digest.TryParse(signature.KeyId, out var keyId) || LedgerHash.Sha256.Compute(Encoding.UTF8.GetBytes(content)).ToString() != signature.Digest)
        {
            return SignatureState.ContentChanged;
        }

        var act = new SignedAct(
            signature.InstitutionId.ToString("D"), signature.UserId.ToString("D"), StoredInstant.ToMicroseconds(signature.SignedAt), signature.Suite, keyId, content,
            Convert.ToBase64String(signature.Value));
        return act.Verify(PersonalKeys.RecordOf(key)) switch
        {
            SignatureStatus.Valid => SignatureState.Valid,
            SignatureStatus.Revoked => SignatureState.KeyRetired,
            SignatureStatus.WrongKey or SignatureStatus.UnknownSuite => SignatureState.KeyUnknown,
            _ => SignatureState.ContentChanged,
        };
    }

    private string? Read(Signature signature)
    {
        try
        {
            return database.Fields.Unprotect(signature.InstitutionId, "content", signature.Id, signature.Content);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
