using Hengjian.Web.Access;

namespace Hengjian.Web.Localization;

/// <summary>Where a signed-in user's choice of language is kept; registered by whoever owns the user record.</summary>
internal interface ILanguagePreference
{
    /// <summary>Stores <paramref name="language"/> for the signed-in user and refreshes the claim; does nothing for a visitor.</summary>
    Task SaveAsync(HttpContext context, string language);
}

/// <summary>The language switch: stores the choice and returns to the page it was made on.</summary>
internal static class LanguageEndpoint
{
    public static void MapLanguageSwitch(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/language/{language}", SwitchAsync).IsPublic().ExcludeFromDescription();

    static async Task<IResult> SwitchAsync(HttpContext context, string language, string? returnUrl)
    {
        if (Languages.Find(language) is not { } found)
            return Results.NotFound();
        context.Response.Cookies.Append(Languages.Cookie, found, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
        });
        if (context.RequestServices.GetService<ILanguagePreference>() is { } preference)
            await preference.SaveAsync(context, found);
        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}

/// <summary>Guards redirects to an address that came from outside.</summary>
internal static class LocalUrl
{
    /// <summary>True for a path of this site: one slash, then neither a slash nor a backslash, and no control character.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && !(url.Length > 1 && url[1] is '/' or '\\') && !url.Any(char.IsControl);

    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";
}
