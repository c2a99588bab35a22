using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Safety.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Safety;

/// <summary>Adverse events from report to closing, through the API.</summary>
public sealed class AdverseEventTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Event_OnACase_GoesFromReportToClosingWithEvidence(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var reported = (await world.First.Client.SendAsync($"cases/{id}/adverse-events", Body(world))).Created();
        reported.At("number").GetString()!.ShouldStartWith("AE-");
        var (first, second) = (await world.App.ClientAsync(Role.QualityOfficer), await world.App.ClientAsync(Role.QualityOfficer));
        var path = $"adverse-events/{reported.Id}";

        (await first.SendAsync(path + "/closure", new { note = "结案" })).RefusedBy("HP-11.2").Json.ToString().ShouldContain("HP-11.2");
        (await first.SendAsync(path + "/investigation", new { findings = "漏诊由层厚设置引起。", grade = "iii", causality = "probable" })).Created();
        var action = (await first.SendAsync(path + "/actions", new { kind = "corrective", text = "统一层厚", owner = "放射科" })).Created().Id;
        (await first.SendAsync($"{path}/actions/{action}/effect", new { effective = true, evidence = "抽查" })).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("safety.actionNotDone");
        (await first.SendAsync($"{path}/actions/{action}/completion", new { evidence = "参数截图" })).Created();
        (await first.SendAsync($"{path}/actions/{action}/effect", new { effective = true, evidence = "抽查" })).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("safety.sameChecker");
        (await first.SendAsync(path + "/closure", new { note = "结案" })).RefusedBy("HP-11.2");
        (await second.SendAsync($"{path}/actions/{action}/effect", new { effective = true, evidence = "抽查 50 例均正确" })).Created();
        (await first.SendAsync(path + "/closure", new { note = "已推广至各机房" })).Created();

        var seen = (await first.AskAsync(path)).Is(HttpStatusCode.OK);
        seen.At("event.state").GetString().ShouldBe("closed");
        seen.At("event.grade").GetString().ShouldBe("iii");
        seen.At("case.id").GetGuid().ShouldBe(id);
        (await first.SendAsync(path + "/actions", new { kind = "preventive", text = "培训", owner = "放射科" })).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("safety.closed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Event_OfGradeTwo_ProposesSuspensionAndASuspensionSettlesIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var id = await world.RegisterAsync(on: on);
        var one = (await world.First.Client.SendAsync($"cases/{id}/adverse-events", Body(world, "ii", "moderate"))).Created();
        var two = (await world.Technician.Client.SendAsync("adverse-events", Body(world, "i", "severe").With("deploymentId", on.Id))).Created();
        one.At("suspension").GetString().ShouldBe("proposed");
        (await world.Officer.SendAsync($"adverse-events/{one.Id}/suspension-refusal", new { note = "与算法无关" })).Created();

        (await world.Officer.SendAsync($"deployments/{on.Id}/suspension", new { reason = "严重事件" })).Created();

        (await world.Officer.AskAsync($"adverse-events/{one.Id}")).At("event.suspension").GetString().ShouldBe("declined");
        (await world.Officer.AskAsync($"adverse-events/{two.Id}")).At("event.suspension").GetString().ShouldBe("suspended");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Event_ReportedAnonymously_NamesNobodyInRowOrLedger(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = await world.First.Client.SendAsync($"cases/{id}/adverse-events", Body(world).With("anonymous", true), key: "anonymous-" + CaseWorld.Next());

        var reported = answer.Created();
        await using var db = world.App.Read();
        var row = await db.Set<AdverseEvent>().SingleAsync(e => e.Id == reported.Id);
        row.ReportedBy.ShouldBeNull();
        (row.ReportedAt.Ticks % TimeSpan.TicksPerHour).ShouldBe(0);
        var records = (await db.Set<LedgerRecordRow>().Where(r => r.SubjectId == reported.Id || r.Action == "case.adverseEvent.reported" && r.SubjectId == id).ToListAsync());
        records.Count.ShouldBe(2);
        records.ShouldAllBe(r => r.ActorId == "anonymous" && !System.Text.Encoding.UTF8.GetString(r.Canonical).Contains(world.First.User.Id.ToString(), StringComparison.Ordinal));
        (await world.First.Client.AskAsync($"adverse-events/{reported.Id}")).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Event_WithFieldsThatContradict_IsRefusedNamingThem(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);

        (await world.First.Client.SendAsync("adverse-events", Body(world, "ii", "death"))).Names("grade");
        (await world.First.Client.SendAsync("adverse-events", Body(world, "iii", "mild").With("kind", "nearMiss"))).Names("harm");
        (await world.First.Client.SendAsync("adverse-events", Body(world, "i", "severe").With("anonymous", true))).Names("anonymous");
        (await world.First.Client.SendAsync("adverse-events", Body(world).With("occurredAt", CaseWorld.Instant(world.App.Clock.GetUtcNow().AddMinutes(6))))).Names("occurredAt");
        (await world.First.Client.SendAsync("adverse-events", Body(world).With("deploymentId", Guid.CreateVersion7(world.App.Clock.GetUtcNow())))).Names("deploymentId");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Event_OfSomebodyElse_IsSeenByThoseWhoHandleAndOverseeAlone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var reported = (await world.First.Client.SendAsync("adverse-events", Body(world))).Created();

        (await world.First.Client.AskAsync($"adverse-events/{reported.Id}")).Is(HttpStatusCode.OK);
        (await world.Second.Client.AskAsync($"adverse-events/{reported.Id}")).IsProblem(HttpStatusCode.NotFound);
        (await world.Second.Client.AskAsync("adverse-events?q=" + reported.At("number").GetString())).At("total").GetInt32().ShouldBe(0);
        (await (await world.StrangerAsync(Role.QualityOfficer)).AskAsync($"adverse-events/{reported.Id}")).IsProblem(HttpStatusCode.NotFound);
        (await (await world.StrangerAsync(Role.Physician)).SendAsync($"cases/{await world.RegisterAsync()}/adverse-events", Body(world))).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Routine_InvestigationPastItsDay_TellsTheQualityOfficerOnce(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var reported = (await world.First.Client.SendAsync("adverse-events", Body(world, "i", "severe"))).Created();
        var routine = app.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "OverdueEvents");
        var quality = await app.ClientAsync(Role.QualityOfficer);

        foreach (var (days, told) in new[] { (14, 0), (1, 1), (1, 1) })
        {
            app.Clock.Advance(TimeSpan.FromDays(days));
            await routine.RunAsync(app.InstitutionId, CancellationToken.None);
            await using var db = app.Read();
            (await db.Set<Hengjian.Governance.Notices.Domain.Notice>().CountAsync(n => n.Kind == "eventOverdue" && n.SubjectId == reported.Id)).ShouldBe(told);
        }
    }

    internal static JsonObject Body(CaseWorld world, string grade = "iii", string harm = "none") => Calls.Json(new
    {
        kind = "missedFinding",
        grade,
        harm,
        causality = "possible",
        occurredAt = world.Ago(TimeSpan.FromMinutes(30)),
        description = "右肺下叶 6 mm 结节未标出。",
        device = "AI 工作站",
        lot = "L-2026",
    });
}
