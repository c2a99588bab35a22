using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of the inventory, versions and classified management over the demonstration, and the way of an unknown version by hand.</summary>
public sealed class TechnologyPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    /// <summary>Paths, or a list and the links in it that lead on.</summary>
    public static TheoryData<string> Pages =>
    [
        "/technologies", "/technologies?scope=embedded", "/technologies/print", "/classification", "/classification/print", "/classification/imagingCad/high/edit", "/rules?pack=HP",
        "/technologies?q=LungNodule > /versions/0", "/technologies?q=Hospital-LLM > /versions/0", "/technologies?q=Schedule > /versions/0",
        "/technologies?q=LungNodule > /versions/0 > /scope", "/technologies?q=LungNodule > /versions/0 > /risk", "/technologies?q=Hospital-LLM > /versions/0 > /particulars",
        "/technologies?q=LungNodule > /versions/0 > /edit", "/technologies?q=LungNodule > /deployments/0 > /model",
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string way)
    {
        var page = await FollowAsync(way, 1440);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.SetViewportSizeAsync(390, 800);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        // A sheet of paper is as wide as it is.
        if (!way.EndsWith("print", StringComparison.Ordinal))
        {
            (await OverflowAsync(page)).ShouldBe(0);
        }

        await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        await ShootAsync(page, way);
    }

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

    /// <summary>Keeps a picture of each page where a folder for them is named.</summary>
    private static async Task ShootAsync(IPage page, string way)
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_PICTURES") is { Length: > 0 } folder)
        {
            var name = string.Concat(way.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + "-390-en.png"), FullPage = true });
            await page.SetViewportSizeAsync(1440, 900);
            await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/language/zh-CN?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + "-1440-zh.png"), FullPage = true });
        }
    }

    private async Task<IPage> FollowAsync(string way, int width)
    {
        var steps = way.Split(" > ");
        var page = await server.OpenAsync(browser, "officer", steps[0], width, "zh-CN");
        foreach (var step in steps.Skip(1))
        {
            var href = await page.Locator($"main a[href*='{step}']").First.GetAttributeAsync("href");
            await page.GotoAsync(server.App.Address + href);
        }

        return page;
    }

    private static Task<int> OverflowAsync(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
