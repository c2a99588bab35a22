using System.Globalization;
using Hengjian.Governance.Access.Tokens;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Regulations;

namespace Hengjian.Cli.Tokens;

/// <summary><c>hengjian tokens create|list|revoke</c>: bearer tokens of users and devices, while the application runs or not.</summary>
internal static class TokensCommand
{
    private const string CommandLineToken = "command line";

    public static Task<int> RunAsync(string[] arguments, TextWriter stdout, TextWriter stderr) => AccessVerb.RunAsync("tokens", stderr, async () =>
    {
        var rest = arguments.Skip(1).ToArray();
        switch (arguments.FirstOrDefault())
        {
            case "create":
                await CreateAsync(rest, stdout, stderr);
                break;
            case "list":
                await ListAsync(rest, stdout);
                break;
            case "revoke":
                await RevokeAsync(rest, stdout);
                break;
            default:
                throw new BadCommandException("say create, list or revoke");
        }
    });

    /// <summary>The token is the last line of standard output; what else there is to say goes to standard error.</summary>
    private static async Task CreateAsync(string[] arguments, TextWriter stdout, TextWriter stderr)
    {
        var options = VerbOptions.Parse(arguments, "--data", "--user", "--device", "--scope", "--days", "--institution", "--name");
        var (user, device, days) = (options.Find("--user"), options.Find("--device"), options.FindNumber("--days"));
        if (user is null == device is null)
        {
            throw new BadCommandException("say either --user NAME or --device NAME");
        }

        if (user is not null && options.Find("--scope") is not null)
        {
            throw new BadCommandException("a user token has the user's roles: --scope goes with --device");
        }

        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
        var tokens = folder.Get<TokenAdministration>();
        var institution = options.Find("--institution");
        var created = AccessVerb.Require(user is not null
            ? await tokens.CreateForUserAsync(user, institution, new CreateTokenRequest(options.Find("--name") ?? CommandLineToken, days), CancellationToken.None)
            : await tokens.CreateForDeviceAsync(institution, new CreateDeviceTokenRequest(device, options.Require("--scope").Split(','), days), CancellationToken.None));
        await stderr.WriteLineAsync($"Token {created.Id:D}, valid until {Text(created.ExpiresAt)}. It is shown this once.");
        await stdout.WriteLineAsync(created.Token);
    }

    private static async Task ListAsync(string[] arguments, TextWriter stdout)
    {
        var options = VerbOptions.Parse(arguments, "--data");
        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
        foreach (var token in await folder.Get<TokenAdministration>().ListAsync(CancellationToken.None))
        {
            var state = token.RevokedAt is { } revoked ? "revoked " + Text(revoked) : "until " + Text(token.ExpiresAt);
            var what = token.Kind == CallerKind.Device ? "device " + string.Join(',', token.Scopes) : "user " + token.UserId?.ToString("D");
            await stdout.WriteLineAsync($"{token.Id:D}\t{what}\t{token.Name}\t{state}");
        }
    }

    private static async Task RevokeAsync(string[] arguments, TextWriter stdout)
    {
        var options = VerbOptions.Parse(arguments, "--data", "--id");
        if (!Guid.TryParseExact(options.Require("--id"), "D", out var id))
        {
            throw new BadCommandException("--id needs a token's id, as tokens list prints it");
        }

        await using var folder = await DataFolder.OpenAsync(options.Require("--data"), create: false);
        AccessVerb.Require(await folder.Get<TokenAdministration>().RevokeAsync(id, CancellationToken.None));
        await stdout.WriteLineAsync($"revoked {id:D}");
    }

    private static string Text(DateTimeOffset instant) => instant.ToOffset(ShanghaiDay.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
