using Hengjian.Governance.Access.Setup;

namespace Hengjian.Cli.Setup;

/// <summary><c>hengjian setup</c>: prints one single-use link that makes an institution and its three administrators.</summary>
internal static class SetupCommand
{
    private const string DefaultAddress = "http://localhost:5080";

    public static Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("setup", stderr, async () =>
    {
        var options = VerbOptions.Parse(arguments, "--data", "--institution", "--code", "--address");
        var request = new SetupLinkRequest(options.Require("--institution"), options.Require("--code"));
        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: true);
        var link = AccessVerb.Require(await folder.Get<SetupLinks>().CreateAsync(request, CancellationToken.None));
        await stderr.WriteLineAsync($"Valid once, for {SetupLinks.ValidFor.TotalMinutes:0} minutes. Open it in the browser while the application runs.");
        await stdout.WriteLineAsync((options.Find("--address") ?? DefaultAddress).TrimEnd('/') + SetupLinks.PathOf(link.Secret));
    });
}
