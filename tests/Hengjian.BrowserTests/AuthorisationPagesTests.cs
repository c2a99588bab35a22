using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Authorisations over the demonstration: one application on its way.</summary>
public sealed class AuthorisationPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
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
}
