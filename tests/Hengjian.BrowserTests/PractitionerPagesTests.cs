using System.Text;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of practitioners over the demonstration: lists by filter, a record with everything on it, and an import from the file to the list.</summary>
public sealed class PractitionerPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    public static TheoryData<string> Paths =>
    [
        "/practitioners?state=inService&expiring=90", "/practitioners?state=left", "/practitioners?title=chargeTechnologist", "/practitioners/import", "/practitioners/import?gone=1",
    ];

    [Theory, MemberData(nameof(Paths))]
    public async Task Page_OnDeskAndPhoneInBothLanguages_HasNoViolationAndDoesNotScrollSideways(string path) => await CheckAsync(await server.OpenAsync(browser, "officer", path));

    [Theory, InlineData("V0012"), InlineData("R0207"), InlineData("N0033")]
    public async Task Record_WithFilingsTitlesAndAbsences_HasNoViolation(string staffNumber)
    {
        var page = await server.OpenAsync(browser, "officer", "/practitioners?q=" + staffNumber);
        await page.ClickAsync("tbody th a");
        await CheckAsync(page);
        await page.GotoAsync(page.Url.Split('?')[0] + "/edit");
        await CheckAsync(page);
    }

    [Fact, AxeOf("/practitioners/import/{Id:guid}", "/jobs/{Id:guid}")]
    public async Task Import_FromTheFileToTheList_InTheBrowser()
    {
        var page = await server.OpenAsync(browser, "officer", "/practitioners/import");
        await page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "人员.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("工号,姓名,人员类别,科室\r\nB001,浏览器导入,技师,放射科\r\nB002,错行,木匠,放射科\r\n"),
        });
        await page.ClickAsync("main button.primary[type=submit]");
        (await page.InnerTextAsync("main")).ShouldContain("木匠");
        await CheckAsync(page);
        await page.ClickAsync("main button.primary[type=submit]");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/jobs/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        for (var i = 0; i < 60 && await page.Locator("a[href='/practitioners']").CountAsync() < 2; i++)
        {
            await Task.Delay(250);
            await page.ReloadAsync();
        }

        await CheckAsync(page);
        await page.GotoAsync(server.App.Address + "/practitioners?q=B001");
        (await page.InnerTextAsync("tbody")).ShouldContain("浏览器导入");
    }

    private async Task CheckAsync(IPage page)
    {
        foreach (var width in new[] { 1440, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            (await Axe.FindAsync(page)).ShouldBeEmpty();
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
            await SaveAsync(page, width);
        }
    }

    /// <summary>Keeps pictures where a folder for them is named.</summary>
    private static async Task SaveAsync(IPage page, int width)
    {
        if (Environment.GetEnvironmentVariable("HENGJIAN_PICTURES") is { Length: > 0 } folder)
        {
            var name = string.Concat(new Uri(page.Url).PathAndQuery.Select(c => char.IsLetterOrDigit(c) ? c : '-'));
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }
}
