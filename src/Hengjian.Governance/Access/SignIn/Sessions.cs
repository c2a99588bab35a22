using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.SignIn;

/// <summary>Ends sessions and moves them to another institution of the same person.</summary>
public sealed class Sessions
{
    private readonly Database _database;
    private readonly IWriter _writer;
    private readonly CallerMemory _memory;
    private readonly IPractitionerDirectory _practitioners;
    private readonly TimeProvider _clock;

    internal Sessions(Database database, IWriter writer, CallerMemory memory, IPractitionerDirectory practitioners, TimeProvider clock)
    {
        _practitioners = practitioners;
        _clock = clock;
        _database = database;
        _writer = writer;
        _memory = memory;
    }

    /// <summary>Ends the session for good: its cookie is worth nothing afterwards. Ending one that is over already is no error.</summary>
    public async Task SignOutAsync(SessionKey key, string? requestId, CancellationToken cancellationToken) =>
        await ChangeAsync(
            key,
            requestId,
            (scope, session, _) =>
            {
                session.Stage = SessionStage.Ended;
                scope.Record("access.signedOut", nameof(User), session.UserId);
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancellationToken);

    /// <summary>The session acts in <paramref name="institution"/> from now on; refused where the person has no membership.</summary>
    public Task<Outcome<bool>> SwitchAsync(SessionKey key, Guid institution, string? requestId, CancellationToken cancellationToken) =>
        ChangeAsync(
            key,
            requestId,
            async (scope, session, ct) =>
            {
                if (!(await SignInActs.InstitutionsOfAsync(scope.Db, _practitioners, session.UserId, ShanghaiDay.Of(scope.Now), ct)).Contains(institution))
                {
                    return new NotFound("Institution");
                }

                session.ActingInstitutionId = institution;
                scope.Record("access.institution.switched", "Institution", institution);
                return true;
            },
            cancellationToken);

    /// <summary>Institutions where the person may act.</summary>
    public async Task<IReadOnlyList<Guid>> InstitutionsAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(Guid.Empty);
        return await SignInActs.InstitutionsOfAsync(db, _practitioners, userId, ShanghaiDay.Of(_clock.GetUtcNow()), cancellationToken);
    }

    private async Task<Outcome<bool>> ChangeAsync(
        SessionKey key, string? requestId, Func<WriteScope, UserSession, CancellationToken, Task<Outcome<bool>>> change, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(key.HomeInstitutionId);
        var known = await db.Set<UserSession>().FirstOrDefaultAsync(s => s.Id == key.SessionId, cancellationToken);
        var user = known is null ? null : await db.Set<User>().FirstOrDefaultAsync(u => u.Id == known.UserId, cancellationToken);
        if (user is null)
        {
            return new NotFound("Session");
        }

        return await _writer.WriteAsync<bool>(
            new WriteRequest(SignInActs.CallerOf(user), requestId),
            async (scope, ct) =>
            {
                if (await scope.Db.Set<UserSession>().SingleOrDefaultAsync(s => s.Id == key.SessionId, ct) is not { Stage: SessionStage.Open } session)
                {
                    return new NotFound("Session");
                }

                scope.OnCommitted(_memory.Forget);
                return await change(scope, session, ct);
            },
            cancellationToken);
    }
}
