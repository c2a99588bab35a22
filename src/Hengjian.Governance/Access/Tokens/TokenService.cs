using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Access.Tokens;

/// <param name="Name">What the token is for, 1 to 80 characters.</param>
/// <param name="Days">Lifetime, 1 to 365; the configured one when null.</param>
public sealed record CreateTokenRequest(string? Name, int? Days);

/// <param name="Name">The device or integration, 1 to 80 characters.</param>
/// <param name="Scopes">Of <see cref="PermissionMatrix.KnownDeviceScopes"/>, at least one.</param>
public sealed record CreateDeviceTokenRequest(string? Name, IReadOnlyList<string>? Scopes, int? Days);

/// <param name="Token">The bearer token, shown this once.</param>
public sealed record CreatedToken(Guid Id, string Token, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"{nameof(CreatedToken)} {Id:D}";
}

public sealed record TokenView(
    Guid Id, CallerKind Kind, Guid? UserId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>
/// Opaque bearer tokens: 256 random bits, kept as SHA-256. A user token acts as its user with the roles of the moment; a device token has its scopes and never signs.
/// An idempotency key is not used here, because its stored answer would hold the token.
/// </summary>
public sealed class TokenService
{
    private const int LongestName = 80;

    private readonly Database _database;
    private readonly IWriter _writer;
    private readonly CallerMemory _memory;
    private readonly AccessOptions _options;

    internal TokenService(Database database, IWriter writer, CallerMemory memory, IOptions<AccessOptions> options)
    {
        _database = database;
        _writer = writer;
        _memory = memory;
        _options = options.Value;
    }

    /// <summary>A token that acts as the caller, in the caller's institution.</summary>
    public Task<Outcome<CreatedToken>> CreateOwnAsync(CreateTokenRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        CreateForAsync(context.Caller.Id, request, context, cancellationToken);

    /// <summary>A token that acts as <paramref name="userId"/>; the caller is that user, or the server's command line.</summary>
    internal Task<Outcome<CreatedToken>> CreateForAsync(Guid userId, CreateTokenRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Check(errors, request.Name, request.Days);
        return CreateAsync(errors, context, new ApiToken { Kind = CallerKind.User, UserId = userId, Name = request.Name?.Trim() ?? "" }, request.Days, "access.token.created", cancellationToken);
    }

    public Task<Outcome<CreatedToken>> CreateDeviceAsync(CreateDeviceTokenRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        Check(errors, request.Name, request.Days);
        if (request.Scopes is not { Count: > 0 })
        {
            errors.Add("scopes", "access.scopesMissing");
        }
        else if (request.Scopes.FirstOrDefault(s => !PermissionMatrix.KnownDeviceScopes.Contains(s)) is { } unknown)
        {
            errors.Add("scopes", "access.scopeUnknown", ("scope", unknown), ("known", string.Join(", ", PermissionMatrix.KnownDeviceScopes)));
        }

        var row = new ApiToken { Kind = CallerKind.Device, Name = request.Name?.Trim() ?? "", Scopes = [.. request.Scopes?.Distinct() ?? []] };
        return CreateAsync(errors, context, row, request.Days, "access.deviceToken.created", cancellationToken);
    }

    /// <summary>The caller's own tokens in the institution, newest first.</summary>
    public Task<Page<TokenView>> ListOwnAsync(Caller caller, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(caller.InstitutionId, t => t.UserId == caller.Id, page, cancellationToken);

    /// <summary>The institution's device tokens, newest first.</summary>
    public Task<Page<TokenView>> ListDevicesAsync(Caller caller, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(caller.InstitutionId, t => t.Kind == CallerKind.Device, page, cancellationToken);

    internal Task<Page<TokenView>> ListAllAsync(Guid institution, CancellationToken cancellationToken) => ListAsync(institution, _ => true, new PageRequest(1, int.MaxValue), cancellationToken);

    public Task<Outcome<bool>> RevokeOwnAsync(Guid tokenId, WriteRequest context, CancellationToken cancellationToken)
    {
        var userId = context.Caller.Id;
        return RevokeAsync(tokenId, t => t.UserId == userId, context, cancellationToken);
    }

    public Task<Outcome<bool>> RevokeDeviceAsync(Guid tokenId, WriteRequest context, CancellationToken cancellationToken) =>
        RevokeAsync(tokenId, t => t.Kind == CallerKind.Device, context, cancellationToken);

    internal Task<Outcome<bool>> RevokeAnyAsync(Guid tokenId, WriteRequest context, CancellationToken cancellationToken) =>
        RevokeAsync(tokenId, _ => true, context, cancellationToken);

    private async Task<Outcome<CreatedToken>> CreateAsync(
        FieldErrors errors, WriteRequest context, ApiToken template, int? days, string action, CancellationToken cancellationToken)
    {
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var token = Secrets.NewToken();
        return await _writer.WriteAsync<CreatedToken>(
            context with { Idempotency = null },
            (scope, _) =>
            {
                var row = new ApiToken
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    Hash = Secrets.Hash(token),
                    Kind = template.Kind,
                    UserId = template.UserId,
                    Name = template.Name,
                    Scopes = template.Scopes,
                    CreatedBy = scope.Caller.Id,
                    CreatedAt = scope.Now,
                    ExpiresAt = scope.Now.AddDays(days ?? _options.TokenDays),
                };
                scope.Db.Add(row);
                scope.Record(action, nameof(ApiToken), row.Id);
                return Task.FromResult<Outcome<CreatedToken>>(new CreatedToken(row.Id, token, row.ExpiresAt));
            },
            cancellationToken);
    }

    private async Task<Outcome<bool>> RevokeAsync(Guid tokenId, Func<ApiToken, bool> mayBeRevoked, WriteRequest context, CancellationToken cancellationToken) =>
        await _writer.WriteAsync<bool>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == tokenId, ct) is not { } token || !mayBeRevoked(token))
                {
                    return new NotFound("Token");
                }

                if (token.RevokedAt is null)
                {
                    token.RevokedAt = scope.Now;
                    scope.Record("access.token.revoked", nameof(ApiToken), token.Id);
                    scope.OnCommitted(_memory.Forget);
                }

                return true;
            },
            cancellationToken);

    private async Task<Page<TokenView>> ListAsync(
        Guid institution, System.Linq.Expressions.Expression<Func<ApiToken, bool>> which, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = _database.Read(institution);
        var query = db.Set<ApiToken>().Where(which);
        var total = await query.CountAsync(cancellationToken);
        var rows = await query.OrderByDescending(t => t.Id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new Page<TokenView>([.. rows.Select(t => new TokenView(t.Id, t.Kind, t.UserId, t.Name, t.Scopes, t.CreatedAt, t.ExpiresAt, t.RevokedAt))], total);
    }

    private static void Check(FieldErrors errors, string? name, int? days)
    {
        errors.Require(name?.Trim() is { Length: >= 1 and <= LongestName } && !name.Any(char.IsControl), "name", "access.tokenName");
        errors.Require(days is null or (>= 1 and <= AccessOptions.LongestTokenDays), "days", "access.tokenDays");
    }
}
