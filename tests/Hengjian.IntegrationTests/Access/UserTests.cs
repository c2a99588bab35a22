using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Access.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Access;

public sealed class UserTests
{
    private const string Me = "/api/v1/me";
    private const string Users = "/api/v1/users";
    private const string NewPassword = "a-new-password-7";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task User_Created_SetsThePasswordByTheLinkOnceAndSignsIn(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var security = await app.ClientAsync(Role.SecurityAdministrator);
        var name = NewName();

        var created = await PostAsync(security, Users, new { userName = name, displayName = "王医师", roles = new[] { "Physician" } }, HttpStatusCode.Created);
        var path = "/invitation?link=" + created.GetProperty("link").GetProperty("secret").GetString();
        using var set = await app.Browser().PostAsync(path, "invitation", ("Input.Password", NewPassword), ("Input.Repeated", NewPassword));
        using var again = await app.Browser().Client.GetAsync(path);
        var browser = app.Browser();
        await browser.SignInAsync(name, NewPassword);

        set.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task User_BeforeTheLinkIsUsed_CannotSignIn()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var name = NewName();
        await PostAsync(await app.ClientAsync(Role.SecurityAdministrator), Users, new { userName = name, displayName = "王医师", roles = new[] { "Physician" } }, HttpStatusCode.Created);

        using var answer = await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", name), ("Input.Password", "password123"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Invitation_AfterThreeDays_IsTooOld()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var created = await PostAsync(
            await app.ClientAsync(Role.SecurityAdministrator), Users, new { userName = NewName(), displayName = "王医师", roles = new[] { "Physician" } }, HttpStatusCode.Created);

        app.Clock.Advance(TimeSpan.FromHours(72));

