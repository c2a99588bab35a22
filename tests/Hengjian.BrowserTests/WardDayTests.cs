namespace Hengjian.BrowserTests;

/// <summary>A day of each role of the ward over the demonstration: what waits on the first page is opened from there, done, and waits no longer.</summary>
public sealed class WardDayTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact]
    public async Task Technician_FromTheFirstPage_ConfirmsAnAcquisitionAndRecordsAFailedAi()
    {
        var technician = await server.ComeAsync(browser, "technician");
        var confirming = await technician.WaitingAsync("等操作者确认采集");
        await technician.FollowAsync("main tr:has-text('操作者确认采集') th a[href^='/cases/']");
        await technician.FollowAsync(".page-head .btn.primary");
        await technician.SaveAsync();
        (await technician.WaitingAsync("等操作者确认采集")).ShouldBe(confirming - 1);

        var without = await technician.WaitingAsync("尚无 AI 结果");
        await technician.OpenFirstAsync("尚无 AI 结果", "/cases/");
        var failed = technician.Path;
        await technician.FollowAsync("main a[href$='/ai-failure']");
        await technician.FillAsync(("code", "timeOut"), ("reason", "设备三十分钟未返回结果"));
        await technician.SendAsync("main form button.danger");
        technician.Path.ShouldBe(failed);
        (await technician.TextAsync()).ShouldContain("设备三十分钟未返回结果");
        (await technician.WaitingAsync("尚无 AI 结果")).ShouldBe(without - 1);
    }

    [Fact]
    public async Task Reader_FromTheFirstPage_SignsTheMostUrgentCase()
    {
        var reader = await server.ComeAsync(browser, "radiologist1");
        var waiting = await reader.WaitingAsync("等您阅片");
        await reader.FollowAsync(".page-head .btn.primary");
        var path = reader.Path;
        await reader.FollowAsync(".page-head .btn.primary");
        await reader.Page.Locator("main [name=label]").First.CheckAsync();
        await reader.FillAsync(("confidence", "81"));
        await reader.SignAsync();
        await reader.SendAsync(".sign .btn.primary");

        reader.Path.ShouldBe(path);
        (await reader.TextAsync(".ops")).ShouldContain("韩知行");
        (await reader.WaitingAsync("等您阅片")).ShouldBe(waiting - 1);
    }

    [Fact]
    public async Task Disagreement_TalkedAboutInVain_IsReadByASenior()
    {
        var reader = await server.ComeAsync(browser, "radiologist2");
        await reader.OpenFirstAsync("意见不一致", "/cases/");
        var path = reader.Path;
        await ResolveAsync(reader, ("method", "talk"), ("settled", "false"), ("minutes", "共同复阅薄层图像，仍各持己见。"));
        (await reader.TextAsync(".title-line")).ShouldContain("意见不一致");

        var senior = await server.ComeAsync(browser, "radiologist1");
        await senior.Page.GotoAsync(server.App.Address + path);
        await senior.FollowAsync("main a[href$='/opinion']");
        await senior.FillAsync(("label", "positive"), ("confidence", "88"));
        await senior.SignAsync();
        await senior.SendAsync(".sign .btn.primary");

        senior.Path.ShouldBe(path);
        (await senior.TextAsync()).ShouldContain("仍各持己见");
        (await senior.TextAsync(".ops")).ShouldContain("韩知行");
    }

    private static async Task ResolveAsync(Newcomer person, params (string Field, string Value)[] fields)
    {
        await person.FollowAsync("main a[href$='/resolution']");
        await person.FillAsync(fields);
        foreach (var name in new[] { "周予安", "许明澈" })
        {
            await person.Page.Locator($"main label:has-text('{name}')").First.ClickAsync();
        }

        await person.SignAsync();
        await person.SendAsync(".sign .btn.primary");
    }

    [Fact]
    public async Task Clinician_FromTheFirstPage_SignsTheFinalDiagnosisAndPrintsAReportThatVerifies()
    {
        var clinician = await server.ComeAsync(browser, "clinician");
        var waiting = await clinician.WaitingAsync("等最终诊断");
        await clinician.OpenFirstAsync("等最终诊断", "/cases/");
        var path = clinician.Path;
        await clinician.FollowAsync("main a[href$='/final-diagnosis']");
        await clinician.Page.Locator("main [name=label]").First.CheckAsync();
        await clinician.FillAsync(("text", "右肺上叶结节，建议三个月后复查。"), ("icd10", "R91"), ("aiContribution", "confirmed"));
        await clinician.SignAsync();
        await clinician.SendAsync(".sign .btn.primary");
        (await clinician.WaitingAsync("等最终诊断")).ShouldBe(waiting - 1);

        await clinician.Page.GotoAsync(server.App.Address + path);
        await clinician.FollowAsync("main a[href$='/print']");
        (await clinician.TextAsync("body")).ShouldContain("右肺上叶结节，建议三个月后复查。");
        await clinician.FollowAsync("a[href*='/verify/']");
        (await clinician.TextAsync("body")).ShouldContain("此为现行版本");
    }

    [Fact]
    public async Task Head_FromTheFirstPage_ReviewsAnOverrideAndExplainsAFinding()
    {
        var head = await server.ComeAsync(browser, "head");
        await head.OpenFirstAsync("待复核的紧急例外", "/cases/");
        await head.SaveAsync(("justified", "true"), ("text", "抢救病例，例外成立。"));
        (await head.WaitingAsync("待复核的紧急例外")).ShouldBe(0);

        var open = await head.WaitingAsync("待您说明的合规问题");
        await head.OpenFirstAsync("待您说明的合规问题", "/compliance/findings/");
        await head.SendAsync("main form button:has-text('认领')");
        await head.SaveFormAsync("text", ("text", "夜班医师连续处理急诊，次日晨已复核，排班已调整。"));
        (await head.WaitingAsync("待您说明的合规问题")).ShouldBe(open - 1);
    }

    [Fact]
    public async Task Head_OnAWaitingCase_AssignsAReaderWhoFindsIt()
    {
        var head = await server.ComeAsync(browser, "head");
        await head.GoAsync("/cases");
        await head.Page.GotoAsync(server.App.Address + "/cases?state=analysed&protocol=aiFirst");
        await head.FollowAsync("main th[scope=row] a[href^='/cases/']");
        var path = head.Path;
        await head.FollowAsync("main a[href$='/readers']");
        await head.Page.Locator("main label:has-text('许明澈') input, main label:has-text('许明澈') [name=readers]").First.CheckAsync();
        await head.SendAsync();

        var reader = await server.ComeAsync(browser, "radiologist3");
        await reader.Page.GotoAsync(server.App.Address + "/cases?assigned=me");
        (await reader.Page.Locator($"main th a[href='{path}']").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task FollowUpStaff_FromTheFirstPage_CallsTwoPatients()
    {
        var staff = await server.ComeAsync(browser, "followup");
        var due = await staff.WaitingAsync("今日应随访");
        await staff.OpenFirstAsync("今日应随访", "/follow-ups/");
        await staff.SaveAsync(("channel", "phone"), ("contact", "noAnswer"), ("nextOn", Newcomer.Day(days: 2)));
        (await staff.WaitingAsync("今日应随访")).ShouldBe(due - 1, "who was not reached is called again on another day");

        await staff.OpenFirstAsync("今日应随访", "/follow-ups/");
        await staff.SaveAsync(("channel", "phone"), ("contact", "reached"), ("outcome", "unchanged"), ("note", "外院复查，结节无变化。"));
        (await staff.WaitingAsync("今日应随访")).ShouldBe(due - 2);

        await staff.GoAsync("/follow-ups", "/follow-ups/sheet");
        (await staff.Page.Locator("main tbody tr").CountAsync()).ShouldBeGreaterThanOrEqualTo(due - 2);
    }

    [Fact]
    public async Task RemoteReader_FromTheFirstPage_SignsACaseOfAnotherHospital()
    {
        var reader = await server.ComeAsync(browser, "remotereader");
        var waiting = await reader.WaitingAsync("待阅片的外院病例");
        await reader.OpenFirstAsync("待阅片的外院病例", "/remote-cases/");
        var path = reader.Path;

        // The asking hospital's rules bind who reads for it.
        foreach (var rule in await reader.Page.Locator("main a[href*='/rules/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"))
        {
            await reader.Page.GotoAsync(server.App.Address + rule);
            await reader.SaveAsync(("read", "true"));
        }

        await reader.Page.GotoAsync(server.App.Address + path);
        await reader.FollowAsync("main a[href$='/opinion']");
        await reader.Page.Locator("main [name=label]").First.CheckAsync();
        await reader.FillAsync(("confidence", "77"));
        if (await reader.Page.Locator("main [name=useConfirmed]").CountAsync() > 0)
        {
            await reader.FillAsync(("useConfirmed", "true"));
        }

        await reader.SignAsync();
        await reader.SendAsync(".sign .btn.primary");
        (await reader.WaitingAsync("待阅片的外院病例")).ShouldBe(waiting - 1);
    }
}
