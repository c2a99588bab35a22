using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Api;

namespace Hengjian.Web.Access;

/// <summary>The caller of the current request, put there by <see cref="CallerMiddleware"/>.</summary>
internal static class CallerAccess
{
    private static readonly object Key = new();
    private static readonly object SessionKeyKey = new();

    public static Caller? FindCaller(this HttpContext http) => http.FindResolved()?.Caller;

    /// <summary>The caller with name, language and home institution; null for a visitor.</summary>
    public static ResolvedCaller? FindResolved(this HttpContext http) => http.Items[Key] as ResolvedCaller;

    /// <summary>The session that the request came in; null for a visitor and for a token.</summary>
    public static SessionKey? FindSession(this HttpContext http) => http.Items[SessionKeyKey] as SessionKey;

    /// <summary>The caller of a request that passed the permission check.</summary>
    public static Caller GetCaller(this HttpContext http) => http.FindCaller() ?? throw new InvalidOperationException("The endpoint is public: it has no caller.");

    public static void SetCaller(this HttpContext http, ResolvedCaller caller) => http.Items[Key] = caller;

    public static void SetSession(this HttpContext http, SessionKey session) => http.Items[SessionKeyKey] = session;
}

/// <summary>Default deny: an endpoint runs only when it is public, or when the caller's roles hold the permission it names.</summary>
internal sealed class PermissionMiddleware(RequestDelegate next)
{
    /// <summary>A device may reach these endpoints because the answer to it is a clause (R17-3.3), not a missing role.</summary>
    private static readonly Permission[] SigningPermissions = [Permission.OpinionsSign, Permission.FinalDiagnosesSign, Permission.DisagreementsResolve];

    public async Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null || endpoint.Metadata.GetMetadata<PublicAttribute>() is not null)
        {
            await next(http);
            return;
        }

        var caller = http.FindCaller();
        if (caller is null)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "access.signInNeeded");
            return;
        }

        if (endpoint is not RouteEndpoint)
        {
            // Nobody mapped it: routing answers the request itself (405, 415).
            await next(http);
            return;
        }

        var needed = endpoint.Metadata.GetMetadata<NeedsAttribute>();
        if (needed is null || !(caller.Can(needed.Permission) || (caller.Kind == CallerKind.Device && SigningPermissions.Contains(needed.Permission))))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "access.roleLacking");
            return;
        }

        await next(http);
    }

    public static Task RefuseAsync(HttpContext http, int status, string code)
    {
        if (ApiRoutes.IsApi(http.Request.Path))
        {
            if (status == StatusCodes.Status401Unauthorized && http.Response.Headers.WWWAuthenticate.Count == 0)
            {
                http.Response.Headers.WWWAuthenticate = "Bearer";
            }

            return Problems.Write(http, status, code);
        }

        if (status == StatusCodes.Status401Unauthorized && HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
            return Task.CompletedTask;
        }

        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
