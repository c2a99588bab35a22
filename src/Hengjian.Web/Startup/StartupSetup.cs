using System.Reflection;
using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Demonstration;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Transparency;
using Hengjian.Interop.Dicom.Reception;
using Hengjian.Web.Access;

namespace Hengjian.Web.Startup;

/// <summary>What happens before the first request: schema, demonstration or set-up link; and the health endpoints that say when it is done.</summary>
internal static class StartupSetup
{
    private static readonly string Version =
        typeof(StartupSetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void AddHengjianStartup(this IServiceCollection services)
    {
        services.AddSingleton<DemonstrationParameters>();
        services.AddSingleton<DemonstrationLoader>();
        services.AddSingleton<SequencerService>();
        services.AddHostedService(provider => provider.GetRequiredService<SequencerService>());
    }

    /// <summary>Brings the schema up to date; an empty folder gets the demonstration institution, or with <c>--no-demo</c> a single-use set-up link on the console.</summary>
    public static async Task PrepareDataAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<DatabaseSettings>();
        // Faulty rules stop the start, before anything is decided by them.
        _ = app.Services.GetRequiredService<RuleEngine>();
        DemonstrationLoader.RemoveHalfLoaded(settings);
        await app.Services.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        var links = app.Services.GetRequiredService<SetupLinks>();
        if (!await links.IsEmptyAsync(CancellationToken.None))
        {
            return;
        }

        if (app.Configuration.GetValue("demo", true))
        {
            var hospital = await app.Services.GetRequiredService<DemonstrationLoader>().LoadAsync(CancellationToken.None);
            await app.Services.GetRequiredService<DemonstrationInbox>().FillAsync(hospital, CancellationToken.None);
            return;
        }

        await SetupNotice.PrintAsync(app, links);
    }

    public static void MapHengjianHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live", version = Version })).IsPublic().WithTags("Health");
        app.MapGet("/health/ready", (SequencerService sequencer) => sequencer.CaughtUp
                ? Results.Ok(new { status = "ready", version = Version })
                : Results.Json(new { status = "ledgerNotIntegrated", version = Version }, statusCode: StatusCodes.Status503ServiceUnavailable))
            .IsPublic().WithTags("Health");
    }
}
