using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.Profile;
using Hengjian.Governance.Access.SignIn;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Users;

public sealed record ChangeRolesRequest(IReadOnlyList<Role>? Roles, Guid? PractitionerId);

/// <summary>Roles for a person whose account another institution keeps.</summary>
public sealed record AddMembershipRequest(string? UserName, IReadOnlyList<Role>? Roles, Guid? PractitionerId);

/// <summary>What a security administrator does to other people's accounts. Nobody changes the own one here: that needs another's act.</summary>
public sealed class UserActs
{
    private readonly IWriter _writer;
    private readonly Accounts _accounts;
    private readonly Invitations _invitations;
    private readonly CallerMemory _memory;
    private readonly IPractitionerDirectory _practitioners;

    internal UserActs(IWriter writer, Accounts accounts, Invitations invitations, CallerMemory memory, IPractitionerDirectory practitioners)
    {
        _writer = writer;
        _accounts = accounts;
        _invitations = invitations;
        _memory = memory;
        _practitioners = practitioners;
    }

    /// <summary>Replaces the roles and the practitioner record; takes effect at the person's next request.</summary>
    /// <param name="version">The version that the change was made from (If-Match).</param>
    public Task<Outcome<Changed>> ChangeRolesAsync(Guid userId, long version, ChangeRolesRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        UserRules.CheckRoles(errors, request.Roles);
        return errors.Any
            ? Task.FromResult<Outcome<Changed>>(errors.ToRefusal())
            : ActAsync<Changed>(userId, context, async (scope, _, membership, ct) =>
            {
                if (membership.Version != version)
                {
                    return new Stale(version, membership.Version);
                }

                if (await CheckPractitionerAsync(scope, _practitioners, request.PractitionerId, userId, ct) is { } refusal)
                {
                    return refusal;
                }

                membership.Roles = [.. request.Roles!];
                membership.PractitionerId = request.PractitionerId;
                scope.Record("access.roles.changed", nameof(Membership), membership.Id);
                return new Changed(userId, version + 1);
            }, cancellationToken);
    }

    /// <summary>Gives a person of another institution a membership in this one.</summary>
    public async Task<Outcome<Changed>> AddMembershipAsync(AddMembershipRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        UserRules.CheckUserName(errors, "userName", request.UserName);
        UserRules.CheckRoles(errors, request.Roles);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (await _accounts.FindByNameAsync(request.UserName!, cancellationToken) is not { DisabledAt: null } user)
        {
            return new Invalid("userName", "access.userUnknown");
        }

        return await _writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                var membership = await scope.Db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == user.Id, ct);
                if (membership is { EndedAt: null })
                {
                    return new Conflict("access.alreadyMember");
                }

                if (user.Id == scope.Caller.Id)
                {
                    return new Forbidden("access.ownAccount");
                }

                if (await CheckPractitionerAsync(scope, _practitioners, request.PractitionerId, user.Id, ct) is { } refusal)
                {
                    return refusal;
                }

                if (membership is null)
                {
                    membership = new Membership { InstitutionId = scope.InstitutionId, Id = scope.NewId(), UserId = user.Id };
                    scope.Db.Add(membership);
                }

