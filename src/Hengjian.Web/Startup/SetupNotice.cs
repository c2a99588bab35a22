using System.Globalization;
using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Kernel;
using Hengjian.Web.Api;

namespace Hengjian.Web.Startup;

/// <summary>Tells the person who started an empty installation how to set it up.</summary>
internal static class SetupNotice
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static async Task PrintAsync(WebApplication app, SetupLinks links)
    {
        var name = app.Configuration["institution"];
        var code = app.Configuration["code"];
        if (name is null || code is null)
        {
            await Console.Out.WriteLineAsync("This installation is empty. Make a set-up link: hengjian setup --data DIR --institution NAME --code USCC");
            return;
        }

        var link = await links.CreateAsync(new SetupLinkRequest(name, code), CancellationToken.None);
        var messages = app.Services.GetRequiredService<ApiMessages>();
        var text = link.Refusal switch
        {
            null => string.Create(CultureInfo.InvariantCulture, $"Set up this installation within 60 minutes: {app.Configuration["urls"]}{SetupLinks.PathOf(link.Value!.Secret)}"),
            Invalid invalid => "No set-up link could be made: " + string.Join("; ", invalid.Errors.Select(e => messages.Text(English, e.Code, e.Arguments))),
            Conflict conflict => "No set-up link could be made: " + messages.Text(English, conflict.Code, conflict.Arguments),
            _ => "No set-up link could be made.",
        };
        await Console.Out.WriteLineAsync(text);
    }
}
