using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of authorisations and committees over the demonstration: nothing for axe, nothing that scrolls sideways, and one application on its way.</summary>
public sealed class AuthorisationPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "officer", "/authorisations" }, { "officer", "/authorisations > /authorisations/0" }, { "officer", "/authorisations > /authorisations/0 > /notice" }, { "officer", "/authorisations/matrix" },
        { "officer", "/authorisations/new" }, { "officer", "/authorisations/emergency" }, { "officer", "/authorisations/existing" },
        { "committee1", "/motions" }, { "officer", "/motions > /motions/0" }, { "officer", "/motions/new" }, { "officer", "/motions/members" },
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
    public async Task Application_ByHandFromThePersonToTheMotion_ComesBeforeTheCommittee()
    {
        var page = await server.OpenAsync(browser, "head", "/authorisations/new");
        await page.SelectOptionAsync("[name=practitionerId]", new SelectOptionValue { Label = "聂望舒" });
        await page.SelectOptionAsync("[name=deploymentId]", new SelectOptionValue { Label = "胸部 CT 肺结节辅助检测 · 放射科" });
        await page.CheckAsync("[name=acts][value=opinion]");
        await page.FillAsync("[name=reason]", "浏览器走查");
        await page.ClickAsync("button.primary[type=submit]");
        page.Url.ShouldContain("/authorisations/0");
        var path = new Uri(page.Url).AbsolutePath;

        // The head may not review the own application: the form refuses and says so.
        await page.CheckAsync("[name=agree][value=true]");
        await page.ClickAsync("form:has([name=agree]) button[type=submit]");
        (await page.InnerTextAsync("[role=alert]")).ShouldContain("不得审核本人的授权");
        (await Axe.FindAsync(page)).ShouldBeEmpty();

        var officer = await server.OpenAsync(browser, "officer", path);
        (await officer.InnerTextAsync("main")).ShouldContain("待科室初审");
    }

    private static async Task CheckAsync(IPage page)
    {
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }
}
