using System.Net.Http.Json;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.History;

/// <summary>What was done to accounts and roles, for the auditor.</summary>
public sealed class UserHistoryTests
{
    private const string NewPassword = "history-words-1";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Account_MadeAndUsed_TellsTheActsButNoSecretAndNoSignIn(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var (id, name) = await SignedInAsync(app);
        var auditor = await app.ClientAsync(Role.AuditAdministrator);

        var history = await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/history?kind=User&id={id}");

        var items = history.GetProperty("items").EnumerateArray().ToList();
        items.Select(i => i.GetProperty("action").GetString()).ShouldBe(["access.password.setByLink", "access.user.created"], name);
        var password = items[0].GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("field").GetString() == "passwordHash");
        (password.GetProperty("kind").GetString(), password.TryGetProperty("to", out var to) && to.ValueKind != JsonValueKind.Null).ShouldBe(("concealed", false));
        history.ToString().ShouldNotContain("securityStamp");
    }

    [Fact]
    public async Task Roles_GivenToAPerson_AreInWordsOnThePageOfTheAuditor()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var (id, _) = await SignedInAsync(app);
        var auditor = await app.SignedInAsync(await app.UserAsync(Role.AuditAdministrator));
        (await auditor.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();

        var html = await auditor.GetAsync($"/users/{id}");

        html.ShouldContain("History of the roles");
        html.ShouldContain("<ins>Physician, Quality officer</ins>");
        html.ShouldContain("Password set by invitation");
    }

    private static async Task<(Guid Id, string Name)> SignedInAsync(AppFixture app)
    {
        var name = "history" + Guid.CreateVersion7(app.Clock.GetUtcNow()).ToString("N")[20..];
        using var made = await (await app.ClientAsync(Role.SecurityAdministrator)).PostAsJsonAsync(
            "/api/v1/users", new { userName = name, displayName = "王医师", roles = new[] { "Physician", "QualityOfficer" } });
        var created = await made.Content.ReadFromJsonAsync<JsonElement>();
        using var set = await app.Browser().PostAsync(
            "/invitation?link=" + created.GetProperty("link").GetProperty("secret").GetString(), "invitation", ("Input.Password", NewPassword), ("Input.Repeated", NewPassword));
        await app.Browser().SignInAsync(name, NewPassword);
        return (created.GetProperty("id").GetGuid(), name);
    }
}
