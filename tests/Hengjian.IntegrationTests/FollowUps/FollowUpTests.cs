using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.FollowUps.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.FollowUps;

/// <summary>Follow-up from the final diagnosis to the closed case, through the API.</summary>
public sealed class FollowUpTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Case_Concluded_GetsTheTasksOfItsResultAndClosesWhenTheyAreDone(TestDatabase database)
    {
        var (world, on, nurse) = await PlannedAsync(database);
        var id = await ConcludedAsync(world, on);
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执" })).Created();

        var tasks = await TasksAsync(world, id);
        tasks.Select(t => t.GetProperty("months").GetInt32()).ShouldBe([1, 6]);
        tasks[0].GetProperty("dueOn").GetString().ShouldBe(CaseWorld.Day(Governance.Regulations.ShanghaiDay.AddMonths(world.Today, 1)));
        (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "结案" })).RefusedBy("R17-3.6b");
        foreach (var task in tasks)
        {
            (await nurse.SendAsync($"cases/{id}/follow-ups", Done(task.GetProperty("id").GetGuid()))).Created().State.ShouldBe("done");
        }

        (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "结案" })).Created().State.ShouldBe("closed");
        (await nurse.SendAsync($"cases/{id}/follow-ups", Done(null))).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("followUp.caseNotComplete");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_WithAResultThatThePlanDoesNotAskFor_ClosesAtOnce(TestDatabase database)
    {
        var (world, on, _) = await PlannedAsync(database);
        var id = await ConcludedAsync(world, on, "negative");
        (await world.Officer.SendAsync($"cases/{id}/report", new { reason = "回执" })).Created();

        (await TasksAsync(world, id)).ShouldBeEmpty();
        (await world.Officer.SendAsync($"cases/{id}/closure", new { reason = "结案" })).Created().State.ShouldBe("closed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Diagnosis_Corrected_DropsOpenTasksAndAddsThoseOfTheNewOne(TestDatabase database)
    {
        var (world, on, nurse) = await PlannedAsync(database);
        var id = await ConcludedAsync(world, on);
        var first = (await TasksAsync(world, id))[0].GetProperty("id").GetGuid();
        (await nurse.SendAsync($"cases/{id}/follow-ups", Done(first))).Created();

        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody("negative").With("reason", "更正"))).Created();
        (await TasksAsync(world, id)).Select(t => t.GetProperty("state").GetString()).ShouldBe(["done", "dropped"]);

        (await world.Clinician.Client.SendAsync($"cases/{id}/final-diagnosis", CaseSteps.DiagnosisBody().With("reason", "再次更正"))).Created();
        (await TasksAsync(world, id)).Select(t => t.GetProperty("state").GetString()).ShouldBe(["done", "dropped", "open"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Outcome_WithAReference_CountsForTheStatisticsAtOnce(TestDatabase database)
    {
        var (world, on, nurse) = await PlannedAsync(database);
        var id = await ConcludedAsync(world, on);
        var path = $"quality/statistics?deployment={on.Id}";
        (await world.Officer.AskAsync(path)).At("withReference").GetInt32().ShouldBe(0);

        (await nurse.SendAsync($"cases/{id}/follow-ups", Done(null).With("reference", new { kind = "pathology", label = "nonsense", establishedOn = CaseWorld.Day(world.Today) }))).Names("reference.label");
        var answer = (await nurse.SendAsync($"cases/{id}/follow-ups", Done(null).With("reference", new { kind = "pathology", label = "positive", establishedOn = CaseWorld.Day(world.Today) }))).Created();

        (await world.CaseAsync(id)).At("references").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(answer.At("referenceId").GetGuid());
        (await world.Officer.AskAsync(path)).At("withReference").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Outcome_ThatEndsThePlan_DropsWhatIsStillOpen(TestDatabase database)
    {
        var (world, on, nurse) = await PlannedAsync(database);
        var (ended, deceased) = (await ConcludedAsync(world, on), await ConcludedAsync(world, on));

        (await nurse.SendAsync($"cases/{ended}/follow-ups", Done(null).With("endsPlan", "手术证实"))).Created();
        (await nurse.SendAsync($"cases/{deceased}/follow-ups", Done(null).With("outcome", "deceased"))).Created();

        foreach (var id in new[] { ended, deceased })
        {
            (await TasksAsync(world, id)).Select(t => t.GetProperty("state").GetString()).ShouldBe(["done", "dropped"]);
            (await nurse.AskAsync($"cases/{id}/follow-ups")).At("decision.outcome").GetString().ShouldBe("satisfied");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Patient_NotReached_IsLostAfterThePacksAttemptsAndDays(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var (on, nurse) = await PlanAsync(world);
        var id = await ConcludedAsync(world, on);
        var task = (await TasksAsync(world, id))[0].GetProperty("id").GetGuid();
        var missed = Calls.Json(new { taskId = task, channel = "phone", contact = "noAnswer" });

        foreach (var days in new[] { 0, 7, 6 })
        {
            app.Clock.Advance(TimeSpan.FromDays(days));
            (await nurse.SendAsync($"cases/{id}/follow-ups", missed)).Created().State.ShouldBe("open");
        }

        (await nurse.SendAsync($"follow-ups/{task}/loss", new { reason = "三次未接" })).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("followUp.notYetLost");
        app.Clock.Advance(TimeSpan.FromDays(1));
        (await nurse.SendAsync($"cases/{id}/follow-ups", missed)).Created().At("nextOn").GetString().ShouldBe(CaseWorld.Day(Governance.Regulations.ShanghaiDay.Of(app.Clock.GetUtcNow()).AddDays(1)));
        (await nurse.SendAsync($"follow-ups/{task}/loss", new { reason = "多次未接", wholePlan = true })).Created();

        (await nurse.AskAsync($"cases/{id}/follow-ups")).At("decision.outcome").GetString().ShouldBe("satisfied");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Routine_PastTheGraceDay_RaisesAFindingThatTheOutcomeMends(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var (on, nurse) = await PlanAsync(world);
        var id = await ConcludedAsync(world, on);
        var due = DateOnly.ParseExact((await TasksAsync(world, id))[0].GetProperty("dueOn").GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var routine = app.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "OverdueFollowUps");

        foreach (var (day, expected) in new[] { (14, "" ), (15, "open"), (16, "open") })
        {
            app.Clock.Advance(Governance.Regulations.ShanghaiDay.Start(due.AddDays(day)).AddHours(9) - app.Clock.GetUtcNow());
            await routine.RunAsync(app.InstitutionId, CancellationToken.None);
            (await StatesAsync(world)).ShouldBe(expected.Length == 0 ? [] : [expected]);
        }

        (await (await app.ClientAsync(Role.FollowUpStaff)).SendAsync($"cases/{id}/follow-ups", Done(null))).Created();
        (await StatesAsync(world)).ShouldBe(["mended"]);
        nurse.ShouldNotBeNull();

        async Task<List<string>> StatesAsync(CaseWorld of)
        {
            await using var db = of.App.Read();
            return [.. (await db.Set<Hengjian.Governance.Compliance.Domain.Finding>().Where(f => f.Kind == "followUpOverdue" && f.CaseId == id).ToListAsync())
                .Select(f => Governance.Regulations.CodeName.Of(f.State))];
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Staff_OfAnotherDeployment_SeesAndRecordsNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        var named = await world.App.UserAsync(Role.FollowUpStaff);
        var other = await world.App.ClientAsync(Role.FollowUpStaff);
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan", Plan().With("staff", new[] { named.Id }))).Created();
        var id = await ConcludedAsync(world, on);
        var task = (await TasksAsync(world, id))[0].GetProperty("id").GetGuid();

        (await other.AskAsync($"follow-ups/{task}")).IsProblem(HttpStatusCode.NotFound);
        (await other.AskAsync($"follow-ups?deployment={on.Id}")).At("total").GetInt32().ShouldBe(0);
        (await other.SendAsync($"cases/{id}/follow-ups", Done(null))).IsProblem(HttpStatusCode.NotFound);
        (await (await world.App.ClientAsync(named)).AskAsync($"follow-ups?deployment={on.Id}")).At("total").GetInt32().ShouldBe(2);
        (await (await world.StrangerAsync(Role.FollowUpStaff)).SendAsync($"cases/{id}/follow-ups", Done(null))).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.SendAsync($"follow-ups/{task}/assignment", new { userId = named.Id })).Created();
        (await (await world.App.ClientAsync(named)).AskAsync($"follow-ups?deployment={on.Id}&mine=true")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Phone_Stored_IsEncryptedMaskedAndShownWithAReasonAlone(TestDatabase database)
    {
        var (world, on, nurse) = await PlannedAsync(database);
        var id = await ConcludedAsync(world, on);
        const string Phone = "000-86753090";

        (await nurse.SendAsync($"cases/{id}/follow-up-contact", new { phone = Phone, person = "配偶" })).Created();

        var task = (await TasksAsync(world, id))[0].GetProperty("id").GetGuid();
        (await nurse.AskAsync($"follow-ups/{task}")).Text.ShouldNotContain(Phone);
        (await nurse.SendAsync($"cases/{id}/follow-up-contact/disclosure", new { reason = "" })).Names("reason");
        (await nurse.SendAsync($"cases/{id}/follow-up-contact/disclosure", new { reason = "随访电话" })).Is(HttpStatusCode.OK).At("phone").GetString().ShouldBe(Phone);
        await using var db = world.App.Read();
        var stored = await db.Set<FollowUpContact>().SingleAsync(c => c.CaseId == id);
        System.Text.Encoding.UTF8.GetString(stored.Phone).ShouldNotContain("86753090");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Plan_WithStepsThatAreWrong_NamesThem(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var path = $"deployments/{(await world.DeployAsync()).Id}/follow-up-plan";

        (await world.Officer.SendAsync(path, Plan().With("steps.0.months", 121))).Names("steps[0].months");
        (await world.Officer.SendAsync(path, Plan().With("steps.1.labels", new[] { "unknown" }))).Names("steps[1].labels");
        (await world.Officer.SendAsync(path, Plan().With("reason", ""))).Names("reason");
        (await world.Officer.SendAsync(path, Plan().With("staff", new[] { world.First.User.Id }))).Names("staff");
        (await world.Officer.AskAsync(path)).At("number").GetInt32().ShouldBe(1);
        (await world.Officer.SendAsync(path, Plan())).Created();
        (await world.Officer.AskAsync(path)).At("number").GetInt32().ShouldBe(2);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Completeness_OfAMonth_CountsDoneOverAsked(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var (on, nurse) = await PlanAsync(world);
        var id = await ConcludedAsync(world, on);
        await ConcludedAsync(world, on);
        (await nurse.SendAsync($"cases/{id}/follow-ups", Done(null))).Created();
        app.Clock.Advance(TimeSpan.FromDays(45));

        var officer = await app.ClientAsync(Role.GovernanceOfficer);
        var months = (await officer.AskAsync($"follow-ups/completeness?deployment={on.Id}")).Json.EnumerateArray().ToList();

        months.Count.ShouldBe(12);
        months.Sum(m => m.GetProperty("asked").GetInt32()).ShouldBe(2);
        months.Sum(m => m.GetProperty("done").GetInt32()).ShouldBe(1);
    }

    internal static JsonObject Plan() => Calls.Json(new
    {
        steps = new object[] { new { months = 1, labels = new[] { "positive" }, purpose = "处理情况" }, new { months = 6, labels = new[] { "positive" }, purpose = "复查" } },
        reason = "测试",
    });

    internal static JsonObject Done(Guid? task) => Calls.Json(new { taskId = task, channel = "phone", outcome = "confirmed", note = "已就诊" });

    internal static async Task<Guid> ConcludedAsync(CaseWorld world, Deployed on, string label = "positive")
    {
        var id = await world.AnalysedAsync(on: on);
        foreach (var reader in new[] { world.First, world.Second })
        {
            (await reader.OpineAsync(id, label)).Created();
        }

        (await world.Clinician.ConcludeAsync(id, label)).Created();
        return id;
    }

    internal static async Task<(Deployed On, HttpClient Nurse)> PlanAsync(CaseWorld world)
    {
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan", Plan())).Created();
        return (on, await world.App.ClientAsync(Role.FollowUpStaff));
    }

    private static async Task<(CaseWorld World, Deployed On, HttpClient Nurse)> PlannedAsync(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (on, nurse) = await PlanAsync(world);
        return (world, on, nurse);
    }

    private static async Task<List<JsonElement>> TasksAsync(CaseWorld world, Guid id) => [.. (await world.Officer.AskAsync($"cases/{id}/follow-ups")).Is(HttpStatusCode.OK).At("items").EnumerateArray()];
}
