namespace Hengjian.BrowserTests;

/// <summary>A day of each role of the offices over the demonstration: officer, quality, concerns, devices, administrators, committee and regulator.</summary>
public sealed class OfficeDayTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact]
    public async Task Officer_FromTheFirstPage_HandsOverALeaversTasks()
    {
        var officer = await server.ComeAsync(browser, "officer");
        await officer.OpenFirstAsync("离岗或停职人员名下的待办", "/handovers/");
        await officer.FillAsync(("toUserId", "许明澈"), ("reason", "唐怀远离岗"));
        await officer.SendAsync("main button[name=all]");

        (await officer.WaitingAsync("离岗或停职人员名下的待办")).ShouldBe(0);
    }

    [Fact]
    public async Task Officer_OnTheOutbox_EntersTheReceiptOfAWebForm()
    {
        var officer = await server.ComeAsync(browser, "officer");
        await officer.GoAsync("/reporting");
        await officer.Page.GotoAsync(server.App.Address + "/reporting?state=ready");
        await officer.FollowAsync("main th[scope=row] a[href^='/reporting/messages/']");
        await officer.SaveFormAsync("receiptNumber", ("outcome", "accepted"), ("receiptNumber", "SB-2026-0918"), ("enteredOn", Newcomer.Day()));

        (await officer.TextAsync()).ShouldContain("SB-2026-0918");
        (await officer.TextAsync(".page-head")).ShouldContain("已接收");
    }

    [Fact]
    public async Task QualityOfficer_FromTheFirstPage_InvestigatesAnEventAndAsksForAnAction()
    {
        var quality = await server.ComeAsync(browser, "quality");
        var waiting = await quality.WaitingAsync("待调查的不良事件");
        await quality.OpenFirstAsync("待调查的不良事件", "/adverse-events/");
        var path = quality.Path;
        await quality.FollowAsync("main a[href$='/investigation']");
        await quality.SaveAsync(("findings", "层厚超出登记范围，AI 未见病灶，医师亦未复核原始图像。"), ("grade", "iii"), ("harm", "none"), ("causality", "possible"));
        (await quality.WaitingAsync("待调查的不良事件")).ShouldBe(waiting - 1);

        await quality.Page.GotoAsync(server.App.Address + path);
        (await quality.TextAsync()).ShouldContain("层厚超出登记范围");
        await quality.FollowAsync("main a[href$='/action']");
        (await quality.Page.Locator("main form [required]").CountAsync()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task QualityOfficer_OnAClosedCase_AddsAReferenceThatTheCaseShows()
    {
        var quality = await server.ComeAsync(browser, "quality");
        await quality.GoAsync("/cases");
        await quality.Page.GotoAsync(server.App.Address + "/cases?state=closed");
        await quality.FollowAsync("main th[scope=row] a[href^='/cases/']");
        var path = quality.Path;
        await quality.FollowAsync("main a[href$='/reference']");
        await quality.Page.Locator("main [name=label]").First.CheckAsync();
        await quality.SaveAsync(("kind", "surgery"), ("establishedOn", Newcomer.Day(days: -1)), ("reason", "外院手术病理回报"));

        quality.Path.ShouldBe(path);
        (await quality.TextAsync()).ShouldContain("手术");
    }

    [Fact]
    public async Task Concern_RaisedWithoutAName_IsAnsweredAndTheAnswerIsReadWithTheReceiptCode()
    {
        var raiser = new Newcomer(await browser.OpenAsync(server.App.Address + "/concern", language: "zh-CN"), server.App.Address, "nobody", "");
        await raiser.SaveAsync(("institution", "示范市第一人民医院"), ("topic", "patientSafety"), ("text", "夜间只有一名医师签署意见，另一名的账号由他代签。"));
        var code = await raiser.TextAsync("main code");

        var handler = await server.ComeAsync(browser, "concerns");
        await handler.GoAsync("/concerns");
        await handler.FollowAsync("main th[scope=row] a[href^='/concerns/']");
        (await handler.TextAsync()).ShouldContain("代签");
        await handler.SaveFormAsync("answer.text", ("answer.text", "已收到，正在核对夜班登录记录。"));

        await raiser.Page.GotoAsync(server.App.Address + "/concern/receipt");
        await raiser.SaveAsync(("institution", "示范市第一人民医院"), ("code", code));
        (await raiser.TextAsync()).ShouldContain("正在核对夜班登录记录");
        var officer = await server.ComeAsync(browser, "officer");
        await officer.Page.GotoAsync(server.App.Address + handler.Path);
        (await officer.TextAsync()).ShouldNotContain("代签");
    }

    [Fact]
    public async Task DeviceKeeper_FromTheFirstPage_RecordsTheOverdueTest()
    {
        var keeper = await server.ComeAsync(browser, "devicekeeper");
        await keeper.OpenFirstAsync("质控检测或维护逾期", "/equipment/");
        var path = keeper.Path;
        await keeper.FollowAsync("main a[href$='/upkeep']");
        await keeper.SaveAsync(("kind", "qualityTesting"), ("doneOn", Newcomer.Day()), ("result", "passed"), ("doneBy", "设备科"), ("document", "ZK-2026-011"));

        keeper.Path.ShouldBe(path);
        (await keeper.TextAsync()).ShouldContain("ZK-2026-011");
        (await keeper.WaitingAsync("质控检测或维护逾期")).ShouldBe(0);
    }

    [Fact]
    public async Task Committee_OnAMotionOfTheOfficer_VotesOnce()
    {
        var officer = await server.ComeAsync(browser, "officer");
        await officer.GoAsync("/motions", "/motions/new");
        await officer.SaveAsync(("committee", "technology"), ("title", "调整夜间阅片排班"), ("proposal", "夜间增加一名复核医师。"));
        var motion = officer.Path;

        var member = await server.ComeAsync(browser, "committee1");
        await member.OpenWaitingAsync("/motions");
        await member.FollowAsync($"main a[href='{motion}']");
        await member.SaveFormAsync("choice", ("choice", "for"));
        (await member.TextAsync("main tbody tr:has-text('贺长风')")).ShouldContain("赞成");
    }

    [Fact]
    public async Task SecurityAdministrator_GivesADeviceItsTokenAndTakesItBack()
    {
        var administrator = await server.ComeAsync(browser, "secadmin");
        await administrator.GoAsync("/device-tokens");
        await administrator.SaveAsync(("Input.Name", "肺结节工作站二号"), ("Input.Days", "30"), ("Input.Scopes", "ai-results"));
        (await administrator.TextAsync("main code.secret")).Length.ShouldBeGreaterThan(20);

        await administrator.GoAsync("/device-tokens");
        (await administrator.Page.Locator("main code.secret").CountAsync()).ShouldBe(0, "a secret is shown once");
        var row = administrator.Page.Locator("main tbody tr", new() { HasTextString = "肺结节工作站二号" });
        await row.Locator("button").ClickAsync();
        (await administrator.TextAsync()).ShouldContain("已吊销");
    }

    [Fact]
    public async Task AuditAdministrator_PrintsWhoReadAPatientsRecord()
    {
        var reader = await server.ComeAsync(browser, "radiologist1");
        await reader.Page.GotoAsync(server.App.Address + "/cases?q=DEMO-ACC-S00001");
        await reader.FollowAsync("main th[scope=row] a[href^='/cases/']");
        var auditor = await server.ComeAsync(browser, "auditadmin");
        await auditor.GoAsync("/retention", "/retention/patient-access");
        await auditor.SaveAsync(("patientIdentifier", "DEMO-S00001"), ("reason", "患者书面申请"), ("from", Newcomer.Day(days: -1)), ("to", Newcomer.Day()));
        (await auditor.TextAsync()).ShouldContain("韩知行");
    }

    [Theory]
    [InlineData("regulator", "/institutions")]
    [InlineData("sysadmin", "/account")]
    [InlineData("secadmin", "/users")]
    public async Task RoleWithoutCare_OnItsDay_SeesItsPagesAndNoCase(string user, string own)
    {
        var person = await server.ComeAsync(browser, user);
        (await person.Page.GotoAsync(server.App.Address + own))!.Status.ShouldBe(200);
        (await person.Page.GotoAsync(server.App.Address + "/cases"))!.Status.ShouldBe(403);
        (await person.TextAsync()).ShouldContain("没有权限");
    }
}
