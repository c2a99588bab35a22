using System.Text;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>A sitting over the demonstration, with scripts and with the connection lost; and the import of questions.</summary>
public sealed class ExaminationTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact, AxeOf("/my-examinations/{Id:guid}")]
    public async Task Answer_GivenWhileTheConnectionIsLost_IsSavedWhenItComesBack()
    {
        var page = await server.OpenAsync(browser, "trainee1", "/my-examinations");
        await page.ClickAsync("main tr.row-warn a[href^='/my-examinations/']");
        await page.ClickAsync("main button.primary[type=submit]");
        var choice = page.Locator("[name=choices]").First;
        await page.Context.SetOfflineAsync(true);
        await choice.CheckAsync();
        var state = page.Locator("[data-exam-save]");
        await Assertions.Expect(state).ToHaveAttributeAsync("data-tone", "warn");

        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(state).ToHaveAttributeAsync("data-tone", "ok", new() { Timeout = 30_000 });
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name=choices]").First).ToBeCheckedAsync();
        (await page.InnerTextAsync("[data-exam-clock]")).ShouldContain(":");
        (await Axe.FaultsAsync(page, "/my-examinations/{Id:guid}")).ShouldBeEmpty();
    }

    [Fact, AxeOf("/examinations/questions/import/{Id:guid}")]
    public async Task Import_OfASheetWithAWrongRow_IsPreviewedInTheBrowser()
    {
        var page = await server.OpenAsync(browser, "trainer", "/examinations/questions/import");
        await page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "试题.csv", MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("题型,主题,题干,A,B,答案,解析,分值\r\n单选题,导入,导入的题,甲,乙,A,理由,2\r\n单选题,导入,错的题,甲,乙,Z,理由,2\r\n"),
        });
        await page.ClickAsync("main button.primary[type=submit]");

        (await page.InnerTextAsync("main")).ShouldContain("错的题");
        (await Axe.FaultsAsync(page, "/examinations/questions/import/{Id:guid}")).ShouldBeEmpty();
    }
}
