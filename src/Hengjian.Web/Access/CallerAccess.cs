using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Api;

namespace Hengjian.Web.Access;

/// <summary>The caller of the current request, put there by <see cref="CallerMiddleware"/>.</summary>
internal static class CallerAccess
{
    private static readonly object Key = new();

    public static Caller? FindCaller(this HttpContext http) => http.Items[Key] as Caller;

    /// <summary>The caller of a request that passed the permission check.</summary>
    public static Caller GetCaller(this HttpContext http) => http.FindCaller() ?? throw new InvalidOperationException("The endpoint is public: it has no caller.");

    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[Key] = caller;
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

        var needed = endpoint.Metadata.GetMetadata<NeedsAttribute>();
        if (needed is null || !(caller.Can(needed.Permission) || (caller.Kind == CallerKind.Device && SigningPermissions.Contains(needed.Permission))))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "access.roleLacking");
            return;
        }

        await next(http);
    }

    private static Task RefuseAsync(HttpContext http, int status, string code)
    {
        if (ApiRoutes.IsApi(http.Request.Path))
        {
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
