using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Compliance;

/// <summary>Compliance findings: raised once, explained, closed by another person, mended by the program.</summary>
public sealed partial class FindingTests
{
    private static int _subjects;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Finding_ExplainedAndClosed_KeepsEachStep(TestDatabase database)
    {
        var (app, institution, officer) = await HospitalAsync(database);
        var clinician = await app.ClientAsync(await app.UserAsync([Role.Clinician], institution: institution));
        var id = await RaiseAsync(app, institution, Draft());

        (await clinician.SendAsync($"compliance/findings/{id}/take", new { })).Created();
        (await clinician.SendAsync($"compliance/findings/{id}/explanation", new { text = "电子病历接口中断两日" })).Created();
        (await officer.SendAsync($"compliance/findings/{id}/closure", new { text = "已核对接口日志" })).Created();

        var view = (await officer.AskAsync($"compliance/findings/{id}")).Is(HttpStatusCode.OK);
        view.At("item.state").GetString().ShouldBe("closed");
        view.At("steps").EnumerateArray().Select(s => s.GetProperty("step").GetString()).ShouldBe(["raised", "taken", "explained", "closed"]);
        view.At("steps").EnumerateArray().Last().GetProperty("text").GetString().ShouldBe("已核对接口日志");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Finding_RaisedTwice_IsOne(TestDatabase database)
    {
        var (app, institution, officer) = await HospitalAsync(database);
        var draft = Draft();
        var first = await RaiseAsync(app, institution, draft);

        (await RaiseAsync(app, institution, draft)).ShouldBe(first);

        (await officer.AskAsync("compliance/findings")).At("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Finding_MendedAndFoundAgain_OpensAgain()
    {
        var (app, institution, officer) = await HospitalAsync();
        var draft = Draft();
        var id = await RaiseAsync(app, institution, draft);
        var findings = app.Services.GetRequiredService<IFindings>();
        await app.WriteAsync(institution, scope => findings.CloseAsync(scope, draft.Key, CancellationToken.None));
        (await officer.AskAsync($"compliance/findings/{id}")).At("item.state").GetString().ShouldBe("mended");

        await RaiseAsync(app, institution, draft);

        var view = await officer.AskAsync($"compliance/findings/{id}");
        view.At("item.state").GetString().ShouldBe("open");
        view.At("steps").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Closing_ByWhoExplained_IsRefused()
    {
        var (app, institution, officer) = await HospitalAsync();
        var id = await RaiseAsync(app, institution, Draft());
        (await officer.SendAsync($"compliance/findings/{id}/explanation", new { text = "说明" })).Created();

        (await officer.SendAsync($"compliance/findings/{id}/closure", new { text = "证据" })).Conflicts("compliance.ownExplanation");
    }

    [Fact]
    public async Task Finding_OfAnotherRole_IsNotThere()
    {
        var (app, institution, _) = await HospitalAsync();
        var other = await app.ClientAsync(await app.UserAsync([Role.Physician], institution: institution));
        var id = await RaiseAsync(app, institution, Draft());

        (await other.AskAsync($"compliance/findings/{id}")).Is(HttpStatusCode.NotFound);
        (await other.AskAsync("compliance/findings")).At("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Decision_OfAFinding_IsNotShownToWhoMightBeBlinded()
    {
        var (app, institution, officer) = await HospitalAsync();
        var clinician = await app.ClientAsync(await app.UserAsync([Role.Clinician], institution: institution));
        var decision = new Decision(ClauseIds.TwoPhysicians, ClauseOutcome.NotSatisfied, ClauseLevel.Block, new Dictionary<string, object?> { ["label"] = "positive" }, [], "R17@1");
        var id = await RaiseAsync(app, institution, Draft() with { Decision = decision });

        (await officer.AskAsync($"compliance/findings/{id}")).At("decisions").GetArrayLength().ShouldBe(1);
        (await clinician.AskAsync($"compliance/findings/{id}")).At("decisions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task OverdueFinding_IsToldOfOnceUntilItEnds()
    {
        var (app, institution, officer) = await HospitalAsync();
        var draft = Draft() with { DueAt = app.Clock.GetUtcNow().AddMinutes(-1) };
        await RaiseAsync(app, institution, draft);
        var routine = app.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "OverdueFindings");

        await routine.RunAsync(institution, CancellationToken.None);
        await routine.RunAsync(institution, CancellationToken.None);

        (await officer.AskAsync("compliance/findings?overdue=true")).At("total").GetInt32().ShouldBe(1);
        (await StandingAsync(app, institution)).ShouldBe(1);
        var findings = app.Services.GetRequiredService<IFindings>();
        await app.WriteAsync(institution, scope => findings.CloseAsync(scope, draft.Key, CancellationToken.None));
        await routine.RunAsync(institution, CancellationToken.None);
        (await StandingAsync(app, institution)).ShouldBe(0);
    }

    [Theory, InlineData("en"), InlineData("zh-CN")]
    public async Task FindingPages_ShowWhatToDo_WithoutBareKeys(string language)
    {
        var office = await Office.OpenAsync();
        var id = await RaiseAsync(office.App, office.Institution, Draft());
        (await office.Browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();

        var list = await office.Browser.GetAsync("/compliance/findings?view=all");
        list.ShouldContain(id.ToString("D"));
        var page = await office.Browser.GetAsync($"/compliance/findings/{id:D}");
        foreach (var html in new[] { list, page })
        {
            BareKey().Matches(html).ShouldBeEmpty();
        }

        using var answer = await office.Browser.PostAsync($"/compliance/findings/{id:D}", "explain", ("text", "已补录"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.Browser.GetAsync($"/compliance/findings/{id:D}")).ShouldContain("已补录");
    }

    private static async Task<int> StandingAsync(AppFixture app, Guid institution)
    {
        await using var db = app.Read(institution);
        return db.Set<Governance.Notices.Domain.Notice>().Count(n => n.Kind == "findingOverdue" && n.ClosedAt == null);
    }

    private static FindingDraft Draft()
    {
        var subject = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMilliseconds(Interlocked.Increment(ref _subjects)));
        return new FindingDraft($"finalDiagnosisOverdue|{subject:D}", "finalDiagnosisOverdue", ClauseIds.FinalDiagnosis, "case", subject, "2026-000001", $"/cases/{subject:D}", Role.Clinician);
    }

    private static async Task<Guid> RaiseAsync(AppFixture app, Guid institution, FindingDraft draft)
    {
        var findings = app.Services.GetRequiredService<IFindings>();
        var id = Guid.Empty;
        await app.WriteAsync(institution, async scope => id = await findings.RaiseAsync(scope, draft, CancellationToken.None));
        return id;
    }

    private static async Task<(AppFixture App, Guid Institution, HttpClient Officer)> HospitalAsync(TestDatabase database = TestDatabase.Sqlite)
    {
        var app = await AppFixture.SharedAsync(database);
        var institution = await app.InstitutionAsync("合规测试医院");
        return (app, institution, await app.ClientAsync(await app.UserAsync([Role.GovernanceOfficer], institution: institution)));
    }

    [System.Text.RegularExpressions.GeneratedRegex(">(Finding|FindingState|FindingStep|Tab|Explain|Close|Return|Take)\\.[A-Za-z.]+<", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial System.Text.RegularExpressions.Regex BareKey();
}
