using System.Text;
using Hengjian.Governance.Access.Setup;
using Hengjian.Governance.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Hengjian.BrowserTests;

/// <summary>Pages that only an act leads to, shown to axe where the act leaves them.</summary>
public sealed class PagesByActTests(DemonstrationServer server, BrowserFixture browser) : IClassFixture<DemonstrationServer>
{
    [Fact, AxeOf("/deployments/{Id:guid}/acceptance-tests/{TestId:guid}", "/deployments/{Id:guid}/acceptance-tests/{TestId:guid}/print")]
    public async Task AcceptanceTest_FrozenAndReported_HasNoFaults()
    {
        const string Route = "/deployments/{Id:guid}/acceptance-tests/{TestId:guid}";
        var officer = new Newcomer(await server.OpenAsync(browser, "officer", "/deployments"), server.App.Address, "officer", server.PasswordOf("officer"));
        await officer.FollowAsync("main th[scope=row] a[href^='/deployments/']");
        await officer.FollowAsync("main a[href$='/life-cycle']");
        await officer.FollowAsync("main a[href$='/acceptance-tests/new']");
        await officer.SaveAsync(
            ("referenceStandard", "两名高年资医师共识"), ("source", "本院连续病例"), ("criteria[0].metric", "sensitivity"), ("criteria[0].limit", "0.8"), ("criteria[0].basis", "bound"),
            ("reasoning.method", "precision"), ("reasoning.metric", "sensitivity"), ("reasoning.expected", "0.9"), ("reasoning.halfWidth", "0.06"), ("reasoning.share", "0.5"), ("sampleSize", "200"));
        (await Axe.FaultsAsync(officer.Page, Route)).ShouldBeEmpty();
        await officer.FillAsync(
            ("from", Newcomer.Day()), ("to", Newcomer.Day()), ("counts.truePositives", "90"), ("counts.falseNegatives", "10"), ("counts.trueNegatives", "95"), ("counts.falsePositives", "5"), ("counts.failures", "2"));
        await officer.SignAsync();
        await officer.SendAsync("main .sign button.primary");
        (await Axe.FaultsAsync(officer.Page, Route)).ShouldBeEmpty();
        await officer.FollowAsync("main a[href$='/print']");
        (await Axe.FaultsAsync(officer.Page, Route + "/print", isSheet: true)).ShouldBeEmpty();
    }

    [Fact, AxeOf("/quality/import/{Upload:guid}")]
    public async Task ReaderStudy_Uploaded_AsksForItsColumnsWithoutFaults()
    {
        var page = await server.OpenAsync(browser, "quality", "/quality/import");
        await page.SetInputFilesAsync("[name=file]", new FilePayload
        {
            Name = "study.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("case,reader,truth,ai_label,label\n1,r1,1,1,1\n1,r2,1,1,0\n2,r1,0,0,0\n2,r2,0,0,0\n"),
        });
        await page.ClickAsync("main button.primary[type=submit]");

        (await Axe.FaultsAsync(page, "/quality/import/{Upload:guid}")).ShouldBeEmpty();
    }

    [Fact, AxeOf("/adverse-events/{Id:guid}", "/adverse-events/{Id:guid}/{Act}")]
    public async Task AdverseEvent_Reported_HasNoFaultsUntilItsInvestigation()
    {
        var quality = new Newcomer(await server.OpenAsync(browser, "quality", "/adverse-events/new"), server.App.Address, "quality", server.PasswordOf("quality"));
        await quality.SaveAsync(
            ("kind", "missedFinding"), ("grade", "iii"), ("harm", "mild"), ("causality", "possible"), ("occurredAt", Newcomer.Day(days: -1) + "T08:00"), ("description", "漏检一枚结节，次日复阅发现。"));
        (await Axe.FaultsAsync(quality.Page, "/adverse-events/{Id:guid}")).ShouldBeEmpty();
        foreach (var act in new[] { "investigation", "action", "closing" })
        {
            await quality.FollowAsync($"main a[href*='/{act}']");
            (await Axe.FaultsAsync(quality.Page, "/adverse-events/{Id:guid}/{Act}")).ShouldBeEmpty(act);
            await quality.Page.GoBackAsync();
        }
    }

