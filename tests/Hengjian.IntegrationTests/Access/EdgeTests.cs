using System.Net;
using System.Net.Http.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Access;

/// <summary>Headers, hosts, limits and what logs say.</summary>
public sealed class EdgeTests
{
    [Theory, InlineData("/sign-in"), InlineData("/api/v1/me"), InlineData("/nowhere")]
    public async Task Answer_Any_CarriesTheSecurityHeaders(string path)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await app.Anonymous().GetAsync(path);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("script-src 'self';");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Pages_HaveNoInlineScript()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        var html = await browser.GetAsync("/account");

        html.Split("<script").Skip(1).ShouldAllBe(s => s.Contains("src=", StringComparison.Ordinal));
        html.ShouldNotContain("onclick=");
    }

    [Theory, InlineData("evil.example", false), InlineData("localhost", true), InlineData("127.0.0.1", true)]
    public async Task Host_OtherThanLoopback_IsRefused(string host, bool served)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Host = host;

        using var answer = await app.Anonymous().SendAsync(request);

        answer.StatusCode.ShouldBe(served ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Caller_AboveItsLimit_Is429AsProblem()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("rateLimits:CallerPerSecond", "2"));
        var client = await app.ClientAsync(Role.Physician);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync("/api/v1/permissions")));

        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        refused.ShouldNotBeEmpty();
        refused[0].Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        refused[0].Headers.RetryAfter.ShouldNotBeNull();
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Caller_AboveItsLimit_DoesNotSlowAnother()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("rateLimits:CallerPerSecond", "1"));
        var (greedy, other) = (await app.ClientAsync(Role.Physician), await app.ClientAsync(Role.Physician));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => greedy.GetAsync("/api/v1/permissions")));

        (await other.GetAsync("/api/v1/permissions")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task SignIn_TooManyPosts_Are429()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("rateLimits:SignInPerMinute", "3"));
        var browser = app.Browser();
        var html = await browser.GetAsync("/sign-in");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var answer = await browser.PostFormAsync("/sign-in", html, null, ("Input.UserName", "nobody"), ("Input.Password", "wrong-password-1"));
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldBe([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests]);
    }

    [Fact]
    public async Task Log_OfSignInsTokensAndSignatures_HoldsNoSecret()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.SecurityAdministrator);
        const string Typed = "typed-wrongly-99";
        (await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", Typed))).Dispose();
        (await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", Typed), ("Input.Password", Typed))).Dispose();
        var browser = await app.SignedInAsync(user);
        var token = await app.TokenAsync(user);
        (await app.WithToken(token).GetAsync("/api/v1/me")).Dispose();
        using var created = await browser.Client.PostAsJsonAsync("/api/v1/users", new { userName = "someone", displayName = "某人", roles = new[] { "Vendor" } });
        var secret = (await created.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("link").GetProperty("secret").GetString()!;
        (await app.Anonymous().GetAsync("/invitation?link=" + secret)).Dispose();

        app.Log.Text.ShouldContain("Sign-in refused", customMessage: "the log was captured");
        foreach (var hidden in new[] { TestUser.Password, Typed, token, secret })
        {
            app.Log.Text.ShouldNotContain(hidden);
            Disk.FilesHolding(app.Settings.DataDirectory, hidden).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Start_WithASettingOutOfItsRange_FailsAndNamesIt()
    {
        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => AppFixture.StartAsync(TestDatabase.Sqlite, ("access:FailuresToLockOut", "100"), ("access:IdleTimeout", "48:00:00")));

        failure.Message.ShouldContain("FailuresToLockOut");
        failure.Message.ShouldContain("IdleTimeout");
    }

    [Fact]
    public async Task IdleTimeout_FromTheSettings_IsUsed()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("access:IdleTimeout", "00:05:00"));
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        app.Clock.Advance(TimeSpan.FromMinutes(6));

        (await browser.Client.GetAsync("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
