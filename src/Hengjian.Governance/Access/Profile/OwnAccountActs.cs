using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.SignIn;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Profile;

/// <summary>How a person's acts on the own account run: in the home institution, after the password was asked for again, without ending the session they come from.</summary>
internal sealed class OwnAccountActs(Accounts accounts, IWriter writer, PasswordGuard guard, CallerMemory memory)
{
    /// <summary>Runs <paramref name="act"/> when the password is right. A wrong one is 403, recorded and counted to the lock-out.</summary>
    /// <param name="session">The session the act comes from, which goes on even when the stamp changes; null for a token.</param>
    public async Task<Outcome<T>> WithPasswordAsync<T>(
        WriteRequest context,
        SessionKey? session,
        string? password,
        string field,
        Func<WriteScope, User, UserManager<User>, CancellationToken, Task<Outcome<T>>> act,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password))
        {
            return new Invalid(field, "access.passwordMissing");
        }

        var user = await FindAsync(context, cancellationToken);
        var right = accounts.Verify(user, password);
        return await writer.WriteAsync<T>(
            HomeRequest(context, user),
            async (scope, ct) =>
            {
                var current = await PasswordGuard.LoadAsync(scope, user.Id, ct);
                if (PasswordGuard.IsLockedOut(current, scope.Now))
                {
                    return PasswordGuard.RefuseLockedOut(scope, current, "access.passwordCheck.failed");
                }

                if (!right || current.PasswordHash != user.PasswordHash)
                {
                    return guard.Fail(scope, current, "access.passwordCheck.failed", "access.passwordWrong");
                }

                var before = current.SecurityStamp;
                using var manager = accounts.Within(scope);
                var outcome = await act(scope, current, manager, ct);
                if (outcome.Refusal is null)
                {
                    PasswordGuard.Succeed(current);
                    await KeepSessionAsync(scope, session, current, before, ct);
                }

                scope.OnCommitted(memory.Forget);
                return outcome;
            },
            cancellationToken);
    }

    /// <summary>Runs an act that needs no password.</summary>
    public async Task<Outcome<T>> RunAsync<T>(
        WriteRequest context, Func<WriteScope, User, UserManager<User>, CancellationToken, Task<Outcome<T>>> act, CancellationToken cancellationToken)
    {
        var user = await FindAsync(context, cancellationToken);
        return await writer.WriteAsync<T>(
            HomeRequest(context, user),
            async (scope, ct) =>
            {
                using var manager = accounts.Within(scope);
                scope.OnCommitted(memory.Forget);
                return await act(scope, await PasswordGuard.LoadAsync(scope, user.Id, ct), manager, ct);
            },
            cancellationToken);
    }

    public async Task<User> FindAsync(WriteRequest context, CancellationToken cancellationToken) =>
        context.Caller.Kind == CallerKind.User && await accounts.FindByIdAsync(context.Caller.Id, cancellationToken) is { } user
            ? user
            : throw new InvalidOperationException("Only a person has an account.");

    /// <summary>The account's rows are the home institution's. Answers hold secrets here, so no key may store them.</summary>
    private static WriteRequest HomeRequest(WriteRequest context, User user) =>
        new(context.Caller with { InstitutionId = user.InstitutionId }, context.RequestId);

    private static async Task KeepSessionAsync(WriteScope scope, SessionKey? key, User user, string stampBefore, CancellationToken cancellationToken)
    {
        if (key is not null && user.SecurityStamp != stampBefore
            && await scope.Db.Set<UserSession>().SingleOrDefaultAsync(s => s.Id == key.SessionId && s.UserId == user.Id, cancellationToken) is { } session)
        {
            session.SecurityStamp = user.SecurityStamp;
        }
    }
}
