using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.Callers;

/// <summary>The key of a browser's session, as the cookie holds it.</summary>
public sealed record SessionKey(Guid HomeInstitutionId, Guid SessionId);

/// <summary>Who asks, with what the pages show about him.</summary>
/// <param name="Caller">The caller, with the roles that hold now.</param>
/// <param name="DisplayName">Name of the person or device.</param>
/// <param name="Language"><c>zh-CN</c>, <c>en</c>, or null when the person has not chosen.</param>
/// <param name="HomeInstitutionId">Where the account is kept; differs from the caller's institution when the person acts elsewhere.</param>
/// <param name="ValidUntil">When the session or token ends by itself.</param>
public sealed record ResolvedCaller(Caller Caller, string DisplayName, string? Language, Guid HomeInstitutionId, DateTimeOffset ValidUntil);

/// <summary>
/// Finds out who a session or token stands for, with the roles that hold at this moment: a leaver, a changed role, a revoked token or a new password takes effect at the next
/// request. Answers are remembered for <see cref="AccessOptions.CallerMemory"/> and forgotten whenever this program changes an account.
/// </summary>
public sealed class CallerResolver
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly CallerMemory _memory;
    private readonly IPractitionerDirectory _practitioners;

    internal CallerResolver(Database database, TimeProvider clock, CallerMemory memory, IPractitionerDirectory practitioners)
    {
        _practitioners = practitioners;
        _database = database;
        _clock = clock;
        _memory = memory;
    }

    /// <summary>The caller of an open session; null when it is over, ended, or the account is disabled or has no membership there any more.</summary>
    public Task<ResolvedCaller?> FromSessionAsync(SessionKey key, CancellationToken cancellationToken) =>
        _memory.GetAsync(key, () => LoadSessionAsync(key, cancellationToken));

    /// <summary>The caller of a bearer token; null when it is unknown, expired or revoked, or its user is disabled.</summary>
    public Task<ResolvedCaller?> FromTokenAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(token);
        return _memory.GetAsync(hash, () => LoadTokenAsync(hash, cancellationToken));
    }

    private async Task<ResolvedCaller?> LoadSessionAsync(SessionKey key, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(key.HomeInstitutionId);
        var session = await db.Set<UserSession>().FirstOrDefaultAsync(s => s.Id == key.SessionId, cancellationToken);
        if (session is not { Stage: SessionStage.Open } || session.ExpiresAt <= _clock.GetUtcNow())
        {
            return null;
        }

        var user = await db.Set<User>().FirstOrDefaultAsync(u => u.Id == session.UserId, cancellationToken);
        return user is not null && user.SecurityStamp == session.SecurityStamp
            ? await OfUserAsync(db, user, session.ActingInstitutionId, session.ExpiresAt, cancellationToken)
            : null;
    }

    private async Task<ResolvedCaller?> LoadTokenAsync(string hash, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(Guid.Empty);
        var token = await db.Set<ApiToken>().IgnoreQueryFilters().FirstOrDefaultAsync(t => t.Hash == hash, cancellationToken);
        if (token is not { RevokedAt: null } || token.ExpiresAt <= _clock.GetUtcNow())
        {
            return null;
        }

        if (token.Kind == CallerKind.Device)
        {
            var device = new Caller(CallerKind.Device, token.Id, token.Name, token.InstitutionId, null, new HashSet<Role>(), token.Scopes.ToHashSet());
            return new ResolvedCaller(device, token.Name, null, token.InstitutionId, token.ExpiresAt);
        }

        var user = await db.Set<User>().IgnoreQueryFilters().FirstOrDefaultAsync(u => u.Id == token.UserId, cancellationToken);
        return user is null ? null : await OfUserAsync(db, user, token.InstitutionId, token.ExpiresAt, cancellationToken);
    }

    private async Task<ResolvedCaller?> OfUserAsync(
        HengjianDbContext db, User user, Guid institution, DateTimeOffset validUntil, CancellationToken cancellationToken)
    {
        if (user.DisabledAt is not null)
        {
            return null;
        }

        var membership = await db.Set<Membership>().IgnoreQueryFilters()
            .FirstOrDefaultAsync(m => m.InstitutionId == institution && m.UserId == user.Id, cancellationToken);
        if (membership is not { EndedAt: null })
        {
            return null;
        }

        // A leaver is locked out from the day of departure on, whatever the account says.
        if (membership.PractitionerId is { } practitioner
            && await _practitioners.HasLeftAsync(db, institution, practitioner, ShanghaiDay.Of(_clock.GetUtcNow()), cancellationToken))
        {
            return null;
        }

        var caller = new Caller(CallerKind.User, user.Id, user.UserName, institution, membership.PractitionerId, membership.Roles.ToHashSet(), new HashSet<string>());
        return new ResolvedCaller(caller, user.DisplayName, user.Language, user.InstitutionId, validUntil);
    }
}

/// <summary>Remembers resolved callers for a moment. Misses are not remembered.</summary>
internal sealed class CallerMemory(TimeProvider clock, IOptions<AccessOptions> options) : IResolvedCallers
{
    private const int Largest = 10_000;

    private sealed record Entry(ResolvedCaller Caller, DateTimeOffset Until);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<object, Entry> _entries = new();
    private long _generation;

    /// <summary>Call when an act that touches accounts, memberships, sessions or tokens has committed.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _entries.Clear();
    }

    public async Task<ResolvedCaller?> GetAsync(object key, Func<Task<ResolvedCaller?>> load)
    {
        var now = clock.GetUtcNow();
        if (_entries.TryGetValue(key, out var known) && now < known.Until)
        {
            return known.Caller;
        }

        var generation = Interlocked.Read(ref _generation);
        if (await load() is not { } caller)
        {
            return null;
        }

        var until = now + options.Value.CallerMemory;
        if (_entries.Count >= Largest)
        {
            _entries.Clear();
        }

        // What was read before somebody else's change must not be remembered after it.
        var entry = new Entry(caller, until < caller.ValidUntil ? until : caller.ValidUntil);
        _entries[key] = entry;
        if (Interlocked.Read(ref _generation) != generation)
        {
            _entries.TryRemove(KeyValuePair.Create(key, entry));
        }

        return caller;
    }
}
