using System.Globalization;

namespace Hengjian.Web.Api;

/// <summary>Registers and maps the web API, module by module.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddHengjianApi(this IServiceCollection services) => services
        .AddSingleton<ApiMessages>()
        .AddSingleton<AnswerJson>();

    public static void MapHengjianApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup(ApiRoutes.Root);
        api.MapRegisters();
        api.MapAccess();
        api.MapCases();
        api.MapQuality();
        api.MapLedger();
        api.MapDicom();
    }
}

/// <summary>Sets the language of an API answer before anything is worded: Accept-Language, else Chinese. Codes never change.</summary>
internal sealed class ApiLanguageMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (ApiRoutes.IsApi(http.Request.Path))
        {
            CultureInfo.CurrentUICulture = ApiMessages.LanguageOf(http);
        }

        return next(http);
    }
}
