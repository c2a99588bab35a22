using System.Net;
using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Access;

public sealed class SetupTests
{
    private const string Code = "1299000000001TEX4P";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SetupLink_Used_MakesTheInstitutionAndThreeAdministratorsOnce(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var path = await LinkAsync(app);

        using var done = await app.Browser().PostAsync(path, "setup", Fields());
        using var again = await app.Anonymous().GetAsync(path);

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).ShouldContain(i => i.UnifiedSocialCreditCode == Code && i.Name == "新建医院");
        (string, string, string)[] administrators =
            [("sysadmin", "first-words-1", "SystemAdministrator"), ("secadmin", "second-words-2", "SecurityAdministrator"), ("auditadmin", "third-words-3", "AuditAdministrator")];
        foreach (var (name, password, role) in administrators)
        {
            var browser = app.Browser();
            await browser.SignInAsync(name, password);
            (await browser.Client.GetStringAsync("/api/v1/me")).ShouldContain($"\"roles\":[\"{role}\"]");
        }
    }

    [Fact]
    public async Task SetupLink_ForARegion_MakesARegionOfItsLevel()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var link = await app.Services.GetRequiredService<SetupLinks>().CreateAsync(new SetupLinkRequest("某省卫生健康委员会", Code, RegionLevel.Province), CancellationToken.None);

        using var done = await app.Browser().PostAsync(SetupLinks.PathOf(link.Value!.Secret), "setup", Fields());

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect, await done.Content.ReadAsStringAsync());
        var made = (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).Single(i => i.UnifiedSocialCreditCode == Code);
        made.IsRegion.ShouldBeTrue();
        made.RegionLevel.ShouldBe(RegionLevel.Province);
    }

    [Fact]
    public async Task SetupLink_After60Minutes_IsTooOld()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var path = await LinkAsync(app);
        (await app.Anonymous().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromMinutes(60));

        (await app.Anonymous().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task SetupLink_PostedAfterItRanOut_MakesNothing()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var path = await LinkAsync(app);
        var browser = app.Browser();
        var html = await browser.GetAsync(path);
        app.Clock.Advance(TimeSpan.FromMinutes(60));

        using var answer = await browser.PostFormAsync(path, html, "setup", Fields());

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Services.GetRequiredService<IInstitutionRegister>().AllAsync(CancellationToken.None)).ShouldNotContain(i => i.UnifiedSocialCreditCode == Code);
    }

    [Fact]
    public async Task SetupLink_TwoForOneCode_OnlyTheFirstMakesIt()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var (first, second) = (await LinkAsync(app), await LinkAsync(app));
        (await app.Browser().PostAsync(first, "setup", Fields())).Dispose();

        using var answer = await app.Browser().PostAsync(second, "setup", Fields("2"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("Input.AuditAdministrator.UserName", "sysadmin")]
    [InlineData("Input.AuditAdministrator.Password", "first-words-1")]
    [InlineData("Input.SecurityAdministrator.Password", "short1")]
    [InlineData("Input.SystemAdministrator.DisplayName", "")]
    public async Task Setup_WrongField_Is422AndLeavesTheLinkUsable(string field, string value)
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var path = await LinkAsync(app);

        using var answer = await app.Browser().PostAsync(path, "setup", [.. Fields().Select(f => f.Name == field ? (field, value) : f)]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Anonymous().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Setup_SecretAndPasswords_AreInNoFileAndNoLog()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var path = await LinkAsync(app);
        (await app.Browser().PostAsync(path, "setup", Fields())).Dispose();

        foreach (var secret in new[] { path[SetupLinks.PathOf("").Length..], "first-words-1" })
        {
            Disk.FilesHolding(app.Settings.DataDirectory, secret).ShouldBeEmpty();
            app.Log.Text.ShouldNotContain(secret);
        }
    }

    private static async Task<string> LinkAsync(AppFixture app)
    {
        var outcome = await app.Services.GetRequiredService<SetupLinks>().CreateAsync(new SetupLinkRequest("新建医院", Code), CancellationToken.None);
        return SetupLinks.PathOf(outcome.Value!.Secret);
    }

    private static (string Name, string Value)[] Fields(string suffix = "") =>
    [
        ("Input.SystemAdministrator.DisplayName", "甲"), ("Input.SystemAdministrator.UserName", "sysadmin" + suffix), ("Input.SystemAdministrator.Password", "first-words-1"),
        ("Input.SecurityAdministrator.DisplayName", "乙"), ("Input.SecurityAdministrator.UserName", "secadmin" + suffix), ("Input.SecurityAdministrator.Password", "second-words-2"),
        ("Input.AuditAdministrator.DisplayName", "丙"), ("Input.AuditAdministrator.UserName", "auditadmin" + suffix), ("Input.AuditAdministrator.Password", "third-words-3"),
    ];
}
