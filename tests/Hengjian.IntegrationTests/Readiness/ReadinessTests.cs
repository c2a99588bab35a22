using System.Net;
using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Readiness.Domain;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Readiness;

/// <summary>Readiness decided, evaluated over time and told; reminders of what ends.</summary>
public sealed partial class ReadinessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Deployment_OfAnImagingDepartment_IsDecidedByItsKind(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        var decisions = (await world.Officer.AskAsync($"deployments/{world.Lung.Id}/readiness")).Is(HttpStatusCode.OK).Json.EnumerateArray()
            .ToDictionary(d => d.GetProperty("clause").GetString()!, d => d.GetProperty("outcome").GetString());

        decisions["R17-1.1"].ShouldBe("notSatisfied");
        decisions["R17-1.2"].ShouldBe("notApplicable");
        decisions["R17-1.3"].ShouldBe("notSatisfied");
        decisions["R17-1.4"].ShouldBe("notApplicable");
        decisions.Keys.ShouldContain("R17-1.5");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Institution_WithAllFacts_KeepsThemAndRefusesImpossibleOnes(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("条件测试医院");
        var officer = await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution));
        var stored = (await officer.AskAsync($"institutions/{institution}")).Is(HttpStatusCode.OK);
        var year = ShanghaiDay.Of(app.Clock.GetUtcNow()).Year - 1;
        var body = Calls.Json(new
        {
            name = "条件测试医院",
            unifiedSocialCreditCode = stored.At("unifiedSocialCreditCode").GetString(),
            level = "三级",
            grade = "甲等",
            licenceNumber = "TEST0001899000011A1001",
            licenceTo = "2031-05-06",
            subjects = new[] { new { code = "32", name = "医学影像科" } },
            volumes = new[] { new { year, outpatientVisits = 1000, discharges = 10, examinations = 500 } },
            pacs = new { name = "PACS", hardware = "服务器 2 台" },
        });

        (await officer.PutAsync($"institutions/{institution}", Calls.Json(body).With("volumes.0.year", year + 5), "\"1\"")).Names("volumes[0].year");
        (await officer.PutAsync($"institutions/{institution}", Calls.Json(body).With("licenceNumber", "12"), "\"1\"")).Names("licenceNumber");
        (await officer.PutAsync($"institutions/{institution}", Calls.Json(body).With("subjects.0.name", ""), "\"1\"")).Names("subjects[0].name");
        (await officer.PutAsync($"institutions/{institution}", body, "\"1\"")).Is(HttpStatusCode.OK);

        var kept = await officer.AskAsync($"institutions/{institution}");
        (kept.At("licenceNumber").GetString(), kept.At("subjects")[0].GetProperty("code").GetString(), kept.At("volumes")[0].GetProperty("year").GetInt32(), kept.At("pacs.name").GetString())
            .ShouldBe(("TEST0001899000011A1001", "32", year, "PACS"));
    }

    [Fact]
    public async Task Deployments_AreEvaluatedDailyAndSoonAfterAChange()
    {
        await using var app = await AppFixture.StartAsync(TestDatabase.Sqlite, ("readiness:enabled", "true"));
        var world = await CaseWorld.OverAsync(app);
        var first = await LatestAsync(app, world.Lung.Id, _ => true);
        first.Clauses.Single(c => c.Clause == "R17-1.3").Outcome.ShouldBe(ClauseOutcome.NotSatisfied);

        (await world.Officer.PutAsync($"departments/{world.Department}", Calls.Json(new { name = "呼吸科 " + CaseWorld.Next(), kind = "clinical" }), "\"1\"")).Is(HttpStatusCode.OK);

        var second = await LatestAsync(app, world.Lung.Id, e => e.Id != first.Id);
        second.Clauses.Single(c => c.Clause == "R17-1.3").Outcome.ShouldBe(ClauseOutcome.NotApplicable);
        await using var db = app.Read();
        (await db.Set<ReadinessEvaluation>().SingleAsync(e => e.Id == first.Id)).EndedAt.ShouldNotBeNull();

        // The day's run: a job of the program that the officer may see, and others may not.
        var run = await UntilAsync(async () =>
        {
            await using var reading = app.Read();
            return await reading.Set<ReadinessRun>().FirstOrDefaultAsync(r => r.EndedAt != null);
        });
        run.ShouldNotBeNull();
        var jobs = app.Services.GetRequiredService<Hengjian.Governance.Jobs.JobQueue>();
        var officer = await app.UserAsync(Role.GovernanceOfficer);
        var caller = new Hengjian.Governance.Kernel.Caller(
            Hengjian.Governance.Kernel.CallerKind.User, officer.Id, "", app.InstitutionId, null, new HashSet<Role> { Role.GovernanceOfficer }, new HashSet<string>());
        var job = (await jobs.LatestOfSystemAsync(caller, Hengjian.Governance.Readiness.Evaluation.DailyRuns.JobKind, 5, CancellationToken.None)).ShouldHaveSingleItem();
        (await jobs.FindAsync(caller with { Roles = new HashSet<Role> { Role.Physician } }, job.Id, CancellationToken.None)).ShouldBeNull();
        (await (await app.SignedInAsync(officer)).GetAsync($"/jobs/{job.Id:D}")).ShouldContain("每日提醒与就绪评估");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reminder_OfALicence_ComesOnceAndIsClosedWhenRenewed(TestDatabase database)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("提醒测试医院");
        var user = await app.UserAsync([Role.GovernanceOfficer], institution: institution);
        var officer = await app.ClientAsync(user);
        var stored = await officer.AskAsync($"institutions/{institution}");
        var today = ShanghaiDay.Of(app.Clock.GetUtcNow());
        var body = Calls.Json(new { name = "提醒测试医院", unifiedSocialCreditCode = stored.At("unifiedSocialCreditCode").GetString(), level = "三级", grade = "甲等", licenceTo = CaseWorld.Day(today.AddDays(30)) });
        (await officer.PutAsync($"institutions/{institution}", body, "\"1\"")).Is(HttpStatusCode.OK);
        var reminders = app.Services.GetRequiredService<IReminders>();

        (await reminders.RemindAsync(institution, CancellationToken.None)).ShouldBe(1);
        (await reminders.RemindAsync(institution, CancellationToken.None)).ShouldBe(0);

        var notices = app.Services.GetRequiredService<INotices>();
        var caller = new Hengjian.Governance.Kernel.Caller(
            Hengjian.Governance.Kernel.CallerKind.User, user.Id, "", institution, null, new HashSet<Role> { Role.GovernanceOfficer }, new HashSet<string>());
        var notice = (await notices.ListAsync(caller, new NoticeFilter(), new Hengjian.Governance.Kernel.PageRequest(1), CancellationToken.None)).Items.ShouldHaveSingleItem();
        (notice.Kind, notice.DaysAhead, notice.Seen).ShouldBe(("institutionLicence", 30, false));
        (await notices.UnseenAsync(caller, CancellationToken.None)).ShouldBe(1);
        var browser = await app.SignedInAsync(user);
        using var seen = await browser.PostAsync("/notices", "see", ("all", "true"), ("shown", notice.Id.ToString("D")));
        seen.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await notices.UnseenAsync(caller, CancellationToken.None)).ShouldBe(0);

        (await officer.PutAsync($"institutions/{institution}", body.With("licenceTo", CaseWorld.Day(today.AddYears(4))), "\"2\"")).Is(HttpStatusCode.OK);
        (await reminders.RemindAsync(institution, CancellationToken.None)).ShouldBe(0);
        (await notices.ListAsync(caller, new NoticeFilter(), new Hengjian.Governance.Kernel.PageRequest(1), CancellationToken.None)).Total.ShouldBe(0);
        (await notices.ListAsync(caller, new NoticeFilter(Closed: true), new Hengjian.Governance.Kernel.PageRequest(1), CancellationToken.None)).Total.ShouldBe(1);
    }

    [Theory, InlineData("en", "Clause by clause"), InlineData("zh-CN", "逐条判定")]
    public async Task Pages_InBothLanguages_HaveNoBareKeys(string language, string word)
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var browser = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        var readiness = await browser.GetAsync($"/deployments/{world.Lung.Id}/readiness");

        readiness.ShouldContain(word);
        foreach (var html in new[] { readiness, await browser.GetAsync("/notices"), await browser.GetAsync("/today"), await browser.GetAsync("/today/print"), await browser.GetAsync("/"), await browser.GetAsync($"/institutions/{world.App.InstitutionId}"), await browser.GetAsync("/deployments") })
        {
            BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty();
        }
    }

    private static async Task<ReadinessEvaluation> LatestAsync(AppFixture app, Guid deployment, Func<ReadinessEvaluation, bool> wanted) => (await UntilAsync(async () =>
    {
        await using var db = app.Read();
        return (await db.Set<ReadinessEvaluation>().Where(e => e.DeploymentId == deployment && e.EndedAt == null).ToListAsync()).FirstOrDefault(wanted);
    })).ShouldNotBeNull();

    private static async Task<T?> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(250))
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return null;
    }

    [GeneratedRegex(">[A-Z][A-Za-z]+\\.[A-Z][A-Za-z.]+<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
