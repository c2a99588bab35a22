using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Tokens;

/// <summary>
/// Tokens from the server's command line. Whoever runs it can read the data folder anyway; the ledger records the program as the actor.
/// An institution is named by its id, its code or its name, and may be left out where there is one.
/// </summary>
public sealed class TokenAdministration
{
    private readonly Database _database;
    private readonly Accounts _accounts;
    private readonly TokenService _tokens;
    private readonly IInstitutionRegister _institutions;

    internal TokenAdministration(Database database, Accounts accounts, TokenService tokens, IInstitutionRegister institutions)
    {
        _database = database;
        _accounts = accounts;
        _tokens = tokens;
        _institutions = institutions;
    }

    /// <summary>A token that acts as the user, in the named institution or else the home one. Refused for an unknown or disabled user and where the user has no roles.</summary>
    public async Task<Outcome<CreatedToken>> CreateForUserAsync(string userName, string? institution, CreateTokenRequest request, CancellationToken cancellationToken)
    {
        if (await _accounts.FindByNameAsync(userName, cancellationToken) is not { DisabledAt: null } user)
        {
            return new Invalid("user", "access.userUnknown");
        }

        await using var db = _database.Read(Guid.Empty);
        var memberships = await db.Set<Membership>().IgnoreQueryFilters().Where(m => m.UserId == user.Id && m.EndedAt == null).ToListAsync(cancellationToken);
        var acting = institution is null
            ? memberships.OrderBy(m => m.InstitutionId != user.InstitutionId).Select(m => (Guid?)m.InstitutionId).FirstOrDefault()
            : await FindAsync(institution, cancellationToken);
        return acting is { } id && memberships.Exists(m => m.InstitutionId == id)
            ? await _tokens.CreateForAsync(user.Id, request, new WriteRequest(Caller.System(id)), cancellationToken)
            : new Invalid(institution is null ? "user" : "institution", "access.noMembership");
    }

    public async Task<Outcome<CreatedToken>> CreateForDeviceAsync(string? institution, CreateDeviceTokenRequest request, CancellationToken cancellationToken) =>
        await FindAsync(institution, cancellationToken) is { } id
            ? await _tokens.CreateDeviceAsync(request, new WriteRequest(Caller.System(id)), cancellationToken)
            : new Invalid("institution", "access.institutionUnknown");

    /// <summary>Every token of the installation, institution by institution, newest first.</summary>
    public async Task<IReadOnlyList<TokenView>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<TokenView>();
        foreach (var institution in await _institutions.AllAsync(cancellationToken))
        {
            all.AddRange((await _tokens.ListAllAsync(institution.Id, cancellationToken)).Items);
        }

        return all;
    }

    public async Task<Outcome<bool>> RevokeAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(Guid.Empty);
        var token = await db.Set<ApiToken>().IgnoreQueryFilters().FirstOrDefaultAsync(t => t.Id == tokenId, cancellationToken);
        return token is null
            ? new NotFound("Token")
            : await _tokens.RevokeAnyAsync(tokenId, new WriteRequest(Caller.System(token.InstitutionId)), cancellationToken);
    }

    private async Task<Guid?> FindAsync(string? institution, CancellationToken cancellationToken) =>
        (await _institutions.AllAsync(cancellationToken)).Named(institution)?.Id;
}
