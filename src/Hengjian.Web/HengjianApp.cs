using Hengjian.Governance;
using Hengjian.Governance.Persistence;
using Hengjian.Interop;
using Hengjian.Web.Access;
using Hengjian.Web.Api;
using Hengjian.Web.Components;
using Hengjian.Web.Startup;

namespace Hengjian.Web;

/// <summary>The composition root: what the application is made of, and in which order a request meets it.</summary>
internal static class HengjianApp
{
    /// <summary>Puts the application together over the data folder that the arguments or settings name; the data are not touched yet.</summary>
    /// <param name="adjust">For tests: replaces what the machine gives, such as the clock and the log, before the parts are put together.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var settings = DatabaseSettings.FromDirectory(builder.Configuration["data"] ?? "data");
        builder.AddHengjianAccess(settings);
        builder.Services.AddGovernance(settings);
        builder.Services.AddInterop();
        builder.Services.AddHengjianApi();
        builder.Services.AddHengjianComponents();
        builder.Services.AddHengjianStartup();
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseHengjianSecurityHeaders();
        app.UseHengjianErrorPages();
        app.UseRouting();
        app.UseHengjianAccess();
        app.MapHengjianHealth();
        app.MapHengjianApi();
        app.MapSignOut();
        app.MapHengjianComponents();
        return app;
    }
}
