using System.Globalization;
using Hengjian.Governance.Access.Setup;

namespace Hengjian.Web.Startup;

/// <summary>Tells the person who started an empty installation how to set it up.</summary>
internal static class SetupNotice
{
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
        var text = link.Refusal is null
            ? string.Create(CultureInfo.InvariantCulture, $"Set up this installation within 60 minutes: {app.Configuration["urls"]}{SetupLinks.PathOf(link.Value!.Secret)}")
            : "No set-up link could be made: check --institution and --code.";
        await Console.Out.WriteLineAsync(text);
    }
}
