using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.SignIn;

/// <summary>
/// Counts wrong secrets of an account to its lock-out, wherever they are asked for (sign-in, code, signature, own settings). Counting and judging happen in the act's transaction,
/// so guesses sent at the same moment are counted one by one and a right one among them does not pass a lock-out.
/// </summary>
internal sealed class PasswordGuard(IOptions<AccessOptions> options)
{
    /// <summary>The account as the act sees it, tracked; the scope's institution is the account's home.</summary>
    public static Task<User> LoadAsync(WriteScope scope, Guid userId, CancellationToken cancellationToken) =>
        scope.Db.Set<User>().SingleAsync(u => u.Id == userId, cancellationToken);

    public static bool IsLockedOut(User user, DateTimeOffset now) => user.LockoutEnd > now;

    /// <summary>Counts one failure, locks the account when it is one too many, and records both. The refusal keeps these changes.</summary>
    /// <param name="refused">Action of the record, for example <c>access.signIn.failed</c>.</param>
    /// <param name="code">Message code of the refusal.</param>
    public Refusal Fail(WriteScope scope, User user, string refused, string code)
    {
        scope.Record(refused, nameof(User), user.Id);
        user.AccessFailedCount++;
        if (user.AccessFailedCount < options.Value.FailuresToLockOut)
        {
            return new Forbidden(code) { KeepsChanges = true };
        }

        user.AccessFailedCount = 0;
        user.LockoutEnd = scope.Now + options.Value.LockOutFor;
        scope.Record("access.account.lockedOut", nameof(User), user.Id);
        return new Forbidden("access.lockedOut") { KeepsChanges = true };
    }

    /// <summary>Records an attempt on a locked account; nothing is counted.</summary>
    public static Refusal RefuseLockedOut(WriteScope scope, User user, string refused)
    {
        scope.Record(refused, nameof(User), user.Id);
        return new Forbidden("access.lockedOut") { KeepsChanges = true };
    }

    /// <summary>Forgets earlier failures.</summary>
    public static void Succeed(User user)
    {
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
    }
}
