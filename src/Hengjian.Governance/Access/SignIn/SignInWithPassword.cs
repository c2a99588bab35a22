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
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.SignIn;

/// <summary>The first step of a sign-in: name and password. Opens a session, or one that waits for a code where the account has two factors.</summary>
public sealed partial class SignInWithPassword
{
    /// <summary>How long a code may be given after the password.</summary>
    internal static readonly TimeSpan CodeWithin = TimeSpan.FromMinutes(5);

    private readonly Accounts _accounts;
    private readonly IWriter _writer;
    private readonly PasswordGuard _guard;
    private readonly AccessOptions _options;
    private readonly IPractitionerDirectory _practitioners;
    private readonly ILogger<SignInWithPassword> _logger;

    internal SignInWithPassword(
        Accounts accounts, IWriter writer, PasswordGuard guard, IOptions<AccessOptions> options, IPractitionerDirectory practitioners, ILogger<SignInWithPassword> logger)
    {
        _practitioners = practitioners;
        _accounts = accounts;
        _writer = writer;
        _guard = guard;
        _options = options.Value;
        _logger = logger;
    }

    /// <summary>A wrong name and a wrong password are refused alike and take as long.</summary>
    public async Task<Outcome<SignedIn>> HandleAsync(SignInRequest request, string? requestId, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(request.UserName), "userName", "access.userNameMissing");
        errors.Require(!string.IsNullOrEmpty(request.Password), "password", "access.passwordMissing");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var user = await _accounts.FindByNameAsync(request.UserName!, cancellationToken);
        var right = _accounts.Verify(user, request.Password!);
        if (user is null)
        {
            // No ledger has a place for it, and what was typed may be a password.
            LogUnknownName(_logger);
            return new Forbidden("access.signInFailed");
        }

        var caller = right ? SignInActs.CallerOf(user) : Caller.System(user.InstitutionId);
        return await _writer.WriteAsync<SignedIn>(
            new WriteRequest(caller, requestId),
            async (scope, ct) =>
            {
                var current = await PasswordGuard.LoadAsync(scope, user.Id, ct);
                if (PasswordGuard.IsLockedOut(current, scope.Now))
                {
                    return PasswordGuard.RefuseLockedOut(scope, current, SignInActs.Failed);
                }

                if (!right || current.PasswordHash != user.PasswordHash)
                {
                    return _guard.Fail(scope, current, SignInActs.Failed, "access.signInFailed");
                }

                return await OpenAsync(scope, current, ct);
            },
            cancellationToken);
    }

    private async Task<Outcome<SignedIn>> OpenAsync(WriteScope scope, User user, CancellationToken cancellationToken)
    {
        if (user.DisabledAt is not null)
        {
            return Refuse("access.accountDisabled");
        }

        if (user.ActiveAt.AddDays(_options.UnusedAccountDays) < scope.Now)
        {
            return Refuse("access.accountUnused");
        }

        var institutions = await SignInActs.InstitutionsOfAsync(scope.Db, _practitioners, user.Id, ShanghaiDay.Of(scope.Now), cancellationToken);
        if (institutions.Count == 0)
        {
            return Refuse("access.noMembership");
        }

        await SignInActs.RemoveEndedAsync(scope, user.Id, cancellationToken);
        var session = new UserSession
        {
            InstitutionId = user.InstitutionId,
            Id = scope.NewId(),
            UserId = user.Id,
            ActingInstitutionId = institutions.Contains(user.InstitutionId) ? user.InstitutionId : institutions[0],
            Stage = user.TwoFactorEnabled ? SessionStage.AwaitingCode : SessionStage.Open,
            SecurityStamp = user.SecurityStamp,
            CreatedAt = scope.Now,
            ExpiresAt = scope.Now + (user.TwoFactorEnabled ? CodeWithin : _options.LongestSession),
        };
        scope.Db.Add(session);
        if (user.TwoFactorEnabled)
        {
            scope.Record("access.signIn.passwordAccepted", nameof(User), user.Id);
        }
        else
        {
            SignInActs.Succeed(scope, user);
        }

        return new SignedIn(new SessionKey(session.InstitutionId, session.Id), user.TwoFactorEnabled, institutions.Count > 1);

        Forbidden Refuse(string code)
        {
            scope.Record(SignInActs.Failed, nameof(User), user.Id);
            return new Forbidden(code) { KeepsChanges = true };
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sign-in refused: there is no account of that name.")]
    private static partial void LogUnknownName(ILogger logger);
}

/// <summary>What the two steps of a sign-in share.</summary>
internal static class SignInActs
{
    public const string Failed = "access.signIn.failed";

    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    public static Caller CallerOf(User user) =>
        new(CallerKind.User, user.Id, user.UserName, user.InstitutionId, null, new HashSet<Role>(), new HashSet<string>());

    public static void Succeed(WriteScope scope, User user)
    {
        PasswordGuard.Succeed(user);
        user.ActiveAt = scope.Now;
        scope.Record("access.signIn.succeeded", nameof(User), user.Id);
    }

    /// <summary>Institutions where the person has a membership and has not left by the practitioner's record, oldest membership first.</summary>
    public static async Task<List<Guid>> InstitutionsOfAsync(
        HengjianDbContext db, IPractitionerDirectory practitioners, Guid userId, DateOnly today, CancellationToken cancellationToken)
    {
        var memberships = await db.Set<Membership>().IgnoreQueryFilters().Where(m => m.UserId == userId && m.EndedAt == null)
            .OrderBy(m => m.Id).Select(m => new { m.InstitutionId, m.PractitionerId }).ToListAsync(cancellationToken);
        var open = new List<Guid>(memberships.Count);
        foreach (var membership in memberships)
        {
            if (membership.PractitionerId is not { } practitioner || !await practitioners.HasLeftAsync(db, membership.InstitutionId, practitioner, today, cancellationToken))
            {
                open.Add(membership.InstitutionId);
            }
        }

        return open;
    }

    public static async Task RemoveEndedAsync(WriteScope scope, Guid userId, CancellationToken cancellationToken)
    {
        var before = scope.Now - KeptAfterEnd;
        scope.Db.RemoveRange(await scope.Db.Set<UserSession>().Where(s => s.UserId == userId && s.ExpiresAt < before).ToListAsync(cancellationToken));
    }
}
