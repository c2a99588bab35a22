using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.AspNetCore.Identity;

namespace Hengjian.Governance.Access.Profile;

/// <summary>The own account as its page and <c>GET /me</c> show it.</summary>
public sealed record OwnAccountView(
    string UserName, string DisplayName, string? Language, bool TwoFactorEnabled, int RecoveryCodesLeft, DateTimeOffset CreatedAt, bool EnrolmentStarted);

/// <summary>What the authenticator application needs, while the enrolment is not confirmed.</summary>
public sealed record TwoFactorEnrolment(string Key, string Address);

public sealed record RecoveryCodes(IReadOnlyList<string> Codes);

/// <summary>What a person does to the own account. Acts that weaken or renew its protection ask for the password again.</summary>
public sealed class OwnAccountService
{
    private const int RecoveryCodeCount = 10;
    private const string Issuer = "Hengjian";

    private readonly OwnAccountActs _acts;
    private readonly Accounts _accounts;
    private readonly Database _database;

    internal OwnAccountService(OwnAccountActs acts, Accounts accounts, Database database)
    {
        _acts = acts;
        _accounts = accounts;
        _database = database;
    }

    public async Task<OwnAccountView> GetAsync(WriteRequest context, CancellationToken cancellationToken)
    {
        var user = await _acts.FindAsync(context, cancellationToken);
        return new OwnAccountView(
            user.UserName, user.DisplayName, user.Language, user.TwoFactorEnabled, user.RecoveryCodes.Count, user.CreatedAt, !user.TwoFactorEnabled && user.AuthenticatorKey is not null);
    }

    /// <summary>Sets another password; every other session of the account ends.</summary>
    public async Task<Outcome<bool>> ChangePasswordAsync(
        WriteRequest context, SessionKey? session, string? currentPassword, string? newPassword, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        await _accounts.CheckNewPasswordAsync(errors, "newPassword", newPassword, context.Caller.Name);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var user = await _acts.FindAsync(context, cancellationToken);
        var hash = _accounts.Hash(user, newPassword!);
        return await _acts.WithPasswordAsync<bool>(
            context,
            session,
            currentPassword,
            "currentPassword",
            (scope, current, _, _) =>
            {
                current.PasswordHash = hash;
                current.SecurityStamp = Accounts.NewStamp();
                scope.Record("access.password.changed", nameof(User), current.Id);
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancellationToken);
    }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    public async Task<Outcome<bool>> SetLanguageAsync(WriteRequest context, string? language, CancellationToken cancellationToken)
    {
        if (language is not ("zh-CN" or "en"))
        {
            return new Invalid("language", "access.languageUnknown");
        }

        return await _acts.RunAsync<bool>(
            context,
            (scope, user, _, _) =>
            {
                user.Language = language;
                scope.Record("access.language.set", nameof(User), user.Id);
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancellationToken);
    }

    /// <summary>Makes an authenticator key that waits to be confirmed; one that waited before is replaced.</summary>
    public Task<Outcome<TwoFactorEnrolment>> StartTwoFactorAsync(WriteRequest context, CancellationToken cancellationToken) =>
        _acts.RunAsync<TwoFactorEnrolment>(
            context,
            async (scope, user, manager, ct) =>
            {
                if (user.TwoFactorEnabled)
                {
                    return new Conflict("access.twoFactorOn");
                }

                var key = Totp.NewKey();
                await Store(scope).SetAuthenticatorKeyAsync(user, key, ct);
                user.LastTotpStep = 0;
                scope.Record("access.twoFactor.started", nameof(User), user.Id);
                return new TwoFactorEnrolment(key, Totp.Address(Issuer, user.UserName, key));
            },
            cancellationToken);

    /// <summary>The key that waits to be confirmed; null when none does.</summary>
    public async Task<TwoFactorEnrolment?> PendingTwoFactorAsync(WriteRequest context, CancellationToken cancellationToken)
    {
        var user = await _acts.FindAsync(context, cancellationToken);
        await using var db = _database.Read(user.InstitutionId);
        using var store = new UserStore(db, _database.Fields);
        return user.TwoFactorEnabled || await store.GetAuthenticatorKeyAsync(user, cancellationToken) is not { } key
            ? null
            : new TwoFactorEnrolment(key, Totp.Address(Issuer, user.UserName, key));
    }

    /// <summary>Turns two factors on with a code of the waiting key, and answers the recovery codes, which are shown this once.</summary>
    public async Task<Outcome<RecoveryCodes>> ConfirmTwoFactorAsync(
        WriteRequest context, SessionKey? session, string? code, string? password, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return new Invalid("code", "access.codeMissing");
        }

        return await _acts.WithPasswordAsync<RecoveryCodes>(
            context,
            session,
            password,
            "password",
            async (scope, user, manager, _) =>
            {
                if (user.TwoFactorEnabled)
                {
                    return new Conflict("access.twoFactorOn");
                }

                if (!await manager.VerifyTwoFactorTokenAsync(user, TotpProvider.Name, code.Replace(" ", "", StringComparison.Ordinal)))
                {
                    return new Invalid("code", "access.codeWrong");
                }

                await manager.SetTwoFactorEnabledAsync(user, true);
                scope.Record("access.twoFactor.enabled", nameof(User), user.Id);
                return await NewCodesAsync(manager, user);
            },
            cancellationToken);
    }

    public Task<Outcome<bool>> DisableTwoFactorAsync(WriteRequest context, SessionKey? session, string? password, CancellationToken cancellationToken) =>
        _acts.WithPasswordAsync<bool>(
            context,
            session,
            password,
            "password",
            async (scope, user, manager, _) =>
            {
                await TurnOffAsync(manager, user);
                scope.Record("access.twoFactor.disabled", nameof(User), user.Id);
                return true;
            },
            cancellationToken);

    /// <summary>Replaces the recovery codes; they are shown this once.</summary>
    public Task<Outcome<RecoveryCodes>> RenewRecoveryCodesAsync(WriteRequest context, SessionKey? session, string? password, CancellationToken cancellationToken) =>
        _acts.WithPasswordAsync<RecoveryCodes>(
            context,
            session,
            password,
            "password",
            async (scope, user, manager, _) =>
            {
                if (!user.TwoFactorEnabled)
                {
                    return new Conflict("access.twoFactorOff");
                }

                scope.Record("access.recoveryCodes.renewed", nameof(User), user.Id);
                return await NewCodesAsync(manager, user);
            },
            cancellationToken);

    /// <summary>Takes the second factor away, with its key and recovery codes, and ends every session.</summary>
    internal static async Task TurnOffAsync(UserManager<User> manager, User user)
    {
        user.AuthenticatorKey = null;
        user.RecoveryCodes = [];
        await manager.SetTwoFactorEnabledAsync(user, false);
    }

    private static async Task<RecoveryCodes> NewCodesAsync(UserManager<User> manager, User user) =>
        new([.. (await manager.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodeCount))!]);

    private static UserStore Store(WriteScope scope) => new(scope.Db, scope.Database.Fields);
}
