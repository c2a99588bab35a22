using System.Text;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>An import of acts from the RIS over the demonstration: the preview names each row's trouble before anything is stored.</summary>
public sealed class ObservedImportTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact, AxeOf("/observed-acts/import/{Id:guid}")]
    public async Task Import_OfAFileWithWrongRows_IsPreviewedInTheBrowser()
    {
        var page = await server.OpenAsync(browser, "officer", "/observed-acts/import");
        await page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "签署.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("病例号,系统,系统内编号,行为,工号,完成时间,结论\r\n1999-000001,放射 RIS,B-1,诊断意见,X1,2026-01-05 10:00,benign\r\n1999-000002,放射 RIS,B-2,会诊,X1,某日,benign\r\n"),
        });
        await page.ClickAsync("main button.primary[type=submit]");

        (await page.InnerTextAsync("main")).ShouldContain("会诊");
        (await Axe.FaultsAsync(page, "/observed-acts/import/{Id:guid}")).ShouldBeEmpty();
    }
}
