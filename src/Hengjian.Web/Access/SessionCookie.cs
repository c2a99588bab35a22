using System.Security.Claims;
using Hengjian.Governance.Access.Callers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Web.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Hengjian.Web.Access;

/// <summary>
/// The browser's side of a session: a cookie that names the session and carries the idle time-out. Who it stands for, and whether it still holds, is asked of
/// <see cref="CallerResolver"/> at each request.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Scheme and name of the session's cookie.</summary>
    public const string Open = "hengjian.session";

    /// <summary>Scheme and name of the cookie between password and code.</summary>
    public const string AwaitingCode = "hengjian.code";

    private const string SessionClaim = "sid";
    private const string HomeClaim = "home";

    /// <summary>The cookie is written anew only after this long, so that not every answer sets one.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    public static void AddSessionCookies(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Open).AddCookie(AwaitingCode);
        services.AddOptions<CookieAuthenticationOptions>(Open).Configure<IOptions<AccessOptions>>((cookie, access) =>
        {
            Shape(cookie, Open);
            cookie.ExpireTimeSpan = access.Value.IdleTimeout;
            cookie.SlidingExpiration = true;
            cookie.Events.OnCheckSlidingExpiration = check =>
            {
                check.ShouldRenew = check.ElapsedTime >= RenewedAfter;
                return Task.CompletedTask;
            };
        });
        services.AddOptions<CookieAuthenticationOptions>(AwaitingCode).Configure(cookie =>
        {
            Shape(cookie, AwaitingCode);
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            cookie.SlidingExpiration = false;
        });
    }

    /// <summary>Writes the cookie of a session, or of one that waits for a code.</summary>
    public static Task WriteAsync(HttpContext http, SessionKey key, string scheme)
    {
        var identity = new ClaimsIdentity([new Claim(SessionClaim, key.SessionId.ToString("D")), new Claim(HomeClaim, key.HomeInstitutionId.ToString("D"))], scheme);
        return http.SignInAsync(scheme, new ClaimsPrincipal(identity));
    }

    public static Task RemoveAsync(HttpContext http, string scheme) => http.SignOutAsync(scheme);

    /// <summary>The session that the request's cookie names; null without one, or after the idle time-out.</summary>
    public static async Task<SessionKey?> ReadAsync(HttpContext http, string scheme)
    {
        var result = await http.AuthenticateAsync(scheme);
        return result.Principal is { } principal
            && Guid.TryParseExact(principal.FindFirstValue(HomeClaim), "D", out var home)
            && Guid.TryParseExact(principal.FindFirstValue(SessionClaim), "D", out var session)
            ? new SessionKey(home, session)
            : null;
    }

    /// <summary>The principal that antiforgery tokens bind to and the page language is read from.</summary>
    public static ClaimsPrincipal PrincipalOf(ResolvedCaller resolved)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, resolved.Caller.Id.ToString("D")), new Claim(ClaimTypes.Name, resolved.Caller.Name)], Open);
        if (resolved.Language is { } language)
        {
            identity.AddClaim(new Claim(Languages.Claim, language));
        }

        return new ClaimsPrincipal(identity);
    }

    private static void Shape(CookieAuthenticationOptions cookie, string name)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.IsEssential = true;
    }
}
