using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Tokens;
using Hengjian.Governance.Access.Users;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Hengjian.Web.Api;

/// <summary>Accounts, tokens and permissions through the web API. Roles have the names of permissions.md, permissions are camelCase codes.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").WithTags("Access");
        group.MapGet("/me", (Delegate)Me).Needs(Permission.OwnAccount).Produces<MeAnswer>().WithSummary("Who asks: person, institution, roles and what they allow.");
        group.MapGet("/permissions", (Delegate)Permissions)
            .Needs(Permission.PermissionsRead).Produces<PermissionsAnswer>().WithSummary("The permission matrix: what each role and each device scope allows, and which roles exclude each other.");
        MapTokens(group);
        MapUsers(group);
    }

    private static void MapTokens(RouteGroupBuilder group)
    {
        group.MapGet("/tokens", (HttpContext http, TokenService tokens) => ListAsync<Page<TokenView>>(http, q => tokens.ListOwnAsync(http.GetCaller(), new PageRequest(q.Page, q.PageSize), http.RequestAborted)))
            .Needs(Permission.OwnAccount).Produces<Page<TokenView>>().WithSummary("The caller's own tokens, newest first.");
        group.MapPost("/tokens", (HttpContext http, TokenService tokens) => Answers.CreateAsync<CreateTokenRequest, CreatedToken>(http, tokens.CreateOwnAsync))
            .Needs(Permission.OwnAccount).Accepts<CreateTokenRequest>("application/json").Produces<CreatedToken>(201)
            .WithSummary("Makes a token that acts as the caller. It is answered this once, so an Idempotency-Key is not used.");
        group.MapDelete("/tokens/{id:guid}", (HttpContext http, Guid id, TokenService tokens) => DoneAsync(http, tokens.RevokeOwnAsync(id, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.OwnAccount).Produces(204).WithSummary("Revokes an own token.");

        group.MapGet("/device-tokens", (HttpContext http, TokenService tokens) =>
                ListAsync<Page<TokenView>>(http, q => tokens.ListDevicesAsync(http.GetCaller(), new PageRequest(q.Page, q.PageSize), http.RequestAborted)))
            .Needs(Permission.TokensManage).Produces<Page<TokenView>>().WithSummary("The institution's device tokens, newest first.");
        group.MapPost("/device-tokens", (HttpContext http, TokenService tokens) => Answers.CreateAsync<CreateDeviceTokenRequest, CreatedToken>(http, tokens.CreateDeviceAsync))
            .Needs(Permission.TokensManage).Accepts<CreateDeviceTokenRequest>("application/json").Produces<CreatedToken>(201)
            .WithSummary("Makes a device token. It is answered this once, so an Idempotency-Key is not used.");
        group.MapDelete("/device-tokens/{id:guid}", (HttpContext http, Guid id, TokenService tokens) => DoneAsync(http, tokens.RevokeDeviceAsync(id, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.TokensManage).Produces(204).WithSummary("Revokes a device token.");
    }

    private static void MapUsers(RouteGroupBuilder group)
    {
        var users = group.MapGroup("/users");
        users.MapGet("/", (HttpContext http, UserDirectory directory) =>
                ListAsync<Page<UserView>>(http, q => directory.ListAsync(http.GetCaller(), q.Text("q"), new PageRequest(q.Page, q.PageSize), http.RequestAborted)))
            .Needs(Permission.UsersRead).Produces<Page<UserView>>().WithSummary("The institution's users by sign-in name; q searches names.");
        users.MapGet("/{id:guid}", FindUserAsync).Needs(Permission.UsersRead).Produces<UserView>().WithSummary("One user; the ETag is for a change of roles.");
        users.MapPost("/", (HttpContext http, CreateUser act) => Answers.CreateAsync<CreateUserRequest, CreatedUser>(http, act.HandleAsync))
            .Needs(Permission.UsersWrite).Accepts<CreateUserRequest>("application/json").Produces<CreatedUser>(201)
            .WithSummary("Makes a user without a password; link.secret opens /invitation/{secret} once, to set one.");
        users.MapPost("/memberships", (HttpContext http, UserActs act) => Answers.CreateAsync<AddMembershipRequest, Changed>(http, act.AddMembershipAsync))
            .Needs(Permission.UsersWrite).Accepts<AddMembershipRequest>("application/json").Produces<Changed>(201)
            .WithSummary("Gives a person whose account another institution keeps roles in this one.");
        users.MapPut("/{id:guid}", ChangeRolesAsync).Needs(Permission.UsersWrite).Accepts<ChangeRolesRequest>("application/json").Produces<Changed>()
            .WithSummary("Replaces roles and practitioner record (If-Match). Nobody changes the own roles.");
        users.MapPost("/{id:guid}/disable", (HttpContext http, Guid id, UserActs act) => DoneAsync(http, act.DisableAsync(id, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.UsersWrite).Produces(204).WithSummary("Locks a leaver out at once: sessions, tokens, links.");
        users.MapPost("/{id:guid}/enable", (HttpContext http, Guid id, UserActs act) => DoneAsync(http, act.EnableAsync(id, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.UsersWrite).Produces(204).WithSummary("Opens a disabled, unused or locked account again.");
        users.MapPost("/{id:guid}/two-factor-reset", (HttpContext http, Guid id, UserActs act) =>
                DoneAsync(http, act.ResetTwoFactorAsync(id, Body.Request(http), http.RequestAborted)))
            .Needs(Permission.UsersWrite).Produces(204).WithSummary("Takes a lost second factor away.");
        users.MapPost("/{id:guid}/invitations", async (HttpContext http, Guid id, UserActs act) =>
                await Answers.WriteAsync(http, await act.InviteAsync(id, Body.Request(http), http.RequestAborted), StatusCodes.Status201Created))
            .Needs(Permission.UsersWrite).Produces<IssuedLink>(201).WithSummary("Makes a new single-use link to set the password.");
    }

    private static Task Me(HttpContext http, IAntiforgery antiforgery)
    {
        var resolved = http.FindResolved()!;
        var caller = resolved.Caller;
        return Answers.WriteAsync<MeAnswer>(http, new MeAnswer(
            caller.Id, caller.Name, resolved.DisplayName, caller.InstitutionId, resolved.HomeInstitutionId, caller.PractitionerId, [.. caller.Roles.Order()],
            [.. Enum.GetValues<Permission>().Where(caller.Can)], resolved.Language, resolved.ValidUntil,
            http.FindSession() is null ? null : antiforgery.GetAndStoreTokens(http).RequestToken));
    }

    private static Task Permissions(HttpContext http) => Answers.WriteAsync<PermissionsAnswer>(http, PermissionsAnswer.Whole);

    private static async Task FindUserAsync(HttpContext http, Guid id, UserDirectory directory)
    {
        var user = await directory.FindAsync(http.GetCaller(), id, http.RequestAborted);
        if (user is not null)
        {
            http.Response.Headers.ETag = $"\"{user.Version}\"";
        }

        await Answers.FoundAsync(http, user, "user");
    }

    private static async Task ChangeRolesAsync(HttpContext http, Guid id, UserActs act)
    {
        if (IfMatch(http) is not { } version)
        {
            await Problems.Write(http, new Invalid("If-Match", "access.ifMatchMissing"));
            return;
        }

        await Answers.ActAsync<ChangeRolesRequest, Changed>(http, (body, request, ct) => act.ChangeRolesAsync(id, version, body, request, ct));
    }

    /// <summary>The version of a single strong entity tag such as <c>"3"</c>; null when there is none.</summary>
    private static long? IfMatch(HttpContext http) =>
        http.Request.GetTypedHeaders().IfMatch is [{ IsWeak: false, Tag: { Length: > 2 } tag }]
        && long.TryParse(tag.AsSpan()[1..^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private static async Task ListAsync<T>(HttpContext http, Func<ListQuery, Task<T>> list)
    {
        var query = new ListQuery(http);
        _ = (query.Page, query.PageSize);
        if (query.Errors.Any)
        {
            await Problems.Write(http, query.Errors.ToRefusal());
            return;
        }

        await Answers.WriteAsync<T>(http, await list(query));
    }

    private static async Task DoneAsync(HttpContext http, Task<Outcome<bool>> act)
    {
        if ((await act).Refusal is { } refusal)
        {
            await Problems.Write(http, refusal);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }
}

/// <param name="CsrfToken">For header X-Hengjian-Csrf with writes of this session; null for a token.</param>
internal sealed record MeAnswer(
    Guid Id, string UserName, string Name, Guid InstitutionId, Guid HomeInstitutionId, Guid? PractitionerId, IReadOnlyList<Role> Roles, IReadOnlyList<Permission> Permissions,
    string? Language, DateTimeOffset ValidUntil, string? CsrfToken);

internal sealed record PermissionsAnswer(
    IReadOnlyList<RolePermissions> Roles, IReadOnlyList<ScopePermissions> DeviceScopes, IReadOnlyList<IReadOnlyList<Role>> Exclusions)
{
    public static readonly PermissionsAnswer Whole = new(
        [.. Enum.GetValues<Role>().Select(r => new RolePermissions(r, [.. Enum.GetValues<Permission>().Where(p => PermissionMatrix.Allows(r, p))]))],
        [.. PermissionMatrix.KnownDeviceScopes.Select(s => new ScopePermissions(s, [.. Enum.GetValues<Permission>().Where(p => PermissionMatrix.AllowsDevice([s], p))]))],
        [.. from first in Enum.GetValues<Role>() from second in Enum.GetValues<Role>() where first < second && RoleExclusions.Find([first, second]) is not null select new[] { first, second }]);
}

internal sealed record RolePermissions(Role Role, IReadOnlyList<Permission> Permissions);

internal sealed record ScopePermissions(string Scope, IReadOnlyList<Permission> Permissions);
