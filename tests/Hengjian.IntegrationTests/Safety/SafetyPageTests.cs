using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Safety;

/// <summary>The pages of adverse events: words in both languages, and the quality officer's way through an event.</summary>
public sealed partial class SafetyPageTests
{
    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = await world.AnalysedAsync();
        var reported = (await world.First.Client.SendAsync($"cases/{id}/adverse-events", AdverseEventTests.Body(world, "ii", "moderate"))).Created().Id;
        var quality = await world.App.SignedInAsync(await world.App.UserAsync(Role.QualityOfficer, Role.GovernanceOfficer));
        var path = $"/adverse-events/{reported}";
        var action = (await (await world.App.ClientAsync(Role.QualityOfficer)).SendAsync($"adverse-events/{reported}/actions", new { kind = "corrective", text = "复核", owner = "放射科" })).Created().Id;

        string[] pages =
        [
            "/adverse-events", "/adverse-events/new", $"/adverse-events/new?case={id}", path, path + "/investigation", path + "/action", path + "/closing", path + "/suspension", path + "/outside",
            $"{path}/done?action={action}", $"{path}/check?action={action}", $"/cases/{id}",
        ];
        foreach (var page in pages)
        {
            foreach (var language in new[] { "en", "zh-CN" })
            {
                (await quality.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
                var html = await quality.GetAsync(page);
                BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty(page);
            }
        }
    }

    [Fact]
    public async Task Event_ThroughThePages_IsReportedInvestigatedAndClosed()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var reader = await world.App.SignedInAsync(await world.App.UserAsync(Role.Physician));
        var quality = await world.App.SignedInAsync(await world.App.UserAsync(Role.QualityOfficer));
        var path = await LeadsAsync(await reader.PostAsync("/adverse-events/new", "act", Fields("iv")));

        using (var early = await quality.PostAsync(path + "/closing", "act", ("note", "结案")))
        {
            early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await early.Content.ReadAsStringAsync()).ShouldContain("HP-11.2");
        }

        await LeadsAsync(await quality.PostAsync(path + "/investigation", "act", ("findings", "按键误触"), ("grade", "iv"), ("harm", "none"), ("causality", "unlikely"), ("noActionReason", "当场纠正")));
        await LeadsAsync(await quality.PostAsync(path + "/closing", "act", ("note", "已在晨会通报")));

        (await reader.GetAsync(path)).ShouldContain("已在晨会通报");
    }

    [Fact]
    public async Task Event_AnonymousOnThePage_AnswersANumberAndListsNothing()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var reader = await world.App.SignedInAsync(await world.App.UserAsync(Role.Physician));

        using var answer = await reader.PostAsync("/adverse-events/new", "act", [.. Fields("iii"), ("anonymous", "true")]);

        var html = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, html);
        var number = Number().Match(html).Value;
        number.ShouldNotBeEmpty();
        // Looked up by its number, which the filter shows again: a row is a link with it. The day alone is kept of such a report, so it need not stand on the first page.
        var row = $">{number}</a>";
        (await reader.GetAsync("/adverse-events?q=" + number)).ShouldNotContain(row);
        (await (await world.App.SignedInAsync(await world.App.UserAsync(Role.QualityOfficer))).GetAsync("/adverse-events?q=" + number)).ShouldContain(row);
    }

    [Fact]
    public async Task Form_Incomplete_NamesTheFieldsAndKeepsTheText()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var reader = await world.App.SignedInAsync(await world.App.UserAsync(Role.Physician));

        using var answer = await reader.PostAsync("/adverse-events/new", "act", ("description", "只写了经过"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("只写了经过");
        html.ShouldContain("grade-error");
    }

    private static (string Name, string Value)[] Fields(string grade) =>
        [("kind", "adverseEvent"), ("grade", grade), ("harm", "none"), ("causality", "unlikely"), ("occurredAt", "2024-05-06T08:00"), ("description", "页面测试")];

    private static async Task<string> LeadsAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
            return new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!.OriginalString).AbsolutePath;
        }
    }

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();

    [GeneratedRegex(@"AE-\d{4}-\d{4}", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