    [Fact, AxeOf("/external-systems/{Id:guid}")]
    public async Task ExternalSystem_Registered_HasNoFaults()
    {
        var officer = new Newcomer(await server.OpenAsync(browser, "officer", "/external-systems/new"), server.App.Address, "officer", server.PasswordOf("officer"));
        await officer.SaveAsync(("name", "放射科 RIS（演示）"), ("kind", "ris"), ("attestation", "工号与口令登录，审核时电子签名"));
        await officer.GoAsync("/external-systems");
        await officer.FollowAsync("main th a[href*='/external-systems/']");

        (await Axe.FaultsAsync(officer.Page, "/external-systems/{Id:guid}")).ShouldBeEmpty();
    }

    [Fact, AxeOf("/concerns/{Id:guid}")]
    public async Task Concern_RaisedWithoutAName_IsShownToItsHandlerWithoutFaults()
    {
        var anonymous = new Newcomer(await server.OpenAsync(browser, "concerns", "/concern"), server.App.Address, "concerns", server.PasswordOf("concerns"));
        if (await anonymous.Page.Locator("[name=institution]").CountAsync() > 0)
        {
            await anonymous.Page.SelectOptionAsync("[name=institution]", new SelectOptionValue { Label = "示范市第一人民医院" });
        }

        await anonymous.Page.SelectOptionAsync("[name=topic]", new SelectOptionValue { Index = 1 });
        await anonymous.Page.FillAsync("[name=text]", "夜班只有一名医师签署意见。");
        await anonymous.Page.ClickAsync("main button.primary[type=submit]");
        (await anonymous.TextAsync("main code")).ShouldNotBeNullOrWhiteSpace();

        await anonymous.GoAsync("/concerns");
        await anonymous.FollowAsync("main th a[href*='/concerns/']");
        (await Axe.FaultsAsync(anonymous.Page, "/concerns/{Id:guid}")).ShouldBeEmpty();
    }

    [Fact, AxeOf("/retention/deletions/{Id:guid}/certificate")]
    public async Task Certificate_OfAnErasure_HasNoFaults()
    {
        var auditor = await server.ComeAsync(browser, "auditadmin");
        await auditor.GoAsync("/retention");
        await auditor.FillAsync(("patientIdentifier", "DEMO-S00001"), ("category", "outpatient"), ("ground", "患者书面申请"), ("askedOn", Newcomer.Day()));
        await auditor.Page.ClickAsync("main form:has([name=ground]) button[type=submit]");
        (await auditor.TextAsync()).ShouldContain("DR-");

        // The term of no case of the demonstration is over, so nothing may be erased in it: the certificate is shown as if it were.
        var data = server.App.Services.GetRequiredService<DatabaseSettings>().DataDirectory;
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "hengjian.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE deletion_requests SET state = 'Erased', erased_at = decided_at, erased_by = decided_by,
              erasure = '{"rows":4,"fields":9,"signatures":2,"documents":1,"files":1,"numbers":["2026-000001"]}' RETURNING id
            """;
        var id = Guid.Parse((string)(await command.ExecuteScalarAsync())!);

        await auditor.Page.GotoAsync($"{server.App.Address}/retention/deletions/{id:D}/certificate");
        (await Axe.FaultsAsync(auditor.Page, "/retention/deletions/{Id:guid}/certificate", isSheet: true)).ShouldBeEmpty();
    }

    [Fact, AxeOf("/setup", "/invitation", "/sign-in", "/sign-in/code")]
    public async Task PagesBeforeSigningIn_HaveNoFaults()
    {
        await using var hospital = NewHospital.Start(browser);
        var link = await hospital.App.Services.GetRequiredService<SetupLinks>().CreateAsync(new SetupLinkRequest("新建示范医院", "1299000000001TEX4P"), CancellationToken.None);
        var page = await browser.OpenAsync(hospital.App.Address + SetupLinks.PathOf(link.Value!.Secret));
        (await Axe.FaultsAsync(page, "/setup")).ShouldBeEmpty();
        await page.GotoAsync(hospital.App.Address + "/sign-in");
        (await Axe.FaultsAsync(page, "/sign-in")).ShouldBeEmpty();
        await page.GotoAsync(hospital.App.Address + "/sign-in/code");
        (await Axe.FaultsAsync(page, "/sign-in/code")).ShouldBeEmpty();

        await hospital.SetUpAsync("新建示范医院", "1299000000001TEX4P");
        await page.GotoAsync(await hospital.LinkAsync("officer", "医务处", "GovernanceOfficer"));
        (await Axe.FaultsAsync(page, "/invitation")).ShouldBeEmpty();
    }
}
