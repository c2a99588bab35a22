using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Cli.Setup;

/// <summary><c>hengjian setup</c>: prints one single-use link that makes an institution and its three administrators.</summary>
internal static class SetupCommand
{
    private const string DefaultAddress = "http://localhost:5080";

    public static Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("setup", stderr, async () =>
    {
        var options = VerbOptions.Parse(arguments, "--data", "--institution", "--code", "--region", "--address");
        var request = new SetupLinkRequest(options.Require("--institution"), options.Require("--code"), Region(options.Find("--region")));
        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: true);
        var link = AccessVerb.Require(await folder.Get<SetupLinks>().CreateAsync(request, CancellationToken.None));
        await stderr.WriteLineAsync($"Valid once, for {SetupLinks.ValidFor.TotalMinutes:0} minutes. Open it in the browser while the application runs.");
        await stdout.WriteLineAsync((options.Find("--address") ?? DefaultAddress).TrimEnd('/') + SetupLinks.PathOf(link.Secret));
    });

    /// <summary>The level of a region; a hospital where the option is absent.</summary>
    private static RegionLevel? Region(string? level) => level is null
        ? null
        : CodeName.TryParse<RegionLevel>(level, out var known) ? known : throw new BadCommandException("--region is province, city or district");
}
