using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The main path as people walk it, and the forms with and without scripts.</summary>
public sealed class CasePathTests(DemonstrationServer demonstration, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    private static int _serial;

    [Theory]
    [InlineData("zh-CN", "已终诊")]
    [InlineData("en", "Concluded")]
    public async Task MainPath_FromRegistrationToTheFinalDiagnosis_ConcludesTheCase(string language, string concluded)
    {
        var path = await RegisterAsync(language);
        await EnterAiResultAsync(path, language);
        await SignOpinionAsync("radiologist1", path, language);
        await SignOpinionAsync("radiologist2", path, language);

        var clinician = await OpenAsync("clinician", language);
        await clinician.GotoAsync(demonstration.App.Address + path);
        await clinician.ClickAsync(".page-head .btn.primary");
        await clinician.CheckAsync("[name=label][value=positive]");
        await clinician.FillAsync("[name=text]", "右肺上叶结节，建议复查。");
        await clinician.FillAsync("[name='signature.secret']", demonstration.PasswordOf("clinician"));
        await clinician.ClickAsync(".sign .btn.primary");

        clinician.Url.ShouldBe(demonstration.App.Address + path + "?done=concluded");
        (await clinician.InnerTextAsync(".title-line .tag")).ShouldBe(concluded);
        (await clinician.Locator(".verified").CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task MainPath_WithoutScripts_SignsAnOpinion()
    {
        var path = await RegisterAsync("en", scripts: false);
        await EnterAiResultAsync(path, "en", scripts: false);

        var reader = await OpenAsync("radiologist1", "en", scripts: false);
        await reader.GotoAsync(demonstration.App.Address + path + "/opinion");
        await reader.CheckAsync("[name=label][value=negative]");
        await reader.FillAsync("[name=confidence]", "66");
        await reader.FillAsync("[name=secondsSpent]", "75");
        await reader.FillAsync("[name='signature.secret']", demonstration.PasswordOf("radiologist1"));
        await reader.ClickAsync(".sign .btn.primary");

        reader.Url.ShouldBe(demonstration.App.Address + path + "?done=opinion");
        var signed = await reader.InnerTextAsync(".ops");
        signed.ShouldContain("confidence 66");
        signed.ShouldNotContain("1 min 15 s", customMessage: "nobody reads longer than the page was open");
    }

    [Fact]
    public async Task Timer_WithScripts_CountsUntilPausedAndFillsItsField()
    {
        var path = await RegisterAsync("en");
        await EnterAiResultAsync(path, "en");
        var reader = await OpenAsync("radiologist2", "en");
        await reader.GotoAsync(demonstration.App.Address + path + "/opinion");
        (await reader.IsVisibleAsync("[name=secondsSpent]")).ShouldBeFalse();

        await reader.WaitForTimeoutAsync(2500);
        await reader.ClickAsync(".timer button");
        var paused = await reader.InputValueAsync("[name=secondsSpent]");
        double.Parse(paused, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(1);
        await reader.WaitForTimeoutAsync(1500);
        (await reader.InputValueAsync("[name=secondsSpent]")).ShouldBe(paused);
        (await reader.InnerTextAsync(".timer button")).ShouldBe("Go on");
    }

    [Fact]
    public async Task Opinion_Refused_PutsTheFocusOnTheReason()
    {
        var path = await RegisterAsync("en");
        await EnterAiResultAsync(path, "en");
        var reader = await OpenAsync("radiologist1", "en");
        await reader.GotoAsync(demonstration.App.Address + path + "/opinion");
        await reader.CheckAsync("[name=label][value=negative]");
        await reader.FillAsync("[name='signature.secret']", "wrong-password");
        await reader.ClickAsync(".sign .btn.primary");

        // The focus is moved when the page has loaded, which is later than its arrival.
        await reader.Locator(".form-errors :focus, .form-errors:focus").WaitForAsync();
        (await reader.IsCheckedAsync("[name=label][value=negative]")).ShouldBeTrue();
        (await reader.InputValueAsync("[name='signature.secret']")).ShouldBeEmpty();
        (await Axe.FindAsync(reader)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Junior_OnTheOpinionPage_ReadsWhichClauseIsUnmet()
    {
        var path = await RegisterAsync("zh-CN");
        await EnterAiResultAsync(path, "zh-CN");

        var junior = await OpenAsync("junior", "zh-CN");
        await junior.GotoAsync(demonstration.App.Address + path + "/opinion");

        (await junior.InnerTextAsync(".refusal")).ShouldContain("R17-2.1.2");
        (await junior.Locator(".helpers li").CountAsync()).ShouldBeGreaterThanOrEqualTo(3);
    }

    private Task<IPage> OpenAsync(string user, string language, bool scripts = true) => demonstration.OpenAsync(browser, user, "/", language: language, scripts: scripts);

    private async Task<string> RegisterAsync(string language, bool scripts = true)
    {
        var page = await OpenAsync("technician", language, scripts: scripts);
        await page.ClickAsync(".page-head .btn.primary");
        await page.ClickAsync("tbody tr:has-text('肺结节') .btn");
        var serial = Interlocked.Increment(ref _serial).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
        await page.FillAsync("[name='patient.identifier']", "WALK-" + serial);
        await page.FillAsync("[name='patient.name']", "试走" + serial);
        await page.SelectOptionAsync("[name='patient.sex']", "female");
        await page.FillAsync("[name='patient.birthDate']", "1966-07-08");
        await page.FillAsync("[name=accessionNumber]", "WALK-ACC-" + serial);
        await page.FillAsync("[name='examination.kind']", "胸部 CT 平扫");
        await page.CheckAsync("[name='indication.answers.adult'][value=true]");
        await page.CheckAsync("[name='indication.answers.chestCt'][value=true]");
        await page.ClickAsync("form .btn.primary");
        page.Url.ShouldEndWith("?done=registered");
        return new Uri(page.Url).AbsolutePath;
    }

    private async Task EnterAiResultAsync(string path, string language, bool scripts = true)
    {
        var page = await OpenAsync("technician", language, scripts: scripts);
        await page.GotoAsync(demonstration.App.Address + path);
        await page.ClickAsync(".page-head .btn.primary");
        await page.CheckAsync("[name=label][value=positive]");
        await page.FillAsync("[name=score]", "0.87");
        await page.ClickAsync("form .btn.primary");
        page.Url.ShouldEndWith("?done=aiResult");
    }

    private async Task SignOpinionAsync(string reader, string path, string language)
    {
        var page = await OpenAsync(reader, language);
        await page.GotoAsync(demonstration.App.Address + path);
        await page.ClickAsync(".page-head .btn.primary");
        await page.CheckAsync("[name=label][value=positive]");
        await page.FillAsync("[name=confidence]", "82");
        await page.FillAsync("[name='signature.secret']", demonstration.PasswordOf(reader));
        await page.ClickAsync(".sign .btn.primary");
        page.Url.ShouldBe(demonstration.App.Address + path + "?done=opinion");
    }
}
