using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Policies and documents over the demonstration: the main ways by hand.</summary>
public sealed class PolicyPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
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
        var page = await server.OpenAsync(browser, user, "/account");
        (await EveryPage.FollowAsync(page, server.App.Address, user, way)).ShouldBeTrue();
        return page;
    }
}
