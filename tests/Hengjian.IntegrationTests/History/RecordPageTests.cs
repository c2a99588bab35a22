using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Committees;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Safety;

namespace Hengjian.IntegrationTests.History;

/// <summary>What every page of one record offers: its print view and its history, in both languages.</summary>
public sealed partial class RecordPageTests
{
    [Theory, InlineData("en"), InlineData("zh-CN")]
    public async Task PrintView_OfARecord_IsASheetWithoutWhatActsAndWithItsHistoryOpen(string language)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
        foreach (var page in await PagesAsync(world))
        {
            (await browser.GetAsync(page)).ShouldContain($"href=\"{page}?view=print\"", Case.Sensitive, page);

            var sheet = await browser.GetAsync(page + "?view=print");

            sheet.ShouldContain("class=\"sheet record-print\"", Case.Sensitive, page);
            sheet.ShouldContain($"href=\"{page}\"", Case.Sensitive, page);
            if (!page.StartsWith("/departments", StringComparison.Ordinal) && !page.EndsWith("/use-settings", StringComparison.Ordinal))
            {
                // There the form is the record.
                sheet.ShouldNotContain("method=\"post\"", Case.Sensitive, page);
            }

            sheet.ShouldNotContain("id=\"nav\"", Case.Sensitive, page);
            Folds().Matches(sheet).ShouldAllBe(f => f.Value.Contains(" open", StringComparison.Ordinal), page);
            BareKey().Matches(sheet).Select(m => m.Value).ShouldBeEmpty(page);
        }
    }

    [Fact]
    public async Task History_OfAnAdverseEvent_TellsWhoChangedWhatWithTheRecordOfTheLedger()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.First.Client.SendAsync("adverse-events", AdverseEventTests.Body(world))).Created().Id;
        var quality = await world.App.UserAsync([Role.QualityOfficer, Role.AuditAdministrator]);
        (await (await world.App.ClientAsync(quality)).SendAsync($"adverse-events/{id}/investigation", new { findings = "按键误触", grade = "iv", harm = "none", causality = "unlikely", noActionReason = "当场纠正" })).Created();
        var browser = await world.App.SignedInAsync(quality);
        (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();

        var html = await browser.GetAsync($"/adverse-events/{id}");

        html.ShouldContain("调查事件");
        html.ShouldContain("不采取措施的理由");
        html.ShouldContain("/ledger/records/");
    }

    /// <summary>Histories are read by committees too; the kinds that need more than that tell them nothing.</summary>
    [Fact]
    public async Task History_OfAKindThatNeedsMore_IsEmptyForWhoLacksIt()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.First.Client.SendAsync("adverse-events", AdverseEventTests.Body(world))).Created().Id;
        var question = $"history?kind=AdverseEvent&id={id}";

        (await (await world.App.ClientAsync(Role.QualityOfficer)).AskAsync(question)).Is(HttpStatusCode.OK).At("total").GetInt32().ShouldBe(1);
        (await (await world.App.ClientAsync(Role.CommitteeMember)).AskAsync(question)).Is(HttpStatusCode.OK).At("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task History_OfAnAnonymousReport_IsNotKept()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var id = (await world.First.Client.SendAsync("adverse-events", AdverseEventTests.Body(world).With("anonymous", true))).Created().Id;

        (await (await world.App.ClientAsync(Role.QualityOfficer)).AskAsync($"history?kind=AdverseEvent&id={id}")).Is(HttpStatusCode.OK).At("total").GetInt32().ShouldBe(0);
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(CaseWorld world)
    {
        await Council.OfAsync(world.App);
        var motion = (await world.Officer.SendAsync("motions", new { committee = "technology", title = "议题 " + CaseWorld.Next(), proposal = "说明" })).Created().Id;
        var institution = world.App.InstitutionId;
        return
        [
            $"/motions/{motion}", $"/departments/{world.Department}", $"/institutions/{institution}", $"/deployments/{world.Lung.Id}", $"/practitioners/{world.First.Id}",
            $"/technologies/{world.Lung.Technology}/versions/{world.Lung.Version}", $"/deployments/{world.Lung.Id}/life-cycle", $"/deployments/{world.Lung.Id}/readiness",
            $"/deployments/{world.Lung.Id}/use-settings",
        ];
    }

    [GeneratedRegex("<details class=\"fold\"[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Folds();

    [GeneratedRegex(">\\s*[A-Z][A-Za-z]+\\.[A-Z][A-Za-z.]+\\s*<", RegexOptions.None, 1000)]
    private static partial Regex BareKey();
}
