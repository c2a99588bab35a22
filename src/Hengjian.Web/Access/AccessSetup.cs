using Hengjian.Governance.Technologies.Registers;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Web.Api;
using Hengjian.Web.Localization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HttpOverrides;

namespace Hengjian.Web.Access;

/// <summary>Registers and places what decides who may do what at the edge: headers, sessions and tokens, limits, permissions.</summary>
internal static class AccessSetup
{
    /// <summary>Adds the settings of the data folder, sessions, limits and antiforgery. Served to this machine alone unless <c>AllowedHosts</c> says otherwise.</summary>
    public static void AddHengjianAccess(this WebApplicationBuilder builder, DatabaseSettings settings)
    {
        builder.Configuration.AddJsonFile(settings.SettingsFile, optional: true, reloadOnChange: false);
        if (string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]))
        {
            builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        }

        // The framework logs addresses at level Information, and an address may hold a single-use link.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // The ring lies in the data folder, readable by the program's user alone, as the other keys do.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        services.AddOptions<AccessOptions>().Bind(builder.Configuration.GetSection(AccessOptions.Section));
        services.AddOptions<ReadinessOptions>().Bind(builder.Configuration.GetSection(ReadinessOptions.Section));
        services.AddOptions<RoutineOptions>().Bind(builder.Configuration.GetSection(RoutineOptions.Section));
        services.AddOptions<ViewerOptions>().Bind(builder.Configuration.GetSection(ViewerOptions.Section));
        services.AddOptions<DocumentOptions>().Bind(builder.Configuration.GetSection(DocumentOptions.Section));
        services.AddSessionCookies();
        services.AddRateLimits(builder.Configuration);
        services.Configure<AntiforgeryOptions>(antiforgery =>
        {
            antiforgery.HeaderName = CallerMiddleware.CsrfHeader;
            antiforgery.Cookie.Name = "hengjian.csrf";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        // A proxy on this machine (the default of known proxies) may say that the browser came by https, and from where.
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddSingleton<ILanguagePreference, LanguagePreference>();
    }

    /// <summary>Headers of every answer; call before the error pages.</summary>
    public static void UseHengjianSecurityHeaders(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
    }

    /// <summary>Caller, language, limits and permission check; call after routing and before anything that answers.</summary>
    public static void UseHengjianAccess(this WebApplication app)
    {
        app.UseMiddleware<ApiAnswerMiddleware>();
        // Where concerns are raised nobody is recognised, signed in or not: no session is looked up, so none is touched.
        app.UseWhen(http => !AnonymousPaths.Covers(http.Request.Path), known => known.UseMiddleware<CallerMiddleware>());
        app.UseWhen(http => !ApiRoutes.IsApi(http.Request.Path), pages => pages.UseRequestLocalization(Languages.Options()));
        app.UseRateLimiter();
        app.Use(RefuseNul);
        app.UseMiddleware<PermissionMiddleware>();
        app.UseMiddleware<PageContextMiddleware>();
    }

    /// <summary>A NUL in an address means nothing to anybody and PostgreSQL keeps none in its texts: 400, for every page and endpoint.</summary>
    private static Task RefuseNul(HttpContext http, RequestDelegate next)
    {
        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
