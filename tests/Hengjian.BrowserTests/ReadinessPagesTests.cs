namespace Hengjian.BrowserTests;

/// <summary>The readiness of a deployment, the notices and the first page over the demonstration: nothing for axe, nothing that scrolls sideways.</summary>
public sealed class ReadinessPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("officer", "/")]
    [InlineData("officer", "/notices")]
    [InlineData("officer", "/today")]
    [InlineData("officer", "/today/print")]
    [InlineData("officer", "/institutions")]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string user, string path)
    {
        var page = await server.OpenAsync(browser, user, path);
        foreach (var width in new[] { 1440, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            (await Axe.FindAsync(page)).ShouldBeEmpty();
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        }
    }

    [Fact]
    public async Task ReadinessPage_ReachedFromTheList_HasNoViolationAndDoesNotScrollSideways()
    {
        var page = await server.OpenAsync(browser, "officer", "/deployments");
        await page.ClickAsync("table a[href^='/deployments/']");
        await page.ClickAsync("a[href$='/readiness']");
        foreach (var width in new[] { 1440, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            (await Axe.FindAsync(page)).ShouldBeEmpty();
            (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
        }
    }
}
