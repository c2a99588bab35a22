using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of documents, policies and data use over the demonstration: nothing for axe, nothing that scrolls sideways, and the main ways by hand.</summary>
public sealed class PolicyPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    /// <summary>Paths, or a list and the link in it that leads on.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "officer", "/policies" }, { "radiologist3", "/policies?mine=true" }, { "officer", "/policies/new" }, { "officer", "/policies > /policies/0" },
        { "officer", "/policies > /policies/0 > /edit" }, { "officer", "/policies > /policies/0 > /versions/0" }, { "officer", "/policies > /policies/0 > /versions/new" },
        { "officer", "/policies > /policies/0 > /print" }, { "radiologist3", "/policies?mine=true > /read" },
        { "officer", "/standing-rules" }, { "officer", "/standing-rules/new" }, { "officer", "/standing-rules > /standing-rules/0" }, { "officer", "/standing-rules > /standing-rules/0 > /print" },
        { "officer", "/standing-rules?state=draft > /standing-rules/0 > /edit" }, { "officer", "/deployments > /deployments/0 > /use-settings" },
        { "officer", "/data-uses" }, { "officer", "/data-uses/new" }, { "officer", "/data-uses?state=inForce > /data-uses/0" }, { "officer", "/data-uses?state=destructionDue > /data-uses/0" },
        { "officer", "/data-uses?state=inForce > /data-uses/0 > /edit" }, { "officer", "/data-uses?state=inForce > /data-uses/0 > /transfers/new" },
        { "officer", "/data-uses?state=inForce > /data-uses/0 > /print" },
        { "officer", "/data-uses?state=inForce > /data-uses/0 > /documents/new" }, { "officer", "/data-uses?state=inForce > /data-uses/0 > /documents/0" },
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
        await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
        await ShotAsync(page, way, "phone-en");
        (await OverflowAsync(page)).ShouldBe(0);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Policy_ReadByHand_IsAcknowledgedOnceTheBoxIsTicked()
    {
        var page = await FollowAsync("junior", "/policies?mine=true > /read");
        await page.CheckAsync("[name=read]");
        await page.ClickAsync("button.primary[type=submit]");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/policies\\?mine=true$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        (await page.InnerTextAsync("main")).ShouldContain("没有待您阅知的制度");
    }

    [Fact]
    public async Task Document_AttachedByHand_IsListedOnTheRecord()
    {
        var page = await FollowAsync("officer", "/data-uses?state=destructionDue > /data-uses/0 > /documents/new");
        await page.SetInputFilesAsync("[name=file]", [new FilePayload { Name = "销毁证明.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7\n%%EOF\n"u8.ToArray() }]);
        await page.FillAsync("[name=title]", "销毁证明");
        await page.SelectOptionAsync("[name=category]", "evidence");
        await page.ClickAsync("button.primary[type=submit]");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/data-uses/[0-9a-f-]{36}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        (await page.InnerTextAsync("main")).ShouldContain("销毁证明.pdf");
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

    /// <summary>Keeps a picture where the environment names a folder for them.</summary>
    private static async Task ShotAsync(IPage page, string way, string name)
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_SHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, string.Concat(way.Select(c => char.IsLetterOrDigit(c) ? c : '-')) + "-" + name + ".png"), FullPage = true });
        }
    }
}
