using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Users;
using Hengjian.Governance.Identifiers;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Access.Setup;

/// <param name="Region">Level of the region that is set up; null: a hospital.</param>
public sealed record SetupLinkRequest(string? InstitutionName, string? UnifiedSocialCreditCode, RegionLevel? Region = null);

/// <summary>What a usable link will set up.</summary>
public sealed record SetupLinkView(string InstitutionName, string UnifiedSocialCreditCode, DateTimeOffset ExpiresAt);

/// <summary>
/// Single-use links that set up an institution with its three administrators. Whoever can run a command on the server makes one; only its hash is stored,
/// in the ledger of the institution to be.
/// </summary>
public sealed class SetupLinks
{
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(60);

    private const int LongestName = 120;

    private readonly Database _database;
    private readonly IWriter _writer;
    private readonly IInstitutionRegister _institutions;
    private readonly TimeProvider _clock;

    internal SetupLinks(Database database, IWriter writer, IInstitutionRegister institutions, TimeProvider clock)
    {
        _database = database;
        _writer = writer;
        _institutions = institutions;
        _clock = clock;
    }

    /// <summary>The path of a link, under the address where the application is served. The secret is in the query, which logs and traces leave out.</summary>
    public static string PathOf(string secret) => "/setup?link=" + secret;

    /// <summary>True while no institution exists.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => (await _institutions.AllAsync(cancellationToken)).Count == 0;

    /// <summary>Makes a link, valid for 60 minutes. Wrong name or code: <see cref="Invalid"/> on <c>institutionName</c>, <c>unifiedSocialCreditCode</c>; a code in use: <see cref="Conflict"/>.</summary>
    public async Task<Outcome<IssuedLink>> CreateAsync(SetupLinkRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var name = request.InstitutionName?.Trim();
        errors.Require(name is { Length: >= 2 and <= LongestName } && !name.Any(char.IsControl), "institutionName", "access.institutionName");
        var checkedCode = UnifiedSocialCreditCode.Check(request.UnifiedSocialCreditCode);
        errors.Require(checkedCode.Valid, "unifiedSocialCreditCode", "access.creditCode");
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var code = checkedCode.Normalised;
        if ((await _institutions.AllAsync(cancellationToken)).Any(i => i.UnifiedSocialCreditCode == code))
        {
            return new Conflict("access.institutionExists");
        }

        var secret = Secrets.NewLink();
        return await _writer.WriteAsync<IssuedLink>(
            new WriteRequest(Caller.System(Guid.CreateVersion7(_clock.GetUtcNow()))),
            (scope, _) =>
            {
                var link = new SetupLink
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    Hash = Secrets.Hash(secret),
                    InstitutionName = name!,
                    UnifiedSocialCreditCode = code,
                    RegionLevel = request.Region,
                    ExpiresAt = scope.Now + ValidFor,
                };
                scope.Db.Add(link);
                scope.Record("access.setupLink.created", nameof(SetupLink), link.Id);
                return Task.FromResult<Outcome<IssuedLink>>(new IssuedLink(secret, link.ExpiresAt));
            },
            cancellationToken);
    }

    /// <summary>What the link sets up; null when it is unknown, used or too old.</summary>
    public async Task<SetupLinkView?> FindAsync(string secret, CancellationToken cancellationToken) =>
        await LoadAsync(secret, cancellationToken) is { } link ? new SetupLinkView(link.InstitutionName, link.UnifiedSocialCreditCode, link.ExpiresAt) : null;

    internal async Task<SetupLink?> LoadAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = Secrets.Hash(secret);
        await using var db = _database.Read(Guid.Empty);
        var link = await db.Set<SetupLink>().IgnoreQueryFilters().FirstOrDefaultAsync(l => l.Hash == hash, cancellationToken);
        return link is { UsedAt: null } && link.ExpiresAt > _clock.GetUtcNow() ? link : null;
    }
}
