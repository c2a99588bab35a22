using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The pages of registers, inbox, ledger and rules over the demonstration: nothing for axe, nothing that scrolls sideways, and the main ways by hand.</summary>
public sealed class RegisterPagesTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>, IClassFixture<BrowserFixture>
{
    /// <summary>Paths, or a list and the link in it that leads on: <c>/practitioners &gt; practitioners/</c>.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "officer", "/institutions" }, { "officer", "/institutions > /institutions/" }, { "officer", "/departments" }, { "officer", "/departments/new" },
        { "officer", "/practitioners" }, { "officer", "/practitioners > /practitioners/0" }, { "officer", "/practitioners > /practitioners/0 > deployment=" }, { "officer", "/practitioners/new" },
        { "officer", "/practitioners > /practitioners/0 > /edit" },
        { "officer", "/technologies" }, { "officer", "/technologies > /technologies/0" }, { "officer", "/technologies/new" }, { "officer", "/technologies > /technologies/0 > /versions/new" },
        { "officer", "/technologies > /technologies/0 > /edit" },
        { "officer", "/deployments" }, { "officer", "/deployments > /deployments/0" }, { "officer", "/deployments/new" }, { "officer", "/deployments > /deployments/0 > /edit" },
        { "technician", "/inbox" }, { "technician", "/inbox > /inbox/0" }, { "technician", "/inbox/upload" }, { "officer", "/inbox?status=dismissed" },
        { "officer", "/ledger" }, { "officer", "/ledger > /ledger/records/" }, { "officer", "/ledger/consistency?from=1&to=2" }, { "officer", "/ledger/consistency" }, { "auditadmin", "/ledger/verification" },
        { "trainee1", "/rules" }, { "trainee1", "/rules?decided=no" }, { "regulator", "/institutions" }, { "regulator", "/institutions/new" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OnDeskAndPhone_HasNoViolationAndDoesNotScrollSideways(string user, string way)
    {
        var page = await FollowAsync(user, way, 1440, "zh-CN");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.SetViewportSizeAsync(390, 800);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        (await OverflowAsync(page)).ShouldBe(0);
        await page.GotoAsync($"{server.App.Address}/language/en?returnUrl={Uri.EscapeDataString(new Uri(page.Url).PathAndQuery)}");
        (await OverflowAsync(page)).ShouldBe(0);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RefusedForm_InTheBrowser_PutsTheFocusOnTheSummaryAndLeadsToTheField()
    {
        var page = await server.OpenAsync(browser, "officer", "/practitioners/new");
        await page.FillAsync("[name=name]", "浏览器测试");
        await page.ClickAsync("button.primary[type=submit]");

        (await page.EvaluateAsync<string>("document.activeElement.closest('.form-errors')?.getAttribute('role') ?? ''")).ShouldBe("alert");
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

    private async Task<IPage> FollowAsync(string user, string way, int width, string language)
    {
        var steps = way.Split(" > ");
        var page = await server.OpenAsync(browser, user, steps[0], width, language);
        foreach (var step in steps.Skip(1))
        {
            // A list's own rows first: other cards of the page may lead deeper.
            var rows = page.Locator($"main th[scope=row] a[href*='{step}']");
            var href = await (await rows.CountAsync() > 0 ? rows : page.Locator($"main a[href*='{step}']")).First.GetAttributeAsync("href");
            await page.GotoAsync(server.App.Address + href);
        }

        return page;
    }

    private static Task<int> OverflowAsync(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
