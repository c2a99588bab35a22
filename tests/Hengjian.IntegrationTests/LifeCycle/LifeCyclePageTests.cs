using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>The pages of the life cycle, by hand, in both languages.</summary>
public sealed partial class LifeCyclePageTests
{
    public static TheoryData<string> Paths =>
        ["life-cycle", "gates/review", "gates/acceptanceTest", "gates/trialRun", "gates/routineUse", "gates/shadow", "gates/takeover", "gates/resumption", "gates/retirement", "acceptance-tests/new", "trial-run", "changes/new"];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_InBothLanguages_HasWordsAndNoBareKeys(string path)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var browser = await OfficerAsync(world);

        var english = await browser.GetAsync($"/deployments/{on.Id}/{path}");
        (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
        var chinese = await browser.GetAsync($"/deployments/{on.Id}/{path}");

        foreach (var html in new[] { english, chinese })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
            html.ShouldNotContain(">item.");
            html.ShouldNotContain(">doc.");
        }

        english.ShouldContain("Life cycle");
        chinese.ShouldContain("生命周期");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Gate_HandedInByForm_MovesTheStage(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        var browser = await OfficerAsync(world);
        var path = $"/deployments/{on.Id}/gates/review";

        using var refused = await browser.PostAsync(path, "act", Fields(world, "review", done: false));
        var page = await refused.Content.ReadAsStringAsync();
        using var passed = await browser.PostAsync(path, "act", Fields(world, "review", done: true));

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldContain("Clinical need");
        page.ShouldContain("YW-1", customMessage: "what was typed stays");
        passed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.GetAsync($"/deployments/{on.Id}/life-cycle")).ShouldContain("Gate passed: Gate to review");
    }

    [Fact]
    public async Task Gate_WithoutAPassword_KeepsTheInputAndNamesTheField()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var browser = await OfficerAsync(world);

        using var answer = await browser.PostAsync($"/deployments/{on.Id}/gates/review", "act", [.. Fields(world, "review", done: true).Where(f => f.Name != "signature.secret")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("YW-1");
    }

    [Fact]
    public async Task Test_PlannedAndReportedByForm_ShowsItsIntervals()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var browser = await OfficerAsync(world);
        using var planned = await browser.PostAsync($"/deployments/{on.Id}/acceptance-tests/new", "act",
            ("technologyVersionId", on.Version.ToString()), ("referenceStandard", "共识"), ("source", "本院连续病例"), ("criteria.rows", "1"), ("criteria[0].metric", "sensitivity"),
            ("criteria[0].limit", "0.8"), ("criteria[0].basis", "bound"), ("reasoning.method", "precision"), ("reasoning.metric", "sensitivity"), ("reasoning.expected", "0.9"),
            ("reasoning.halfWidth", "0.06"), ("reasoning.share", "0.5"), ("sampleSize", "200"));
        planned.StatusCode.ShouldBe(HttpStatusCode.Redirect, await planned.Content.ReadAsStringAsync());
        var path = new Uri(world.App.Address, planned.Headers.Location!.OriginalString).AbsolutePath;
        var today = CaseWorld.Day(world.Today);

        using var reported = await browser.PostAsync(path, "act",
            ("from", today), ("to", today), ("counts.truePositives", "90"), ("counts.falseNegatives", "10"), ("counts.trueNegatives", "95"), ("counts.falsePositives", "5"),
            ("counts.failures", "2"), ("signature.secret", TestUser.Password));

        reported.StatusCode.ShouldBe(HttpStatusCode.Redirect, await reported.Content.ReadAsStringAsync());
        var page = await browser.GetAsync(path);
        page.ShouldContain("90.0 %");
        page.ShouldContain("82.6 %");
        (await browser.GetAsync(path + "/print")).ShouldContain("Signature ");
    }

    [Fact]
    public async Task Reader_WhoMayNotWrite_SeesTheGateWithoutAForm()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var browser = await world.App.SignedInAsync(world.First.User);

        var page = await browser.GetAsync($"/deployments/{on.Id}/gates/review");

        page.ShouldNotContain("signature.secret");
        (await browser.Client.GetAsync($"/deployments/{on.Id}/changes/new")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Pages_OfAnotherInstitutionOrOfNothing_Are404()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var elsewhere = await world.App.InstitutionAsync("别院 " + CaseWorld.Next());
        var stranger = await world.App.SignedInAsync(await world.App.UserAsync([Role.GovernanceOfficer], institution: elsewhere));
        var root = $"/deployments/{world.Lung.Id}";

        foreach (var path in Paths.Select(p => p.Data))
        {
            (await stranger.Client.GetAsync($"{root}/{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await (await OfficerAsync(world)).Client.GetAsync(root + "/gates/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await OfficerAsync(world)).Client.GetAsync(root + "/gates/change?change=nonsense")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<Browser> OfficerAsync(CaseWorld world)
    {
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    private static (string Name, string Value)[] Fields(CaseWorld world, string gate, bool done)
    {
        var definition = world.Definition(gate);
        var items = definition.Items.Where(i => i.Classes is null).Select((item, i) => (item, i)).SelectMany(x => new[]
        {
            ($"items[{x.i}].code", x.item.Code), ($"items[{x.i}].done", done ? "true" : "false"), ($"items[{x.i}].on", CaseWorld.Day(world.Today)),
        });
        var documents = definition.Documents.Select((d, i) => (d, i)).SelectMany(x => new[] { ($"documents[{x.i}].code", x.d), ($"documents[{x.i}].reference", "YW-1") });
        return [.. items, .. documents, ("signature.secret", TestUser.Password)];
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex BareKey();
}
