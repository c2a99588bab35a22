using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of reading over the demonstration: nothing for axe, nothing that scrolls sideways, and a sitting by hand.</summary>
public sealed class ReadingPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    private const string Examination = "/cases?q=DEMO-ACC-S00001 > /cases/0";

    /// <summary>Paths, or a list and the links that lead on.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "officer", "/deployments > /deployments/0 > /reading-plan" }, { "radiologist1", Examination }, { "radiologist1", Examination + " > /reading-sessions/new" },
        { "radiologist1", Examination + " > /opinion" }, { "radiologist1", Examination + " > /critical-value" }, { "head", Examination + " > /readers" },
        { "junior", "/cases?assigned=me > /cases/0" }, { "junior", "/cases?assigned=me > /cases/0 > opinion?draft=1" }, { "radiologist1", "/cases?state=provisional > /cases/0" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string user, string way)
    {
        var page = await FollowAsync(user, way);
        await ShotAsync(page, way, "desk-zh");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.SetViewportSizeAsync(390, 800);
        await ShotAsync(page, way, "phone-zh");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
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

    /// <summary>Keeps a picture where the environment names a folder for them.</summary>
    private static async Task ShotAsync(IPage page, string way, string name)
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, string.Concat(way.Select(c => char.IsLetterOrDigit(c) ? c : '-')) + "-" + name + ".png"), FullPage = true });
        }
    }
}
