using Hengjian.Governance.Access.Callers;
using Hengjian.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace Hengjian.Web.Access;

/// <summary>
/// Finds out who asks, before <see cref="PermissionMiddleware"/>: a request with an Authorization header by its bearer token alone (cookies are ignored), any other by its session.
/// What a session writes must come from a page of this origin and, in the API, carry the antiforgery token in <see cref="CsrfHeader"/>.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, CallerResolver callers)
{
    /// <summary>Pages give the value in <c>&lt;meta name="hengjian-csrf"&gt;</c>, the API in <c>GET /me</c>.</summary>
    public const string CsrfHeader = "X-Hengjian-Csrf";

    private const string Bearer = "Bearer ";
    private const int LongestToken = 200;

    public async Task InvokeAsync(HttpContext http, IAntiforgery antiforgery)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            await UseTokenAsync(http, authorization);
        }
        else if (await SessionCookie.ReadAsync(http, SessionCookie.Open) is { } key)
        {
            if (await callers.FromSessionAsync(key, http.RequestAborted) is not { } resolved)
            {
                await SessionCookie.RemoveAsync(http, SessionCookie.Open);
            }
            else
            {
                Take(http, resolved);
                http.SetSession(key);
                if (await CrossSiteAsync(http, antiforgery) is { } code)
                {
                    await PermissionMiddleware.RefuseAsync(http, StatusCodes.Status403Forbidden, code);
                    return;
                }
            }
        }

        await next(http);
    }

    private async Task UseTokenAsync(HttpContext http, string authorization)
    {
        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && authorization.Length <= LongestToken
            && await callers.FromTokenAsync(authorization[Bearer.Length..].Trim(), http.RequestAborted) is { } resolved)
        {
            Take(http, resolved);
        }
        else
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        }
    }

    private static void Take(HttpContext http, ResolvedCaller resolved)
    {
        http.SetCaller(resolved);
        http.User = SessionCookie.PrincipalOf(resolved);
    }

    /// <summary>Why a session's write is refused, as a message code; null when it is not.</summary>
    private static async Task<string?> CrossSiteAsync(HttpContext http, IAntiforgery antiforgery)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
        {
            return null;
        }

        if (!IsSameOrigin(http.Request))
        {
            return "access.otherOrigin";
        }

        // Forms of pages carry the token in a field, which the framework's middleware checks.
        return !ApiRoutes.IsApi(http.Request.Path) || (http.Request.Headers.ContainsKey(CsrfHeader) && await antiforgery.IsRequestValidAsync(http))
            ? null
            : "access.csrfMissing";
    }

    private static bool IsSameOrigin(HttpRequest request)
    {
        if (request.Headers.TryGetValue(HeaderNames.Origin, out var origin))
        {
            return string.Equals(origin.ToString(), $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        }

        return !request.Headers.TryGetValue("Sec-Fetch-Site", out var site) || site.ToString() is "same-origin" or "none";
    }
}
