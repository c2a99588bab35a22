using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>The style guide shows every component; what holds for it holds for the parts of every page.</summary>
public sealed class DesignPageTests(BrowserFixture browser, DesignPageTests.Server server) : IClassFixture<DesignPageTests.Server>
{
    private string Design => server.App.Address + "/design";

    [Theory]
    [InlineData(1440, "zh-CN")]
    [InlineData(390, "en")]
    public async Task StyleGuide_ForAxe_HasNoViolation(int width, string language)
    {
        var page = await browser.OpenAsync(Design, width, language: language);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/error/404")]
    [InlineData("/error/403")]
    [InlineData("/error/500")]
    [InlineData("/design/print")]
    public async Task PlainPage_ForAxe_HasNoViolation(string path)
    {
        var page = await browser.OpenAsync(server.App.Address + path);
        (await Axe.FindAsync(page)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StyleGuide_AtAnyWidth_DoesNotScrollSideways()
    {
        var page = await browser.OpenAsync(Design, language: "en");
        foreach (var width in new[] { 1920, 1440, 1240, 1100, 900, 760, 390, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            var beyond = await page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest('.table-wrap, .tabs, .vh, svg, .dialog'))
                  .map(e => e.outerHTML.slice(0, 90))
                """);
            beyond.ShouldBeEmpty($"at {width}");
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"at {width}");
        }
    }

    [Fact]
    public async Task Language_Unset_IsChineseWhateverTheBrowserPrefers()
    {
        var page = await browser.OpenAsync(Design);
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("zh-CN");
        (await page.InnerTextAsync("h1")).ShouldBe("设计样张");
    }

    [Fact]
    public async Task LanguageSwitch_OnAPage_ReturnsToItInTheOtherLanguage()
    {
        var page = await browser.OpenAsync(Design + "?sort=-state");
        await page.ClickAsync(".top > .lang");
        page.Url.ShouldBe(Design + "?sort=-state");
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("en");
        (await page.InnerTextAsync("h1")).ShouldBe("Style guide");
    }

    [Fact]
    public async Task Menu_OnAPhoneWithoutScripts_OpensAndCloses()
    {
        var page = await browser.OpenAsync(Design, 390, scripts: false);
        (await page.IsVisibleAsync("#nav")).ShouldBeFalse();
        await page.ClickAsync(".menu-open");
        (await page.IsVisibleAsync("#nav")).ShouldBeTrue();
        await page.ClickAsync(".side-close");
        (await page.IsVisibleAsync("#nav")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dialog_WithOrWithoutScripts_OpensAndCloses(bool scripts)
    {
        var page = await browser.OpenAsync(Design, scripts: scripts);
        (await page.IsVisibleAsync("#cancel-case")).ShouldBeFalse();
        await page.ClickAsync("a[href$='#cancel-case']");
        (await page.IsVisibleAsync("#cancel-case")).ShouldBeTrue();
        await page.ClickAsync("#cancel-case [data-close]");
        (await page.IsVisibleAsync("#cancel-case")).ShouldBeFalse();
    }

    [Fact]
    public async Task Skip_AsFirstStopOfTheKeyboard_LeadsToTheContent()
    {
        var page = await browser.OpenAsync(server.App.Address + "/error/404");
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Form_PostedIncomplete_Answers422AndKeepsWhatWasEntered(bool scripts)
    {
        var page = await browser.OpenAsync(Design + "/form", scripts: scripts);
        await page.CheckAsync("input[name='Input.Signs'][value=c]");
        await page.CheckAsync("#input-anonymous");
        var answer = await page.RunAndWaitForResponseAsync(() => page.ClickAsync("button[type=submit].primary"), r => r.Request.Method == "POST");
        answer.Status.ShouldBe(422);
        (await page.IsCheckedAsync("input[name='Input.Signs'][value=c]")).ShouldBeTrue();
        (await page.IsCheckedAsync("#input-anonymous")).ShouldBeTrue();
        (await page.GetAttributeAsync("#input-title", "aria-invalid")).ShouldBe("true");
    }

    [Fact]
    public async Task Form_PostedIncomplete_LeadsFromTheSummaryToTheField()
    {
        var page = await browser.OpenAsync(Design + "/form");
        await page.RunAndWaitForResponseAsync(() => page.ClickAsync("button[type=submit].primary"), r => r.Request.Method == "POST");
        await page.Locator(".form-errors h2:focus").WaitForAsync();
        (await Axe.FindAsync(page)).ShouldBeEmpty();
        await page.ClickAsync(".form-errors a >> nth=0");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("input-title");
    }

    [Fact]
    public async Task Form_PostedComplete_LeadsToAnAddressThatCanBeReloaded()
    {
        var page = await browser.OpenAsync(Design + "/form", scripts: false);
        await page.FillAsync("#input-title", "漏诊一例");
        await page.CheckAsync("input[name='Input.Grade'][value='2']");
        await page.ClickAsync("button[type=submit].primary");
        await page.WaitForURLAsync(url => url.Contains("?saved=", StringComparison.Ordinal));
        (await page.InnerTextAsync(".notice.ok")).ShouldContain("漏诊一例 2");
        (await page.ReloadAsync())!.Request.Method.ShouldBe("GET");
    }

    [Fact]
    public async Task Form_PostedWithoutItsToken_IsRefused()
    {
        var page = await browser.OpenAsync(Design + "/form");
        var form = page.APIRequest.CreateFormData();
        form.Set("_handler", "event");
        form.Set("Input.Title", "x");
        (await page.APIRequest.PostAsync(Design + "/form", new APIRequestContextOptions { Form = form })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Refusal_OnArrival_HasTheFocus()
    {
        var page = await browser.OpenAsync(Design);
        (await page.EvaluateAsync<string>("document.activeElement.closest('section')?.className ?? ''")).ShouldBe("refusal");
    }

    [Fact]
    public async Task Sort_ByAHeading_TurnsTheOrderRound()
    {
        var page = await browser.OpenAsync(Design);
        (await page.GetAttributeAsync("th[aria-sort]", "aria-sort")).ShouldBe("ascending");
        await page.ClickAsync("th[aria-sort] a");
        page.Url.ShouldEndWith("?sort=-due");
        (await page.GetAttributeAsync("th[aria-sort]", "aria-sort")).ShouldBe("descending");
    }

    [Fact]
    public async Task Assets_OfAPage_AreCachedForAYearAndNothingComesFromElsewhere()
    {
        var page = await browser.OpenAsync(server.App.Address + "/error/404");
        var answers = new List<IResponse>();
        page.Response += (_, answer) => answers.Add(answer);
        await page.GotoAsync(Design);
        answers.ShouldAllBe(a => a.Url.StartsWith(server.App.Address, StringComparison.Ordinal));
        var sheet = await page.APIRequest.GetAsync(server.App.Address + await page.GetAttributeAsync("link[rel=stylesheet]", "href"));
        sheet.Headers["cache-control"].ShouldContain("immutable");
        answers.Where(a => a.Url.Contains("/assets/", StringComparison.Ordinal)).ShouldAllBe(a => a.Ok);
    }

    /// <summary>The program in the development environment, where the style guide exists.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public AppServer App { get; private set; } = null!;

        public ValueTask InitializeAsync()
        {
            App = AppServer.Start("Development");
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
