using System.Net;
using System.Net.Http.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Access;

/// <summary>What a session may write, and from where.</summary>
public sealed class CrossSiteTests
{
    private const string Tokens = "/api/v1/tokens";

    [Fact]
    public async Task Session_WithTheTokenOfThePage_WritesToTheApi()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        using var answer = await browser.Client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Session_WithTheTokenOfMe_WritesToTheApi()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var browser = app.Browser();
        await browser.SignInAsync(user.UserName, TestUser.Password);
        var me = await browser.Client.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/me");
        browser.Client.DefaultRequestHeaders.Add("X-Hengjian-Csrf", me.GetProperty("csrfToken").GetString());

        using var answer = await browser.Client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("made-up")]
    public async Task Session_WithoutTheRightToken_Is403(string? token)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        browser.Client.DefaultRequestHeaders.Remove("X-Hengjian-Csrf");
        if (token is not null)
        {
            browser.Client.DefaultRequestHeaders.Add("X-Hengjian-Csrf", token);
        }

        using var answer = await browser.Client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("access.csrfMissing");
    }

    [Fact]
    public async Task Session_WithTheTokenOfAnotherUser_Is403()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var (one, other) = (await app.SignedInAsync(await app.UserAsync(Role.Physician)), await app.SignedInAsync(await app.UserAsync(Role.Physician)));
        var stolen = other.Client.DefaultRequestHeaders.GetValues("X-Hengjian-Csrf").Single();
        one.Client.DefaultRequestHeaders.Remove("X-Hengjian-Csrf");
        one.Client.DefaultRequestHeaders.Add("X-Hengjian-Csrf", stolen);

        using var answer = await one.Client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, InlineData("Origin", "https://evil.example"), InlineData("Origin", "null"), InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Session_FromAnotherOrigin_Is403EvenWithTheToken(string header, string value)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        browser.Client.DefaultRequestHeaders.Add(header, value);

        using var answer = await browser.Client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("access.otherOrigin");
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        browser.Client.DefaultRequestHeaders.Remove("X-Hengjian-Csrf");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "language"), KeyValuePair.Create("Input.Language", "en")]);

        using var answer = await browser.Client.PostAsync("/account", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task SignOut_WithoutItsToken_IsRefused()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        browser.Client.DefaultRequestHeaders.Remove("X-Hengjian-Csrf");

        using var answer = await browser.Client.PostAsync("/account/sign-out", new FormUrlEncodedContent([]));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Client.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Bearer_FromAnywhere_NeedsNoToken()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var client = await app.ClientAsync(Role.Physician);
        client.DefaultRequestHeaders.Add("Origin", "https://integration.example");

        using var answer = await client.PostAsJsonAsync(Tokens, new { name = "script" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
