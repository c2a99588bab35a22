namespace Hengjian.BrowserTests;

/// <summary>The pages of agreements and of remote reading over the demonstration's two hospitals: one case read from outside.</summary>
public sealed class RemotePagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
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
}
