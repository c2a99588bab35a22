using System.Text;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>An import of practitioners over the demonstration, from the file to the list.</summary>
public sealed class PractitionerPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
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
        (await Axe.FaultsAsync(page, "/practitioners/import/{Id:guid}")).ShouldBeEmpty();
        await page.ClickAsync("main button.primary[type=submit]");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/jobs/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        for (var i = 0; i < 60 && await page.Locator("a[href='/practitioners']").CountAsync() < 2; i++)
        {
            await Task.Delay(250);
            await page.ReloadAsync();
        }

        (await Axe.FaultsAsync(page, "/jobs/{Id:guid}")).ShouldBeEmpty();
        await page.GotoAsync(server.App.Address + "/practitioners?q=B001");
        (await page.InnerTextAsync("tbody")).ShouldContain("浏览器导入");
    }
}
