using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.SignIn;

/// <summary>The second step of a sign-in: the authenticator's code, or a recovery code, which is then used up. The session gets a new id.</summary>
public sealed class SignInWithCode
{
    private readonly Database _database;
    private readonly Accounts _accounts;
    private readonly IWriter _writer;
    private readonly PasswordGuard _guard;
    private readonly AccessOptions _options;
    private readonly IPractitionerDirectory _practitioners;

    internal SignInWithCode(Database database, Accounts accounts, IWriter writer, PasswordGuard guard, IOptions<AccessOptions> options, IPractitionerDirectory practitioners)
    {
        _practitioners = practitioners;
        _database = database;
        _accounts = accounts;
        _writer = writer;
        _guard = guard;
        _options = options.Value;
    }

    public async Task<Outcome<SignedIn>> HandleAsync(SessionKey waiting, SignInCodeRequest request, string? requestId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Code))
        {
            return new Invalid("code", "access.codeMissing");
        }

        await using var db = _database.Read(waiting.HomeInstitutionId);
        if (await db.Set<UserSession>().FirstOrDefaultAsync(s => s.Id == waiting.SessionId, cancellationToken) is not { } known)
        {
            return new Forbidden("access.signInExpired");
        }

        var code = request.Code.Replace(" ", "", StringComparison.Ordinal);
        return await _writer.WriteAsync<SignedIn>(
            new WriteRequest(Caller.System(waiting.HomeInstitutionId), requestId),
            async (scope, ct) =>
            {
                var session = await scope.Db.Set<UserSession>().SingleOrDefaultAsync(s => s.Id == known.Id, ct);
                var user = await PasswordGuard.LoadAsync(scope, known.UserId, ct);
                if (session is not { Stage: SessionStage.AwaitingCode } || session.ExpiresAt <= scope.Now || session.SecurityStamp != user.SecurityStamp || user.DisabledAt is not null)
                {
                    return new Forbidden("access.signInExpired");
                }

                if (PasswordGuard.IsLockedOut(user, scope.Now))
                {
                    return PasswordGuard.RefuseLockedOut(scope, user, SignInActs.Failed);
                }

                using var manager = _accounts.Within(scope);
                var right = request.IsRecoveryCode
                    ? (await manager.RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded
                    : await manager.VerifyTwoFactorTokenAsync(user, TotpProvider.Name, code);
                if (!right)
                {
                    return _guard.Fail(scope, user, SignInActs.Failed, "access.codeWrong");
                }

                SignInActs.Succeed(scope, user);
                if (request.IsRecoveryCode)
                {
                    scope.Record("access.recoveryCode.used", nameof(User), user.Id);
                }

                var institutions = await SignInActs.InstitutionsOfAsync(scope.Db, _practitioners, user.Id, ShanghaiDay.Of(scope.Now), ct);
                var open = new UserSession
                {
                    InstitutionId = session.InstitutionId,
                    Id = scope.NewId(),
                    UserId = user.Id,
                    ActingInstitutionId = session.ActingInstitutionId,
                    Stage = SessionStage.Open,
                    SecurityStamp = user.SecurityStamp,
                    CreatedAt = scope.Now,
                    ExpiresAt = scope.Now + _options.LongestSession,
                };
                scope.Db.Remove(session);
                scope.Db.Add(open);
                return new SignedIn(new SessionKey(open.InstitutionId, open.Id), NeedsCode: false, institutions.Count > 1);
            },
            cancellationToken);
    }
}
