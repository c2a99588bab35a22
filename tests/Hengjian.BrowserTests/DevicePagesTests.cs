using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of equipment, consumables, trace and recalls over the demonstration: nothing for axe, nothing that scrolls sideways, and a use by hand.</summary>
public sealed class DevicePagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    /// <summary>Paths, or a list and the links in it that lead on: <c>/equipment &gt; /equipment/0</c>.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "devicekeeper", "/equipment" }, { "devicekeeper", "/equipment?due=overdue > /equipment/0" }, { "devicekeeper", "/equipment > /equipment/0 > /edit" },
        { "devicekeeper", "/equipment?kind=acquisition > /equipment/0 > /upkeep" }, { "devicekeeper", "/equipment/new" },
        { "devicekeeper", "/consumables" }, { "officer", "/consumables > /consumables/0" }, { "devicekeeper", "/consumables/new" }, { "devicekeeper", "/consumables > /consumables/0 > /edit" },
        { "devicekeeper", "/consumables > /consumables/0 > /receipt" }, { "devicekeeper", "/consumables > /consumables/0 > /waste" }, { "devicekeeper", "/consumables > /consumables/0 > /count" },
        { "devicekeeper", "/consumables > /consumables/0 > /billing" }, { "devicekeeper", "/consumables > /consumables/0 > /labels" }, { "technician", "/consumables/use" },
        { "devicekeeper", "/trace" }, { "officer", "/trace?start=lot&value=SF2507A" }, { "officer", "/trace?start=lot&value=SF2507A > start=case" },
        { "devicekeeper", "/recalls" }, { "devicekeeper", "/recalls > /recalls/0" }, { "followup", "/recalls > /recalls/0 > /tasks/" }, { "devicekeeper", "/recalls/new" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string user, string way)
    {
        var page = await FollowAsync(user, way);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.SetViewportSizeAsync(390, 800);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
        (await OverflowAsync(page)).ShouldBe(0);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task UsedNeedle_ScannedOnAnotherCase_IsRefusedWithTheClauseAndTheFirstCase()
    {
        var trace = await server.OpenAsync(browser, "officer", "/trace?start=lot&value=SF2507A");
        var needle = await trace.Locator("main code").First.InnerTextAsync();
        var number = (await trace.Locator("main a[href*='start=case']").First.GetAttributeAsync("href"))!.Split('=')[^1];
        var page = await server.OpenAsync(browser, "technician", "/consumables/use?case=" + number);
        await page.FillAsync("[name=udi]", needle);
        await page.PressAsync("[name=udi]", "Enter");

        await page.WaitForSelectorAsync(".notice.bad");
        (await page.InnerTextAsync("main")).ShouldContain("R17-3.8.1b");
        (await page.InputValueAsync("[name=udi]")).ShouldBe(needle);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    private async Task<IPage> FollowAsync(string user, string way)
    {
        var steps = way.Split(" > ");
        var page = await server.OpenAsync(browser, user, steps[0], 1440, "zh-CN");
        foreach (var step in steps.Skip(1))
        {
            var href = await page.Locator($"main a[href*='{step}']").First.GetAttributeAsync("href");
            await page.GotoAsync(server.App.Address + href);
        }

        return page;
    }

    private static Task<int> OverflowAsync(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
