using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Access.Identity;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Access;

public sealed partial class TwoFactorTests
{
    private const string Page = "/account/two-factor";
    private const string Me = "/api/v1/me";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoFactor_Enrolled_AsksForTheCodeAtSignIn(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var (key, _) = await EnrolAsync(app, user);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var browser = app.Browser();

        using var password = await PasswordAsync(browser, user);
        var before = await browser.Client.GetAsync(Me);
        using var code = await browser.PostAsync("/sign-in/code", "code", ("Input.Code", CodeNow(app, key)));

        password.Headers.Location!.AbsolutePath.ShouldBe("/sign-in/code");
        before.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        code.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task TwoFactor_EnrolmentPage_ShowsQrAndKeyOnce()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        (await browser.PostAsync(Page, "start")).Dispose();
        var html = await browser.GetAsync(Page);

        html.ShouldContain("class=\"qr\"");
        KeyOf(html).Length.ShouldBe(32);
    }

    [Fact]
    public async Task TwoFactor_WrongCodeAtEnrolment_StaysOff()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));
        (await browser.PostAsync(Page, "start")).Dispose();

        using var answer = await browser.PostAsync(Page, "confirm", ("Input.Code", "000000"), ("Input.Password", TestUser.Password));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task TwoFactor_SameCodeAgain_IsRefused()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var (key, _) = await EnrolAsync(app, user);
        app.Clock.FreezeAt(app.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        var code = CodeNow(app, key);
        (await CodeAsync(app, user, code)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var again = await CodeAsync(app, user, code);

        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, InlineData(-1, true), InlineData(1, true), InlineData(-2, false), InlineData(2, false)]
    public async Task TwoFactor_ClockOfThePhoneOff_IsForgivenOneStep(int steps, bool accepted)
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var (key, _) = await EnrolAsync(app, user);
        app.Clock.FreezeAt(app.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));

        using var answer = await CodeAsync(app, user, Totp.CodeAt(key, Totp.StepAt(app.Clock.GetUtcNow()) + steps));

        answer.StatusCode.ShouldBe(accepted ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task TwoFactor_WrongCodesAfterTheRightPassword_LockTheAccountOut()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var (key, _) = await EnrolAsync(app, user);
        app.Clock.FreezeAt(app.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5; i++)
        {
            // The right password in between does not start the count anew.
            (await CodeAsync(app, user, "00000x")).Dispose();
        }

        var browser = app.Browser();
        using var password = await PasswordAsync(browser, user);

        password.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        key.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task RecoveryCode_InsteadOfACode_WorksOnce(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var (_, codes) = await EnrolAsync(app, user);
        codes.Count.ShouldBe(10);

        using var first = await CodeAsync(app, user, codes[0], recovery: true);
        using var second = await CodeAsync(app, user, codes[0], recovery: true);

        first.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        second.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task TwoFactor_KeyAndRecoveryCodes_AreNowhereReadable()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var (key, codes) = await EnrolAsync(app, await app.UserAsync(Role.Physician));

        foreach (var secret in codes.Append(key))
        {
            Disk.FilesHolding(app.Settings.DataDirectory, secret).ShouldBeEmpty();
            app.Log.Text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task TwoFactor_Disabled_NeedsThePassword()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var (browser, _, _) = await EnrolInAsync(app, user);

        using var wrong = await browser.PostAsync(Page, "disable", ("Input.Password", "not-the-password-1"));
        using var right = await browser.PostAsync(Page, "disable", ("Input.Password", TestUser.Password));

        wrong.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await using var db = app.Read();
        var row = await db.Set<User>().SingleAsync(u => u.Id == user.Id);
        (row.TwoFactorEnabled, row.AuthenticatorKey, row.RecoveryCodes.Count).ShouldBe((false, null, 0));
    }

    [Fact]
    public async Task Password_Changed_EndsTheOtherSessionsAndKeepsThisOne()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var (here, there) = (await app.SignedInAsync(user), await app.SignedInAsync(user));

        using var changed = await here.PostAsync(
            "/account/password", "password", ("Input.CurrentPassword", TestUser.Password), ("Input.NewPassword", "another-one-22"), ("Input.Repeated", "another-one-22"));

        changed.StatusCode.ShouldBe(HttpStatusCode.Redirect, await changed.Content.ReadAsStringAsync());
        (await here.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> EnrolAsync(AppFixture app, TestUser user)
    {
        var (_, key, codes) = await EnrolInAsync(app, user);
        return (key, codes);
    }

    private static async Task<(Browser Browser, string Key, IReadOnlyList<string> Codes)> EnrolInAsync(AppFixture app, TestUser user)
    {
        var browser = await app.SignedInAsync(user);
        (await browser.PostAsync(Page, "start")).Dispose();
        var key = KeyOf(await browser.GetAsync(Page));
        using var confirmed = await browser.PostAsync(Page, "confirm", ("Input.Code", CodeNow(app, key)), ("Input.Password", TestUser.Password));
        var html = await confirmed.Content.ReadAsStringAsync();
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        return (browser, key, [.. RecoveryCode().Matches(html).Select(m => m.Value)]);
    }

    private static string KeyOf(string html) => Key().Match(html).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);

    private static string CodeNow(AppFixture app, string key) => Totp.CodeAt(key, Totp.StepAt(app.Clock.GetUtcNow()));

    private static Task<HttpResponseMessage> PasswordAsync(Browser browser, TestUser user) =>
        browser.PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));

    private static async Task<HttpResponseMessage> CodeAsync(AppFixture app, TestUser user, string code, bool recovery = false)
    {
        var browser = app.Browser();
        (await PasswordAsync(browser, user)).Dispose();
        return await browser.PostAsync("/sign-in/code", "code", recovery ? [("Input.Code", code), ("Input.Recovery", "true")] : [("Input.Code", code)]);
    }

    [GeneratedRegex("<code>(?<key>[A-Z2-7 ]{39})</code>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();

    [GeneratedRegex("(?<=<code>)[A-Z0-9]{5}-[A-Z0-9]{5}(?=</code>)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RecoveryCode();
}
