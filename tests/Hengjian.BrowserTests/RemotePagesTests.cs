using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of agreements and of remote reading over the demonstration's two hospitals: nothing for axe, nothing that scrolls sideways, and one case read from outside.</summary>
public sealed class RemotePagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "officer", "/agreements" }, { "officer", "/agreements/new" }, { "officer", "/agreements?standing=inForce > /agreements/0" }, { "officer", "/agreements?standing=inForce > /agreements/0 > /print" },
        { "remoteofficer", "/agreements?standing=inForce > /agreements/0" }, { "remoteofficer", "/agreements?standing=proposed > /agreements/0" },
        { "remotereader", "/remote-cases" }, { "remotereader", "/remote-cases > /remote-cases/0" }, { "radiologist1", "/remote-cases" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string user, string way)
    {
        var steps = way.Split(" > ");
        var page = await server.OpenAsync(browser, user, steps[0], 1440, "zh-CN");
        foreach (var step in steps.Skip(1))
        {
            await page.GotoAsync(server.App.Address + await page.Locator($"main a[href*='{step}']").First.GetAttributeAsync("href"));
        }

        await CheckAsync(page);
        await page.SetViewportSizeAsync(390, 800);
        await CheckAsync(page);
        await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
        await CheckAsync(page);
    }

    [Fact]
    public async Task RemoteReader_FromTheFirstPageToACase_SeesWhoAsks()
    {
        var page = await server.OpenAsync(browser, "remotereader", "/");
        await page.ClickAsync("main a[href*='/remote-cases']");
        (await page.InnerTextAsync("main")).ShouldContain("示范市第一人民医院");
        await page.ClickAsync("main tbody a[href*='/remote-cases/']");

        (await page.InnerTextAsync("main")).ShouldContain("示范市第一人民医院");
        (await page.Locator("main a[href$='/opinion']").CountAsync()).ShouldBe(1);
        await page.ClickAsync("main a[href$='/opinion']");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    private static async Task CheckAsync(IPage page)
    {
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
