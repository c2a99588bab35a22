using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The inventory over the demonstration, and the way of an unknown version by hand.</summary>
public sealed class TechnologyPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact]
    public async Task UnknownVersion_OnTheInventory_LeadsToItsRegistrationWithItsName()
    {
        var page = await server.OpenAsync(browser, "officer", "/technologies");
        (await page.InnerTextAsync("main")).ShouldContain("3.3.0");

        await page.ClickAsync("a[href*='algorithmVersion=3.3.0']");

        (await page.InputValueAsync("[name=algorithmVersion]")).ShouldBe("3.3.0");
        (await page.InputValueAsync("[name=algorithmName]")).ShouldBe("LungNodule-CAD");
    }

    [Fact]
    public async Task Inventory_OfTheDemonstration_ShowsEveryOutcome()
    {
        var page = await server.OpenAsync(browser, "officer", "/technologies");
        var tabs = await page.InnerTextAsync("nav.tabs");

        foreach (var outcome in new[] { "属于规范范围", "嵌入设备", "无重大影响", "不得用于临床", "未判定" })
        {
            (await page.Locator("nav.tabs a", new() { HasTextString = outcome }).Locator("b").InnerTextAsync()).ShouldNotBe("0", tabs);
        }
    }
}
