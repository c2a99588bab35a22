using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Consumables over the demonstration: a use by hand.</summary>
public sealed class DevicePagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
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
}
