using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hengjian.Web.Api;
using Hengjian.Web.Components.Decisions;
using Hengjian.Web.Components.Design;
using Hengjian.Web.Components.Layout;
using Hengjian.Web.Components.Pages.Cases;
using Hengjian.Web.Components.Pages.Compliance;
using Hengjian.Web.Components.Pages.Technologies;
using Hengjian.Web.Localization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.WebEncoders;

namespace Hengjian.Web.Components;

/// <summary>Registers and maps what the pages need: server-rendered components, texts, assets, the language switch and the error pages.</summary>
internal static class ComponentsSetup
{
    public static IServiceCollection AddHengjianComponents(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddAntiforgery();
        // Chinese text is sent as it is, not as numeric references.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<WebAssets>();
        services.AddScoped<PageContext>();
        services.AddScoped<ElementIds>();
        services.AddHttpContextAccessor();
        services.AddScoped<PageLinks>();
        services.AddSingleton<Pages.Quality.StudyUploads>();
        services.AddSingleton<Printing.IPdfPrinter, Printing.ChromiumPdf>();
        services.AddSingleton<Printing.ReportPrinter>();
        services.AddSingleton<Printing.SheetPrinter>();
        services.AddSingleton<Pages.LifeCycle.FilingJob>();
        services.AddSingleton<DecisionViews>();
        services.AddSingleton<Records.HistoryWords>();
        services.AddSingleton<CaseWords>();
        services.AddSingleton<People>();
        return services;
    }

    /// <summary>
    /// Shows an error page where a page failed, was refused or does not exist; call first, before authentication.
    /// Answers of the API keep their own bodies; a registered <c>IExceptionHandler</c> comes before the error page.
    /// </summary>
    public static WebApplication UseHengjianErrorPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (ApiRoutes.IsApi(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                // The error page is read, whatever was tried: posted to, it would ask for an antiforgery token.
                context.Request.Method = HttpMethods.Get;
            }

            return next(context);
        });
        return app;
    }

    /// <summary>Maps pages, assets and the language switch; call after the caller, the language and the permission check (Access/AccessSetup.cs).</summary>
    public static WebApplication MapHengjianComponents(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Services.GetRequiredService<WebAssets>().Map(app);
        app.MapLanguageSwitch();
        app.MapInventoryExport();
        app.MapSharesExport();
        app.MapReportPages();
        app.MapRazorComponents<App>();
        return app;
    }
}
