using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Access.SignIn;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.Users;

/// <summary>For whom a link is, while it can be used.</summary>
public sealed record InvitationView(string UserName, string DisplayName, DateTimeOffset ExpiresAt);

/// <summary>Single-use links by which a person sets the account's password. Nobody else ever knows a password, and there is no default one.</summary>
public sealed class Invitations
{
    private readonly Database _database;
    private readonly Accounts _accounts;
    private readonly IWriter _writer;
    private readonly TimeProvider _clock;
    private readonly AccessOptions _options;
    private readonly CallerMemory _memory;

    internal Invitations(Database database, Accounts accounts, IWriter writer, TimeProvider clock, IOptions<AccessOptions> options, CallerMemory memory)
    {
        _database = database;
        _accounts = accounts;
        _writer = writer;
        _clock = clock;
        _options = options.Value;
        _memory = memory;
    }

    /// <summary>The path of a link, under the address where the application is served. The secret is in the query, which logs and traces leave out.</summary>
    public static string PathOf(string secret) => "/invitation?link=" + secret;

    /// <summary>Adds a link for the account within an act and answers it; links made before can no longer be used.</summary>
    internal async Task<IssuedLink> IssueAsync(WriteScope scope, User user, CancellationToken cancellationToken)
    {
        foreach (var earlier in await scope.Db.Set<Invitation>().Where(i => i.UserId == user.Id && i.UsedAt == null).ToListAsync(cancellationToken))
        {
            earlier.UsedAt = scope.Now;
        }

        var secret = Secrets.NewLink();
        var invitation = new Invitation
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            Hash = Secrets.Hash(secret),
            UserId = user.Id,
            CreatedBy = scope.Caller.Id,
            CreatedAt = scope.Now,
            ExpiresAt = scope.Now + _options.InvitationFor,
        };
        scope.Db.Add(invitation);
        return new IssuedLink(secret, invitation.ExpiresAt);
    }

    /// <summary>Whose link it is; null when it is unknown, used or too old.</summary>
    public async Task<InvitationView?> FindAsync(string secret, CancellationToken cancellationToken) =>
        await LoadAsync(secret, cancellationToken) is var (invitation, user) ? new InvitationView(user.UserName, user.DisplayName, invitation.ExpiresAt) : null;

    /// <summary>Sets the password and uses the link up. Open sessions end, a lock-out is lifted.</summary>
    public async Task<Outcome<bool>> AcceptAsync(string secret, string? password, string? requestId, CancellationToken cancellationToken)
    {
        if (await LoadAsync(secret, cancellationToken) is not var (known, user))
        {
            return new Forbidden("access.linkUnusable");
        }

        var errors = new FieldErrors();
        await _accounts.CheckNewPasswordAsync(errors, "password", password, user.UserName);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var hash = _accounts.Hash(user, password!);
        return await _writer.WriteAsync<bool>(
            new WriteRequest(SignInActs.CallerOf(user), requestId),
            async (scope, ct) =>
            {
                var invitation = await scope.Db.Set<Invitation>().SingleAsync(i => i.Id == known.Id, ct);
                var current = await PasswordGuard.LoadAsync(scope, user.Id, ct);
                if (invitation.UsedAt is not null || invitation.ExpiresAt <= scope.Now || current.DisabledAt is not null)
                {
                    return new Forbidden("access.linkUnusable");
                }

                invitation.UsedAt = scope.Now;
                current.PasswordHash = hash;
                current.SecurityStamp = Accounts.NewStamp();
                current.ActiveAt = scope.Now;
                PasswordGuard.Succeed(current);
                scope.Record("access.password.setByLink", nameof(User), current.Id);
                scope.OnCommitted(_memory.Forget);
                return true;
            },
            cancellationToken);
    }

    private async Task<(Invitation Invitation, User User)?> LoadAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(secret);
        await using var db = _database.Read(Guid.Empty);
        var invitation = await db.Set<Invitation>().IgnoreQueryFilters().FirstOrDefaultAsync(i => i.Hash == hash, cancellationToken);
        if (invitation is not { UsedAt: null } || invitation.ExpiresAt <= _clock.GetUtcNow())
        {
            return null;
        }

        var user = await db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.Id == invitation.UserId && u.DisabledAt == null, cancellationToken);
        return user is null ? null : (invitation, user);
    }
}

/// <summary>A link's secret, shown this once.</summary>
public sealed record IssuedLink(string Secret, DateTimeOffset ExpiresAt)
{
    public override string ToString() => nameof(IssuedLink);
}
