using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace Hengjian.Web.Access;

/// <summary>The sign-out form of every page's menu.</summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/sign-out", (Delegate)SignOutAsync).Needs(Permission.OwnAccount).ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, Sessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (http.FindSession() is { } key)
        {
            await sessions.SignOutAsync(key, http.TraceIdentifier, http.RequestAborted);
            await SessionCookie.RemoveAsync(http, SessionCookie.Open);
        }

        return Results.LocalRedirect("/sign-in?left=true");
    }
}
