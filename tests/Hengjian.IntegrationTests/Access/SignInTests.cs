using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Access;

public sealed class SignInTests
{
    private const string Me = "/api/v1/me";
    private const string Wrong = "not-the-password-1";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_RightPassword_OpensASession(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        var browser = await app.SignedInAsync(user);

        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ActionsAsync(app, user)).ShouldContain("access.signIn.succeeded");
    }

    [Fact]
    public async Task SignIn_Cookie_IsHttpOnlyAndLax()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);

        using var answer = await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hengjian.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_WrongPassword_Is403AndRecorded(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        using var answer = await TryAsync(app, user.UserName, Wrong);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ActionsAsync(app, user)).ShouldContain("access.signIn.failed");
    }

    [Fact]
    public async Task SignIn_UnknownNameAndWrongPassword_AnswerAlike()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);

        using var unknown = await TryAsync(app, "nobody-of-this-name", Wrong);
        using var wrong = await TryAsync(app, user.UserName, Wrong);

        unknown.StatusCode.ShouldBe(wrong.StatusCode);
        Summary(await unknown.Content.ReadAsStringAsync()).ShouldBe(Summary(await wrong.Content.ReadAsStringAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_AfterFiveFailures_IsLockedOutForFifteenMinutes(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync(Role.Physician);
        for (var i = 0; i < 5; i++)
        {
            (await TryAsync(app, user.UserName, Wrong)).Dispose();
        }

        using var locked = await TryAsync(app, user.UserName, TestUser.Password);
        app.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        using var later = await TryAsync(app, user.UserName, TestUser.Password);

        locked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        later.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ActionsAsync(app, user)).Count(a => a == "access.account.lockedOut").ShouldBe(1);
    }

    [Fact]
    public async Task SignIn_FourFailuresThenRight_StartsCountingAnew()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                (await TryAsync(app, user.UserName, Wrong)).Dispose();
            }

            using var right = await TryAsync(app, user.UserName, TestUser.Password);
            right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_ManyGuessesAtOnce_CountsEachAndLocksOut(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ => (await TryAsync(app, user.UserName, Wrong)).Dispose()));

        await using var db = app.Read();
        (await db.Set<User>().SingleAsync(u => u.Id == user.Id)).LockoutEnd.ShouldNotBeNull();
        (await ActionsAsync(app, user)).Count(a => a == "access.signIn.failed").ShouldBe(12);
    }

    [Fact]
    public async Task Session_IdleFor31Minutes_IsOver()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        app.Clock.Advance(TimeSpan.FromMinutes(31));

        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_UsedEveryTwentyMinutes_GoesOnUntilTwelveHours()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Physician));

        for (var i = 1; i <= 35; i++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(20));
            (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK, $"after {i * 20} minutes");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(21));
        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignOut_CopiedCookie_IsWorthNothing(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var browser = app.Browser();
        using var signedIn = await browser.PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("hengjian.session=", StringComparison.Ordinal)).Split(';')[0];

        using var signedOut = await browser.PostFormAsync("/account/sign-out", await browser.GetAsync("/account"), null);

        signedOut.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var replayed = new HttpRequestMessage(HttpMethod.Get, Me) { Headers = { { "Cookie", cookie } } };
        (await app.Anonymous().SendAsync(replayed)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ActionsAsync(app, user)).ShouldContain("access.signedOut");
    }

    [Fact]
    public async Task SignIn_ReturnUrlOfAnotherSite_GoesHome()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);

        using var answer = await app.Browser().PostAsync(
            "/sign-in?returnUrl=%2F%2Fevil.example%2F", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));

        answer.Headers.Location!.ShouldBe(new Uri(app.Address, "/"));
    }

    [Fact]
    public async Task Page_WithoutSession_LeadsToSignInAndBack()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await app.Anonymous().GetAsync("/account?x=1");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/sign-in?returnUrl=%2Faccount%3Fx%3D1");
    }

    [Fact]
    public async Task SignIn_AccountUnusedFor181Days_IsRefused()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);

        app.Clock.Advance(TimeSpan.FromDays(181));
        using var answer = await TryAsync(app, user.UserName, TestUser.Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task SignIn_PersonOfTwoInstitutions_ChoosesAndSwitches()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var other = await app.InstitutionAsync("乙院");
        var user = await app.UserAsync(Role.Physician);
        await app.WriteAsync(other, scope => scope.Db.Add(new Membership { InstitutionId = other, Id = scope.NewId(), UserId = user.Id, Roles = [Role.QualityOfficer] }));
        var browser = app.Browser();

        using var signedIn = await browser.PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));
        signedIn.Headers.Location!.AbsolutePath.ShouldBe("/account/institution");
        using var switched = await browser.PostAsync("/account/institution", "institution", ("Input.Institution", other.ToString("D")));

        switched.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var me = await browser.Client.GetStringAsync(Me);
        me.ShouldContain(other.ToString("D"));
        me.ShouldContain("QualityOfficer");
        me.ShouldNotContain("Physician");
    }

    private static Task<HttpResponseMessage> TryAsync(AppFixture app, string userName, string password) =>
        app.Browser().PostAsync("/sign-in", null, ("Input.UserName", userName), ("Input.Password", password));

    private static async Task<List<string>> ActionsAsync(AppFixture app, TestUser user)
    {
        await using var db = app.Read();
        return await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == user.Id).Select(r => r.Action).ToListAsync();
    }

    private static string Summary(string html)
    {
        var start = html.IndexOf("form-errors", StringComparison.Ordinal);
        return html[start..html.IndexOf("</ul>", start, StringComparison.Ordinal)];
    }
}
