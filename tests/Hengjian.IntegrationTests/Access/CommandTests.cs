using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Cli.Setup;
using Hengjian.Cli.Tokens;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Access;

/// <summary>The commands <c>setup</c> and <c>tokens</c>, run beside the application over the same data folder.</summary>
public sealed class CommandTests
{
    private const string Me = "/api/v1/me";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TokensCreate_ForAUser_PrintsATokenThatActsAsHim(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var (code, output, _) = await TokensAsync("create", "--data", app.Settings.DataDirectory, "--user", user.UserName, "--days", "3");

        code.ShouldBe(0);
        var token = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        (await app.WithToken(token).GetFromJsonAsync<JsonElement>(Me)).GetProperty("id").GetGuid().ShouldBe(user.Id);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TokensCreate_ForADevice_HasTheScopesAndALedgerRecord(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);

        var (code, output, _) = await TokensAsync("create", "--data", app.Settings.DataDirectory, "--device", "肺结节 AI", "--scope", "ai-results,dicom,observed-acts");

        code.ShouldBe(0);
        using var answer = await app.WithToken(output.Trim()).PostAsync($"/api/v1/cases/{Guid.CreateVersion7()}/ai-results", null);
        answer.StatusCode.ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        await using var db = app.Read();
        (await db.Set<LedgerRecordRow>().CountAsync(r => r.Action == "access.deviceToken.created")).ShouldBe(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TokensRevoke_WhileTheServerRuns_TakesEffectWithinItsMemory(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var client = await app.ClientAsync(user);
        (await client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (_, list, _) = await TokensAsync("list", "--data", app.Settings.DataDirectory);
        var id = list.Split('\n').Single(l => l.Contains(user.Id.ToString("D"), StringComparison.Ordinal)).Split('\t')[0];

        var (code, _, _) = await TokensAsync("revoke", "--data", app.Settings.DataDirectory, "--id", id);
        app.Clock.Advance(TimeSpan.FromSeconds(2));

        code.ShouldBe(0);
        (await client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("create", "--user", "nobody-here")]
    [InlineData("create", "--user", "a", "--device", "b")]
    [InlineData("create", "--device", "b")]
    [InlineData("create", "--device", "b", "--scope", "everything")]
    [InlineData("create", "--device", "b", "--scope", "dicom", "--days", "0")]
    [InlineData("create", "--device", "b", "--scope", "dicom", "--days", "ten")]
    [InlineData("create", "--device", "b", "--scope", "dicom", "--institution", "没有这家")]
    [InlineData("create", "--device", "b", "--scope", "dicom", "--scope", "dicom")]
    [InlineData("create", "--device")]
    [InlineData("revoke", "--id", "1")]
    [InlineData("revoke", "--id", "00000000-0000-0000-0000-000000000001")]
    [InlineData("list", "--all", "true")]
    [InlineData("burn")]
    public async Task Tokens_BadInput_EndsWith2AndSaysWhy(params string[] arguments)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var (code, output, error) = await TokensAsync([.. arguments, "--data", app.Settings.DataDirectory]);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldStartWith("hengjian tokens: ");
    }

    [Fact]
    public async Task Tokens_FolderWithoutInstallation_EndsWith2AndMakesNothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), "hengjian-none-" + Guid.CreateVersion7().ToString("N"));

        var (code, _, _) = await TokensAsync("list", "--data", folder);

        code.ShouldBe(2);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Setup_OnAnEmptyFolder_PrintsOneLinkThatTheApplicationAccepts()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;

        var (code, output, _) = await SetupAsync("--data", folder, "--institution", "新建医院", "--code", "1299000000001TEX4P");

        code.ShouldBe(0);
        var link = new Uri(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem());
        link.ToString().ShouldStartWith("http://localhost:5080/setup?link=");
        await using var app = await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true);
        (await app.Anonymous().GetStringAsync(link.PathAndQuery)).ShouldContain("新建医院");
    }

    [Theory]
    [InlineData("--institution", "新建医院", "--code", "1299000000001TEX4A")]
    [InlineData("--institution", "新建医院", "--code", "123")]
    [InlineData("--institution", "院", "--code", "1299000000001TEX4P")]
    [InlineData("--institution", "新建医院")]
    public async Task Setup_BadInput_EndsWith2(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;

        var (code, output, error) = await SetupAsync([.. arguments, "--data", folder]);

        (code, output).ShouldBe((2, ""));
        error.ShouldStartWith("hengjian setup: ");
        Directory.Delete(folder, recursive: true);
    }

    private static Task<(int Code, string Output, string Error)> TokensAsync(params string[] arguments) => RunAsync(TokensCommand.RunAsync, arguments);

    private static Task<(int Code, string Output, string Error)> SetupAsync(params string[] arguments) => RunAsync(SetupCommand.RunAsync, arguments);

    private static async Task<(int Code, string Output, string Error)> RunAsync(Func<string[], TextWriter, TextWriter, Task<int>> command, string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await command(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
