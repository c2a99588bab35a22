using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.SignIn;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Ledger;

namespace Hengjian.Governance.Access.Signing;

/// <summary>Signing with the password asked for again. The signature is a <see cref="SignedAct"/> of the ledger library over the act's canonical JSON.</summary>
internal sealed class PasswordSigning(Accounts accounts, IWriter writer, PasswordGuard guard, PersonalKeys keys, TimeProvider clock) : ISigning
{
    private const string Method = "password";
    private const string Refused = "access.signature.refused";

    public async Task<Outcome<SigningTicket>> UnlockAsync(Caller caller, SignatureInput? signature, CancellationToken cancellationToken)
    {
        if (caller.Kind != CallerKind.User)
        {
            return new Forbidden("access.onlyPeopleSign");
        }

        if (signature?.Method is not null && signature.Method != Method)
        {
            return new Invalid("signature.method", "access.signatureMethod");
        }

        if (string.IsNullOrEmpty(signature?.Secret))
        {
            return new Invalid("signature.secret", "access.signatureSecretMissing");
        }

        var user = await accounts.FindByIdAsync(caller.Id, cancellationToken) ?? throw new InvalidOperationException("The caller has no account.");
        var right = accounts.Verify(user, signature.Secret);
        if (right)
        {
            // Read again: wrong secrets sent at the same moment may have locked the account while this one was checked.
            var now = await accounts.FindByIdAsync(caller.Id, cancellationToken);
            if (now is { AccessFailedCount: 0, DisabledAt: null } && now.PasswordHash == user.PasswordHash && !PasswordGuard.IsLockedOut(now, clock.GetUtcNow()))
            {
                return new SigningTicket(user.Id, caller.PractitionerId);
            }
        }

        return await writer.WriteAsync<SigningTicket>(
            new WriteRequest(caller with { InstitutionId = user.InstitutionId }),
            async (scope, ct) =>
            {
                var current = await PasswordGuard.LoadAsync(scope, user.Id, ct);
                if (PasswordGuard.IsLockedOut(current, scope.Now))
                {
                    return PasswordGuard.RefuseLockedOut(scope, current, Refused);
                }

                if (!right || current.DisabledAt is not null || current.PasswordHash != user.PasswordHash)
                {
                    return guard.Fail(scope, current, Refused, "access.signatureSecretWrong");
                }

                PasswordGuard.Succeed(current);
                scope.Record("access.signature.unlocked", nameof(User), current.Id);
                return new SigningTicket(user.Id, caller.PractitionerId);
            },
            cancellationToken);
    }

    public async Task<Guid> SignAsync(
        WriteScope scope, SigningTicket ticket, string act, string subjectKind, Guid subjectId, byte[] canonicalContent, CancellationToken cancellationToken)
    {
        ticket.UseIn(scope);
        using var key = await keys.OpenAsync(scope, ticket.UserId, cancellationToken);
        var signed = SignedAct.Sign(key, scope.InstitutionId.ToString("D"), ticket.UserId.ToString("D"), StoredInstant.ToMicroseconds(scope.Now), canonicalContent);
        var id = scope.NewId();
        scope.Db.Add(new Signature
        {
            InstitutionId = scope.InstitutionId,
            Id = id,
            UserId = ticket.UserId,
            PractitionerId = ticket.PractitionerId,
            Act = act,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            Content = scope.Database.Fields.Protect(scope.InstitutionId, "content", id, Encoding.UTF8.GetString(canonicalContent))!,
            Digest = LedgerHash.Sha256.Compute(canonicalContent).ToString(),
            Suite = signed.Suite,
            KeyId = signed.KeyId.ToString(),
            Value = Convert.FromBase64String(signed.Signature),
            SignedAt = scope.Now,
        });
        return id;
    }
}
