using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.Identity;

/// <summary>
/// ASP.NET Core Identity as the module uses it: the framework's password hashing, password rules, stamps, authenticator keys and recovery codes over <see cref="UserStore"/>.
/// Lock-out is counted by <see cref="PasswordGuard"/> instead, because the framework's counts on the system clock and loses parallel failures.
/// </summary>
internal sealed class Accounts(IServiceProvider services, Database database, IPasswordHasher<User> hasher, IOptions<IdentityOptions> identity)
{
    /// <summary>The hash of a password nobody knows, checked where there is no account, so that the answer takes as long.</summary>
    private readonly Lazy<string> _nobody = new(() => hasher.HashPassword(new User(), Secrets.NewLink()));

    /// <summary>The framework's manager within an act: what it changes is saved, and recorded, by the writer.</summary>
    public UserManager<User> Within(WriteScope scope) => Over(scope.Db);

    /// <summary>The account of that name, whatever its home institution; untracked.</summary>
    public async Task<User?> FindByNameAsync(string userName, CancellationToken cancellationToken)
    {
        await using var db = database.Read(Guid.Empty);
        var normalized = Normalize(userName);
        return await db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.NormalizedUserName == normalized, cancellationToken);
    }

    public async Task<User?> FindByIdAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(Guid.Empty);
        return await db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.Id == id, cancellationToken);
    }

    public static string Normalize(string userName) => userName.Trim().ToUpperInvariant();

    /// <summary>PBKDF2; slow on purpose, so never within an act.</summary>
    public string Hash(User user, string password) => hasher.HashPassword(user, password);

    /// <summary>Whether the password is the account's; takes as long when there is none. Slow on purpose, so never within an act.</summary>
    public bool Verify(User? user, string password)
    {
        var result = hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? _nobody.Value, password);
        return user?.PasswordHash is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>Adds what is wrong with a new password to <paramref name="errors"/>, by Identity's validators and ours.</summary>
    public async Task CheckNewPasswordAsync(FieldErrors errors, string field, string? password, string userName)
    {
        if (string.IsNullOrEmpty(password))
        {
            errors.Add(field, "access.passwordMissing");
            return;
        }

        if (password.Length > LongestPassword)
        {
            errors.Add(field, "access.passwordTooLong");
            return;
        }

        await using var db = database.Read(Guid.Empty);
        using var manager = Over(db);
        foreach (var validator in manager.PasswordValidators)
        {
            var result = await validator.ValidateAsync(manager, new User { UserName = userName }, password);
            foreach (var error in result.Errors)
            {
                errors.Add(field, Code(error.Code), ("length", identity.Value.Password.RequiredLength.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>A stamp as the framework makes them; a new one ends every session of the account.</summary>
    public static string NewStamp() => Secrets.NewLink();

    private const int LongestPassword = 200;

    private UserManager<User> Over(HengjianDbContext db) =>
        ActivatorUtilities.CreateInstance<UserManager<User>>(services, new UserStore(db, database.Fields), services);

    private static string Code(string identityCode) => identityCode switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) => "access.passwordTooShort",
        nameof(IdentityErrorDescriber.PasswordRequiresDigit) => "access.passwordNeedsDigit",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => "access.passwordTooUniform",
        PasswordRules.NeedsLetter => "access.passwordNeedsLetter",
        PasswordRules.HoldsUserName => "access.passwordHoldsName",
        _ => throw new InvalidOperationException($"The password rule {identityCode} has no text."),
    };
}

/// <summary>Rules beyond the framework's: a letter, and not the sign-in name.</summary>
internal sealed class PasswordRules(IOptions<AccessOptions> options) : IPasswordValidator<User>
{
    public const string NeedsLetter = nameof(NeedsLetter);
    public const string HoldsUserName = nameof(HoldsUserName);

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password)
    {
        var errors = new List<IdentityError>();
        if (options.Value.PasswordNeedsLetterAndDigit && !(password ?? "").Any(char.IsLetter))
        {
            errors.Add(new IdentityError { Code = NeedsLetter });
        }

        if (user.UserName.Length >= 4 && (password ?? "").Contains(user.UserName, StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(new IdentityError { Code = HoldsUserName });
        }

        return Task.FromResult(errors.Count == 0 ? IdentityResult.Success : IdentityResult.Failed([.. errors]));
    }
}
