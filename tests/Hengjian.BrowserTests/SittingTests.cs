namespace Hengjian.BrowserTests;

/// <summary>One examination, two AIs, one sitting: the radiologist opens it, reads each result, and signs once for all.</summary>
public sealed class SittingTests(DemonstrationServer demonstration, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    private const string Examination = "/cases?q=DEMO-ACC-S00001";

    [Fact]
    public async Task Sitting_OfSeveralAis_IsSignedOnceAndStandsOnEachCase()
    {
        var reader = new Newcomer(await demonstration.OpenAsync(browser, "radiologist1", Examination), demonstration.App.Address, "radiologist1", demonstration.PasswordOf("radiologist1"));
        await reader.FollowAsync("main tbody a[href^='/cases/']");
        await reader.FollowAsync("main a[href^='/reading-sessions/new']");
        var cases = await reader.Page.Locator("main input[name$='.caseId']").EvaluateAllAsync<string[]>("all => all.map(e => e.value)");
        cases.Length.ShouldBe(2);
        (await reader.Page.Locator("main input[type=password]").CountAsync()).ShouldBe(1, "one signature for the sitting");

        // A wrong secret signs nothing and keeps what was entered.
        for (var i = 0; i < cases.Length; i++)
        {
            // Each AI has labels of its own; the last says that nothing was found.
            await reader.Page.Locator($"main [name='opinions[{i}].label']").Last.CheckAsync();
            await reader.FillAsync(($"opinions[{i}].confidence", (80 + i).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            await reader.FillAsync(($"opinions[{i}].overrideCode", "other"), ($"opinions[{i}].overrideReason", "薄层重建未见异常（演示）"));
        }

        await reader.FillAsync(("signature.secret", "wrong-password"));
        await reader.Page.ClickAsync("main .sign button.primary");
        (await reader.Page.Locator(".form-errors").CountAsync()).ShouldBe(1);
        (await reader.Page.InputValueAsync("[name='opinions[1].confidence']")).ShouldBe("81");
        (await reader.Page.Locator("main [name='opinions[0].label']").Last.IsCheckedAsync()).ShouldBeTrue();
        (await Axe.FaultsAsync(reader.Page, "/reading-sessions/new")).ShouldBeEmpty();

        await reader.SignAsync();
        await reader.SendAsync("main .sign button.primary");

        reader.Page.Url.ShouldEndWith("?done=session");
        foreach (var id in cases)
        {
            await reader.Page.GotoAsync($"{demonstration.App.Address}/cases/{id}");
            var signed = await reader.TextAsync(".ops");
            signed.ShouldContain("同一次阅片");
            (await reader.Page.Locator(".ops .verified").CountAsync()).ShouldBe(1);
        }

        await reader.Page.GotoAsync($"{demonstration.App.Address}/cases/{cases[0]}");
        (await reader.Page.Locator("main a[href^='/reading-sessions/new']").CountAsync()).ShouldBe(0, "nothing is left to read");
    }
}
