using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Identity;

/// <summary>
/// ASP.NET Core Identity over our rows, bound to one context. Within an act the rows are tracked and the writer saves them with their ledger record, so an
/// update here only says that the row is tracked; over a reading context every change is refused.
/// </summary>
internal sealed class UserStore(HengjianDbContext db, FieldProtector fields) :
    IUserPasswordStore<User>, IUserSecurityStampStore<User>, IUserLockoutStore<User>, IUserTwoFactorStore<User>, IUserAuthenticatorKeyStore<User>,
    IUserTwoFactorRecoveryCodeStore<User>
{
    private const string KeyColumn = "authenticator_key";

    public static string RecoveryCodeHash(FieldProtector fields, User user, string code) =>
        fields.BlindIndex(user.InstitutionId, "recovery_code:" + user.Id.ToString("D"), code.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant())!;

    public Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        db.Add(user);
        return Done;
    }

    public Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken) =>
        db.Entry(user).State == EntityState.Detached ? throw new InvalidOperationException("An account is changed within an act only.") : Done;

    public Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never removed: the ledger names them.");

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParseExact(userId, "D", out var id)
            ? db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.Id == id, cancellationToken)
            : Task.FromResult<User?>(null);

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString("D"));

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) => Set(user.UserName = userName ?? "");

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) => Set(user.NormalizedUserName = normalizedName ?? "");

    public Task<string?> GetPasswordHashAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task SetPasswordHashAsync(User user, string? passwordHash, CancellationToken cancellationToken) => Set(user.PasswordHash = passwordHash);

    public Task<bool> HasPasswordAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken cancellationToken) => Set(user.SecurityStamp = stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task SetLockoutEndDateAsync(User user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user.LockoutEnd = lockoutEnd);

    public Task<int> IncrementAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Set(user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(User user, bool enabled, CancellationToken cancellationToken) => Set(user.TwoFactorEnabled = enabled);

    public Task<bool> GetTwoFactorEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorEnabled);

    public Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        Set(user.AuthenticatorKey = fields.Protect(user.InstitutionId, KeyColumn, user.Id, key));

    public Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(fields.Unprotect(user.InstitutionId, KeyColumn, user.Id, user.AuthenticatorKey));

    public Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Set(user.RecoveryCodes = [.. recoveryCodes.Select(c => RecoveryCodeHash(fields, user, c))]);

    public Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var hash = RecoveryCodeHash(fields, user, code);
        if (!user.RecoveryCodes.Contains(hash))
        {
            return Task.FromResult(false);
        }

        user.RecoveryCodes = [.. user.RecoveryCodes.Where(c => c != hash)];
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.RecoveryCodes.Count);

    public void Dispose()
    {
        // The context belongs to whoever opened it.
    }

    private static Task<IdentityResult> Done => Task.FromResult(IdentityResult.Success);

    private static Task Set(object? assigned)
    {
        _ = assigned;
        return Task.CompletedTask;
    }
}
