using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Registers, inbox and ledger over the demonstration: the main ways by hand.</summary>
public sealed class RegisterPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact]
    public async Task RefusedForm_InTheBrowser_PutsTheFocusOnTheSummaryAndLeadsToTheField()
    {
        var page = await server.OpenAsync(browser, "officer", "/practitioners/new");
        await page.FillAsync("[name=name]", "浏览器测试");
        await page.ClickAsync("button.primary[type=submit]");

        await page.Locator(".form-errors[role=alert] :focus, .form-errors[role=alert]:focus").WaitForAsync();
        (await page.InputValueAsync("[name=name]")).ShouldBe("浏览器测试");
        await page.ClickAsync(".form-errors a[href$='#kind']");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task EnterKey_InAFormWithRows_SavesInsteadOfAddingRows()
    {
        var page = await server.OpenAsync(browser, "officer", "/practitioners/new");
        await page.FillAsync("[name=name]", "回车测试");
        await page.SelectOptionAsync("[name=kind]", "nurse");
        await page.PressAsync("[name=name]", "Enter");
        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/practitioners/[0-9a-f-]{36}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));

        (await page.InnerTextAsync("h1")).ShouldBe("回车测试");
    }

    [Fact]
    public async Task Upload_ByHand_ListsWhatBecameOfEachFile()
    {
        var page = await server.OpenAsync(browser, "technician", "/inbox/upload");
        await page.SetInputFilesAsync("[name=files]", [new FilePayload { Name = "信件.txt", MimeType = "text/plain", Buffer = "Dear"u8.ToArray() }]);
        await page.ClickAsync("button.primary[type=submit]");

        (await page.InnerTextAsync("main")).ShouldContain("不是 DICOM 文件");
        (await page.InnerTextAsync("main")).ShouldContain("信件.txt");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Verification_ByHand_FindsTheDemonstrationIntact()
    {
        var page = await server.OpenAsync(browser, "auditadmin", "/ledger/verification");
        await page.ClickAsync("button.primary[type=submit]");

        (await page.InnerTextAsync(".notice h2")).ShouldBe("完好：数据与账本一致");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }
}
