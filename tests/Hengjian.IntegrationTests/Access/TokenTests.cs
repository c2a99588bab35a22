using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Access;

public sealed class TokenTests
{
    private const string Me = "/api/v1/me";
    private const string Tokens = "/api/v1/tokens";
    private const string DeviceTokens = "/api/v1/device-tokens";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Token_CreatedByUser_ActsAsThatUser(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var created = await CreateAsync(await app.ClientAsync(user), Tokens, new { name = "script" });

        var me = await app.WithToken(created.Token).GetFromJsonAsync<JsonElement>(Me);
        me.GetProperty("id").GetGuid().ShouldBe(user.Id);
        created.Token.ShouldStartWith("hj_");
        created.Token.Length.ShouldBe(3 + 43);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Token_Stored_IsItsHashAlone(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var created = await CreateAsync(await app.ClientAsync(user), Tokens, new { name = "script" });

        await using var db = app.Read();
        var row = await db.Set<ApiToken>().SingleAsync(t => t.Id == created.Id);
        row.Hash.ShouldBe(Secrets.Hash(created.Token));
    }

    [Fact]
    public async Task Token_EvenWithAnIdempotencyKey_IsInNoFileAndNoLog()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var client = await app.ClientAsync(Role.Physician);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "once");

        var created = await CreateAsync(client, Tokens, new { name = "script" });
        (await app.WithToken(created.Token).GetAsync(Me)).EnsureSuccessStatusCode();

        Disk.FilesHolding(app.Settings.DataDirectory, created.Token).ShouldBeEmpty();
        app.Log.Text.ShouldNotContain(created.Token);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Token_Revoked_IsWorthNothingAtOnce(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var client = await app.ClientAsync(Role.Physician);
        var created = await CreateAsync(client, Tokens, new { name = "script" });
        var other = app.WithToken(created.Token);
        (await other.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await client.DeleteAsync($"{Tokens}/{created.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await other.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_AfterItsDays_IsExpired()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var created = await CreateAsync(await app.ClientAsync(Role.Physician), Tokens, new { name = "script", days = 7 });
        var client = app.WithToken(created.Token);
        app.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        (await client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromMinutes(1));

        (await client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_WithoutDays_LivesNinety()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        var created = await CreateAsync(await app.ClientAsync(Role.Physician), Tokens, new { name = "script" });

        (created.ExpiresAt - app.Clock.GetUtcNow()).TotalDays.ShouldBe(90, 0.01);
    }

    [Theory, InlineData(null, 5, "name"), InlineData("x", 0, "days"), InlineData("x", 366, "days")]
    public async Task Token_WrongField_Is422(string? name, int days, string field)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await (await app.ClientAsync(Role.Physician)).PostAsJsonAsync(Tokens, new { name, days });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Token_OfAnother_Is404ToRevoke()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var created = await CreateAsync(await app.ClientAsync(Role.Physician), Tokens, new { name = "script" });

        using var answer = await (await app.ClientAsync(Role.Physician)).DeleteAsync($"{Tokens}/{created.Id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tokens_Listed_AreOwnAndWithoutSecret()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var client = await app.ClientAsync(Role.Physician);
        var created = await CreateAsync(client, Tokens, new { name = "script" });

        var text = await client.GetStringAsync(Tokens);

        text.ShouldContain(created.Id.ToString("D"));
        text.ShouldNotContain(created.Token);
        text.ShouldNotContain(Secrets.Hash(created.Token));
        JsonDocument.Parse(text).RootElement.GetProperty("total").GetInt32().ShouldBe(2, "the client's own token and the new one");
    }

    [Fact]
    public async Task Token_Unknown_Is401WithChallenge()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await app.WithToken(Secrets.NewToken()).GetAsync(Me);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task Token_WrongBesideAGoodSession_IgnoresTheCookie()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        using var request = new HttpRequestMessage(HttpMethod.Get, Me) { Headers = { { "Authorization", "Bearer " + Secrets.NewToken() } } };

        using var answer = await browser.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DeviceToken_OfSecurityAdministrator_HasItsScopesUntilRevoked(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var security = await app.ClientAsync(Role.SecurityAdministrator);

        var created = await CreateAsync(security, DeviceTokens, new { name = "PACS", scopes = new[] { "dicom" } });
        var device = app.WithToken(created.Token);

        (await device.GetAsync("/api/v1/cases")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await device.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await security.DeleteAsync($"{DeviceTokens}/{created.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await device.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task DeviceToken_UnknownScope_Is422()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsJsonAsync(DeviceTokens, new { name = "PACS", scopes = new[] { "everything" } });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task DeviceToken_OfAnotherInstitution_Is404()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var other = await app.InstitutionAsync("乙院");
        var created = await CreateAsync(await app.ClientAsync(Role.SecurityAdministrator), DeviceTokens, new { name = "PACS", scopes = new[] { "dicom" } });
        var stranger = await app.ClientAsync(await app.UserAsync([Role.SecurityAdministrator], institution: other));

        using var answer = await stranger.DeleteAsync($"{DeviceTokens}/{created.Id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<CreatedToken> CreateAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<CreatedToken>())!;
    }

    private sealed record CreatedToken(Guid Id, string Token, DateTimeOffset ExpiresAt);
}
