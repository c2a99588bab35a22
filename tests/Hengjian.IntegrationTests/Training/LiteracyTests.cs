using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>AI literacy of everybody: least time, repetition, and shares of departments that name nobody.</summary>
public sealed class LiteracyTests
{
    private static readonly string[] Units = ["capability", "automationBias", "spottingErrors", "dataProtection", "languageModels"];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unit_FinishedBeforeItsLeastTime_IsRefusedAndThenCounts(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var user = await app.UserAsync(Role.Finance);
        var finance = app.WithToken(await app.TokenAsync(user, days: 800));
        (await finance.SendAsync("literacy/readings/finish", new { unit = "capability" })).Conflicts("literacy.notStarted");

        foreach (var unit in Units)
        {
            (await finance.SendAsync("literacy/readings", new { unit })).Created();
            (await finance.SendAsync("literacy/readings/finish", new { unit })).Conflicts("literacy.tooSoon");
            app.Clock.Advance(TimeSpan.FromSeconds(45));
            (await finance.SendAsync("literacy/readings/finish", new { unit })).Created();
        }

        var own = (await finance.AskAsync("literacy")).Is(HttpStatusCode.OK);
        own.At("units").EnumerateArray().ShouldAllBe(u => u.GetProperty("counts").GetBoolean());
        own.At("decision.outcome").GetString().ShouldBe("notSatisfied", "the test of judgement is missing");
        app.Clock.Advance(TimeSpan.FromDays(366));
        (await finance.AskAsync("literacy")).Is(HttpStatusCode.OK).At("units").EnumerateArray().ShouldAllBe(u => !u.GetProperty("counts").GetBoolean());
    }

    [Theory, InlineData("zh-CN", "AI 能做什么"), InlineData("en", "What AI can do")]
    public async Task Pages_OfEachUnit_ShowTheirTextOnceBegun(string language, string title)
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);
        var browser = await app.SignedInAsync(await app.UserAsync(Role.Finance));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
        (await browser.GetAsync("/literacy")).ShouldContain(title);
        (await browser.GetAsync("/")).ShouldContain("/literacy");

        foreach (var unit in Units)
        {
            (await browser.GetAsync($"/literacy/units/{unit}")).ShouldNotContain("<h2>Text.");
            using var begun = await browser.PostAsync($"/literacy/units/{unit}", "start");
            begun.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            var text = await browser.GetAsync($"/literacy/units/{unit}");
            text.ShouldNotContain(">Text.");
            text.Length.ShouldBeGreaterThan(1000);
            using var early = await browser.PostAsync($"/literacy/units/{unit}", "finish");
            early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Shares_OfSmallDepartments_ShowNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        var shares = (await world.Officer.AskAsync("literacy/departments")).Is(HttpStatusCode.OK).At("items").EnumerateArray().ToList();

        shares.ShouldContain(s => s.GetProperty("people").GetInt32() >= 5 && s.GetProperty("share").ValueKind == System.Text.Json.JsonValueKind.Number);
        shares.Where(s => s.GetProperty("people").GetInt32() < 5).ShouldAllBe(s => s.GetProperty("done").ValueKind == System.Text.Json.JsonValueKind.Null);
        (await world.First.Client.AskAsync("literacy/departments")).IsProblem(HttpStatusCode.Forbidden);
    }
}