                membership.EndedAt = null;
                membership.Roles = [.. request.Roles!];
                membership.PractitionerId = request.PractitionerId;
                scope.Record("access.membership.added", nameof(Membership), membership.Id);
                return new Changed(user.Id, membership.Version + 1);
            },
            cancellationToken);
    }

    /// <summary>Locks a leaver out at once: sessions end, tokens are revoked, links can no longer be used. For an account kept elsewhere only the membership ends.</summary>
    public Task<Outcome<bool>> DisableAsync(Guid userId, WriteRequest context, CancellationToken cancellationToken) =>
        ActAsync<bool>(userId, context, async (scope, user, membership, ct) =>
        {
            foreach (var token in await scope.Db.Set<ApiToken>().Where(t => t.UserId == userId && t.RevokedAt == null).ToListAsync(ct))
            {
                token.RevokedAt = scope.Now;
            }

            if (user is null)
            {
                membership.EndedAt ??= scope.Now;
                scope.Record("access.membership.ended", nameof(Membership), membership.Id);
                return true;
            }

            foreach (var link in await scope.Db.Set<Invitation>().Where(i => i.UserId == userId && i.UsedAt == null).ToListAsync(ct))
            {
                link.UsedAt = scope.Now;
            }

            user.DisabledAt ??= scope.Now;
            user.SecurityStamp = Accounts.NewStamp();
            scope.Record("access.user.disabled", nameof(User), user.Id);
            return true;
        }, cancellationToken);

    /// <summary>Opens a disabled, unused or locked account again. Tokens stay revoked.</summary>
    public Task<Outcome<bool>> EnableAsync(Guid userId, WriteRequest context, CancellationToken cancellationToken) =>
        ActAsync<bool>(userId, context, (scope, user, membership, _) =>
        {
            membership.EndedAt = null;
            if (user is null)
            {
                scope.Record("access.membership.resumed", nameof(Membership), membership.Id);
                return Task.FromResult<Outcome<bool>>(true);
            }

            user.DisabledAt = null;
            user.ActiveAt = scope.Now;
            PasswordGuard.Succeed(user);
            scope.Record("access.user.enabled", nameof(User), user.Id);
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);

    /// <summary>Takes a lost second factor away. The person signs in with the password and enrols again.</summary>
    public Task<Outcome<bool>> ResetTwoFactorAsync(Guid userId, WriteRequest context, CancellationToken cancellationToken) =>
        ActAsync<bool>(userId, context, async (scope, user, _, _) =>
        {
            if (user is null)
            {
                return new Conflict("access.keptElsewhere");
            }

            using var manager = _accounts.Within(scope);
            await OwnAccountService.TurnOffAsync(manager, user);
            scope.Record("access.twoFactor.reset", nameof(User), user.Id);
            return true;
        }, cancellationToken);

    /// <summary>Makes a new single-use link to set the password (a forgotten one, or an invitation that ran out). The old password goes on until the link is used.</summary>
    public Task<Outcome<IssuedLink>> InviteAsync(Guid userId, WriteRequest context, CancellationToken cancellationToken) =>
        ActAsync<IssuedLink>(userId, context with { Idempotency = null }, async (scope, user, _, ct) =>
        {
            if (user is null)
            {
                return new Conflict("access.keptElsewhere");
            }

            if (user.DisabledAt is not null)
            {
                return new Conflict("access.accountDisabled");
            }

            scope.Record("access.link.issued", nameof(User), user.Id);
            return await _invitations.IssueAsync(scope, user, ct);
        }, cancellationToken);

    /// <summary>A practitioner record belongs to one account: two accounts of one physician would look like two physicians.</summary>
    internal static async Task<Refusal?> CheckPractitionerAsync(
        WriteScope scope, IPractitionerDirectory practitioners, Guid? practitionerId, Guid? userId, CancellationToken cancellationToken)
    {
        if (practitionerId is not { } id)
        {
            return null;
        }

        if (!(await practitioners.NamesAsync(scope.Db, [id], cancellationToken)).ContainsKey(id))
        {
            return new Invalid("practitionerId", "access.practitionerUnknown");
        }

        return await scope.Db.Set<Membership>().AnyAsync(m => m.PractitionerId == id && m.UserId != userId, cancellationToken)
            ? new Invalid("practitionerId", "access.practitionerTaken")
            : null;
    }

    /// <summary>Runs an act on a member. The user is null where the account is kept by another institution.</summary>
    private Task<Outcome<T>> ActAsync<T>(
        Guid userId, WriteRequest context, Func<WriteScope, User?, Membership, CancellationToken, Task<Outcome<T>>> act, CancellationToken cancellationToken) =>
        userId == context.Caller.Id
            ? Task.FromResult<Outcome<T>>(new Forbidden("access.ownAccount"))
            : _writer.WriteAsync<T>(
                context,
                async (scope, ct) =>
                {
                    if (await scope.Db.Set<Membership>().SingleOrDefaultAsync(m => m.UserId == userId, ct) is not { } membership)
                    {
                        return new NotFound(nameof(User));
                    }

                    scope.OnCommitted(_memory.Forget);
                    return await act(scope, await scope.Db.Set<User>().SingleOrDefaultAsync(u => u.Id == userId, ct), membership, ct);
                },
                cancellationToken);
}