        using var answer = await app.Anonymous().GetAsync("/invitation?link=" + created.GetProperty("link").GetProperty("secret").GetString());
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("short-1")]
    [InlineData("onlyletters")]
    [InlineData("1234567890")]
    [InlineData("aaaaaaaaa1")]
    public async Task Invitation_WeakPassword_Is422AndLeavesTheLinkUsable(string password)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var created = await PostAsync(
            await app.ClientAsync(Role.SecurityAdministrator), Users, new { userName = NewName(), displayName = "王医师", roles = new[] { "Physician" } }, HttpStatusCode.Created);
        var path = "/invitation?link=" + created.GetProperty("link").GetProperty("secret").GetString();

        using var answer = await app.Browser().PostAsync(path, "invitation", ("Input.Password", password), ("Input.Repeated", password));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Anonymous().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("SystemAdministrator", "AuditAdministrator")]
    [InlineData("SecurityAdministrator", "SystemAdministrator")]
    [InlineData("AuditAdministrator", "Physician")]
    [InlineData("SecurityAdministrator", "Operator")]
    public async Task User_RolesThatExclude_Are422(string first, string second)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        using var answer = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsJsonAsync(
            Users, new { userName = NewName(), displayName = "王医师", roles = new[] { first, second } });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").GetProperty("roles")[0].GetProperty("code").GetString().ShouldBe("access.rolesExclude");
    }

    [Fact]
    public async Task User_NameTaken_Is409WhateverTheCase()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);

        using var answer = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsJsonAsync(
            Users, new { userName = user.UserName.ToUpperInvariant(), displayName = "王医师", roles = new[] { "Physician" } });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Roles_Changed_HoldAtTheNextRequestOfTheSameSession(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.AuditAdministrator);
        var browser = await app.SignedInAsync(user);
        (await browser.Client.GetAsync(Users)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var changed = await PutRolesAsync(await app.ClientAsync(Role.SecurityAdministrator), user, "1", "Vendor");

        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        (await browser.Client.GetAsync(Users)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Roles_ChangedFromAnOldVersion_Is412()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.AuditAdministrator);
        var security = await app.ClientAsync(Role.SecurityAdministrator);
        (await PutRolesAsync(security, user, "1", "Vendor")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var stale = await PutRolesAsync(security, user, "1", "Finance");

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Roles_Own_AreRefused()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.SecurityAdministrator);

        using var answer = await PutRolesAsync(await app.ClientAsync(user), user, "1", "SecurityAdministrator", "GovernanceOfficer");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await using var db = app.Read();
        (await db.Set<Membership>().SingleAsync(m => m.UserId == user.Id)).Roles.ShouldBe([Role.SecurityAdministrator]);
    }

    [Fact]
    public async Task Practitioner_AlreadyOfAnotherAccount_Is422()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var practitioner = await RegisterPractitionerAsync(app);
        await app.UserAsync([Role.Physician], practitioner);

        using var answer = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsJsonAsync(
            Users, new { userName = NewName(), displayName = "王医师", roles = new[] { "Physician" }, practitionerId = practitioner });

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Leaver_Disabled_IsOutAtOnceWithSessionTokenAndPassword(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var browser = await app.SignedInAsync(user);
        var token = await app.ClientAsync(user);

        using var disabled = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsync($"{Users}/{user.Id}/disable", null);

        disabled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.Client.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await token.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var signIn = await app.Browser().PostAsync("/sign-in", null, ("Input.UserName", user.UserName), ("Input.Password", TestUser.Password));
        signIn.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Leaver_EnabledAgain_SignsInButKeepsNoToken()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var user = await app.UserAsync(Role.Physician);
        var token = await app.ClientAsync(user);
        var security = await app.ClientAsync(Role.SecurityAdministrator);
        (await security.PostAsync($"{Users}/{user.Id}/disable", null)).EnsureSuccessStatusCode();

        (await security.PostAsync($"{Users}/{user.Id}/enable", null)).EnsureSuccessStatusCode();

        (await token.GetAsync(Me)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await app.Browser().SignInAsync(user.UserName, TestUser.Password);
    }

    [Fact]
    public async Task Users_OfAnotherInstitution_AreInvisible()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var other = await app.InstitutionAsync("乙院");
        var user = await app.UserAsync(Role.Physician);
        var stranger = await app.ClientAsync(await app.UserAsync([Role.SecurityAdministrator], institution: other));

        (await stranger.GetStringAsync(Users)).ShouldNotContain(user.UserName);
        (await stranger.GetAsync($"{Users}/{user.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"{Users}/{user.Id}/disable", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Membership_InASecondInstitution_GivesRolesThereAlone()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite);
        var other = await app.InstitutionAsync("乙院");
        var user = await app.UserAsync(Role.Physician);
        var stranger = await app.ClientAsync(await app.UserAsync([Role.SecurityAdministrator], institution: other));

        await PostAsync(stranger, Users + "/memberships", new { userName = user.UserName, roles = new[] { "Expert" } }, HttpStatusCode.Created);

        var list = await stranger.GetFromJsonAsync<JsonElement>($"{Users}/{user.Id}");
        list.GetProperty("isHome").GetBoolean().ShouldBeFalse();
        (await (await app.ClientAsync(user)).GetStringAsync(Me)).ShouldContain("Physician");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Accounts_EveryChange_HasALedgerRecord(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var user = await app.UserAsync(Role.Physician);
        var security = await app.ClientAsync(Role.SecurityAdministrator);

        await PostAsync(security, $"{Users}/{user.Id}/invitations", new { }, HttpStatusCode.Created);
        (await security.PostAsync($"{Users}/{user.Id}/disable", null)).EnsureSuccessStatusCode();
        (await security.PostAsync($"{Users}/{user.Id}/enable", null)).EnsureSuccessStatusCode();

        await using var db = app.Read();
        var actions = await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == user.Id).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync();
        actions.TakeLast(3).ShouldBe(["access.link.issued", "access.user.disabled", "access.user.enabled"]);
    }

    private static string NewName() => "n" + Secrets.NewLink()[..12].Replace('_', 'x').Replace('-', 'x');

    private static async Task<Guid> RegisterPractitionerAsync(AppFixture app)
    {
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await app.WriteAsync(app.InstitutionId, scope => scope.Db.Add(new Governance.Practitioners.Domain.Practitioner { InstitutionId = app.InstitutionId, Id = id, Name = "测试医师", CreatedAt = scope.Now }));
        return id;
    }

    private static async Task<HttpResponseMessage> PutRolesAsync(HttpClient client, TestUser user, string version, params string[] roles)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Users}/{user.Id}") { Content = JsonContent.Create(new { roles }) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        return await client.SendAsync(request);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, HttpStatusCode expected)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
