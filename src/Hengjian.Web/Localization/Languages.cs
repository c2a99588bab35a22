using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Hengjian.Web.Localization;

/// <summary>The languages of the pages. Chinese is the default; the browser's own preference is not consulted.</summary>
internal static class Languages
{
    public const string Default = "zh-CN";
    public const string Cookie = "hengjian.lang";

    /// <summary>The claim that carries the signed-in user's own setting; it wins over the cookie.</summary>
    public const string Claim = "lang";

    public static readonly IReadOnlyList<string> All = [Default, "en"];

    /// <summary>The supported name equal to <paramref name="name"/> without regard to case, or null.</summary>
    public static string? Find(string? name) => All.FirstOrDefault(l => string.Equals(l, name, StringComparison.OrdinalIgnoreCase));

    public static RequestLocalizationOptions Options()
    {
        var cultures = All.Select(l => new CultureInfo(l)).ToList();
        return new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(Default),
            SupportedCultures = cultures,
            SupportedUICultures = cultures,
            RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Result(context.User.FindFirst(Claim)?.Value)),
                new CustomRequestCultureProvider(context => Result(context.Request.Cookies[Cookie])),
            ],
        };
    }

    static Task<ProviderCultureResult?> Result(string? name) =>
        Task.FromResult(Find(name) is { } found ? new ProviderCultureResult(found) : null);
}
