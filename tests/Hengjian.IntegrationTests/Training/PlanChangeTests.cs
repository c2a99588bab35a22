using System.Net;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>A trainee's plan is changed after admission: asked with a reason, agreed by a trainer who did not ask, and lateness goes by the plan of each time.</summary>
public sealed class PlanChangeTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Change_AskedByTheTraineeAndAgreed_IsInForceAndKeepsWhatWas(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var due = ShanghaiDay.AddMonths(school.Today, 8);
        var change = (await AskAsync(school.Trainee.Client, id, Body(school, due.AddDays(60)))).Created().Id;
        var waiting = await ViewAsync(school, id);
        (waiting.At("item.dueOn").GetString(), waiting.At("planChanges")[0].GetProperty("state").GetString()).ShouldBe((CaseWorld.Day(due), "asked"));
        (await AskAsync(school.Trainer, id, Body(school, due.AddDays(90)))).Conflicts("enrolment.planAsked");
        (await school.Trainer.AskAsync("training/enrolments?waiting=planChange")).At("total").GetInt32().ShouldBe(1);

        (await AnswerAsync(school.Trainer, id, change)).Created();

        var view = await ViewAsync(school, id);
        view.At("item.dueOn").GetString().ShouldBe(CaseWorld.Day(due.AddDays(60)));
        var course = view.At("plan").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "T1");
        (course.GetProperty("dueOn").GetString(), course.GetProperty("hours").GetDecimal()).ShouldBe((CaseWorld.Day(school.Today.AddDays(20)), 24m));
        var supervisors = view.At("supervisors").EnumerateArray().ToList();
        supervisors.Single(s => s.GetProperty("practitionerId").GetGuid() == school.World.Senior.Id).GetProperty("endReason").GetString().ShouldBe("轮转调整");
        supervisors.Single(s => s.GetProperty("practitionerId").GetGuid() == school.World.Head.Id).GetProperty("until").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var kept = view.At("planChanges")[0];
        (kept.GetProperty("state").GetString(), kept.GetProperty("reason").GetString(), kept.GetProperty("before").GetProperty("dueOn").GetString()).ShouldBe(("agreed", "轮转调整", CaseWorld.Day(due)));
        (await AnswerAsync(school.Trainer, id, change)).Conflicts("enrolment.planDecided");
        (await school.Second.AskAsync($"training/enrolments/{id}")).Is(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Lateness_GoesByThePlanInForceAtEachTime(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var due = ShanghaiDay.AddMonths(school.Today, 8);
        await school.WaitAsync(due.DayNumber - school.Today.DayNumber + 1);
        await WatchAsync(school);
        (await TimelyAsync(school, id)).GetProperty("outcome").GetString().ShouldBe("notSatisfied");
        (await FindingsAsync(school)).ShouldBe(1);
        var change = (await AskAsync(school.Trainee.Client, id, Calls.Json(new { dueOn = CaseWorld.Day(due.AddDays(60)), reason = "病假" }))).Created().Id;
        (await TimelyAsync(school, id)).GetProperty("outcome").GetString().ShouldBe("notSatisfied", "asking alone changes nothing");
        await school.WaitAsync(2);

        (await AnswerAsync(school.Trainer, id, change)).Created();
        await WatchAsync(school);

        var decision = await TimelyAsync(school, id);
        decision.GetProperty("outcome").GetString().ShouldBe("satisfied");
        decision.GetProperty("facts").GetProperty("lateBefore")[0].GetString().ShouldBe($"{CaseWorld.Day(due.AddDays(1))} – {CaseWorld.Day(due.AddDays(3))}");
        (await FindingsAsync(school)).ShouldBe(0);
        await school.WaitAsync(58);
        await WatchAsync(school);
        (await TimelyAsync(school, id)).GetProperty("outcome").GetString().ShouldBe("notSatisfied");
        (await FindingsAsync(school)).ShouldBe(1);
    }

    [Fact]
    public async Task Change_Declined_LeavesThePlanAsItWas()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var due = ShanghaiDay.AddMonths(school.Today, 8);
        var change = (await AskAsync(school.Supervisor, id, Body(school, due.AddDays(60)))).Created().Id;

        (await AnswerAsync(school.Trainer, id, change, agree: false)).Names("note");
        (await AnswerAsync(school.Trainer, id, change, agree: false, note: "名额已满")).Created();

        var view = await ViewAsync(school, id);
        (view.At("item.dueOn").GetString(), view.At("planChanges")[0].GetProperty("state").GetString(), view.At("planChanges")[0].GetProperty("note").GetString()).ShouldBe((CaseWorld.Day(due), "declined", "名额已满"));
        (await AskAsync(school.Trainee.Client, id, Body(school, due.AddDays(30)))).Created();
    }

    [Fact]
    public async Task Change_IsAskedByThoseConcernedAndAnsweredByAnother()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var body = Body(school, ShanghaiDay.AddMonths(school.Today, 9));
        (await AskAsync(school.Second, id, body)).IsProblem(HttpStatusCode.NotFound);
        (await AskAsync((await school.TraineeAsync()).Client, id, body)).IsProblem(HttpStatusCode.NotFound);
        (await AskAsync(await school.App.ClientAsync(Governance.Access.Contracts.Role.GovernanceOfficer), id, body)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("enrolment.planNotYours");

        var change = (await AskAsync(school.Trainer, id, body)).Created().Id;

        (await AnswerAsync(school.Trainer, id, change)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("enrolment.planSecondPerson");
        (await AnswerAsync(school.Trainee.Client, id, change)).IsProblem(HttpStatusCode.Forbidden);
        (await AnswerAsync(await school.App.ClientAsync(Governance.Access.Contracts.Role.Trainer), id, change)).Created();
    }

    [Fact]
    public async Task Change_ThatIsWrong_NamesTheField()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var due = ShanghaiDay.AddMonths(school.Today, 8);
        Task<Answer> Ask(object body) => AskAsync(school.Trainee.Client, id, Calls.Json(body));
        object Course(object course) => new { courses = new[] { course }, reason = "x" };

        (await Ask(new { dueOn = CaseWorld.Day(due.AddDays(10)) })).Names("reason", "field.required");
        (await Ask(new { dueOn = CaseWorld.Day(due), reason = "x" })).Names("dueOn", "enrolment.planSame");
        (await Ask(new { dueOn = CaseWorld.Day(due.AddDays(-1)), reason = "x" })).Names("dueOn", "enrolment.planTooShort");
        (await Ask(new { dueOn = CaseWorld.Day(due.AddMonths(24).AddDays(1)), reason = "x" })).Names("dueOn", "enrolment.startFar");
        (await Ask(Course(new { course = "T9", hours = 30 }))).Names("courses[0].course", "field.unknownReference");
        (await Ask(Course(new { course = "T1", hours = 19.5 }))).Names("courses[0].hours", "enrolment.planHours");
        (await Ask(Course(new { course = "T1", dueOn = CaseWorld.Day(due.AddDays(1)) }))).Names("courses[0].dueOn", "enrolment.planDay");
        (await Ask(new { supervisors = Array.Empty<Guid>(), reason = "x" })).Names("supervisors", "field.required");
        (await Ask(new { supervisors = new[] { school.World.First.Id }, reason = "x" })).Names("supervisors", "enrolment.notOfProgramme");
        (await Ask(new { version = 99, dueOn = CaseWorld.Day(due.AddDays(10)), reason = "x" })).IsProblem(HttpStatusCode.PreconditionFailed);
    }

    [Theory, InlineData("zh-CN", "计划变更"), InlineData("en", "Changes of the plan")]
    public async Task Pages_OfAChange_TakeItFromTheFormToTheAnswer(string language, string words)
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var due = ShanghaiDay.AddMonths(school.Today, 8);
        var (trainee, trainer) = (await InAsync(school, school.Trainee.User, language), await InAsync(school, school.TrainerUser, language));
        var path = $"/training/enrolments/{id:D}";
        (string, string)[] form = [("dueOn", CaseWorld.Day(due.AddDays(45))), ("supervisors", school.World.Senior.Id.ToString("D")), ("reason", "产假")];
        (await trainee.GetAsync(path)).ShouldContain(path + "/plan");
        using (var stale = await trainee.PostAsync(path + "/plan", "plan", [("version", "77"), .. form]))
        {
            stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
            var html = WebUtility.HtmlDecode(await stale.Content.ReadAsStringAsync());
            html.ShouldContain("产假");
            html.ShouldContain(CaseWorld.Day(due.AddDays(45)));
        }

        using (var asked = await trainee.PostAsync(path + "/plan", "plan", [("version", await VersionAsync(school, id)), .. form]))
        {
            asked.StatusCode.ShouldBe(HttpStatusCode.Redirect, await asked.Content.ReadAsStringAsync());
        }

        var waiting = WebUtility.HtmlDecode(await trainer.GetAsync(path));
        waiting.ShouldContain(words);
        waiting.ShouldContain($"{CaseWorld.Day(due)} → {CaseWorld.Day(due.AddDays(45))}");
        var change = (await ViewAsync(school, id)).At("planChanges")[0].GetProperty("id").GetGuid();
        using (var answered = await trainer.PostAsync(path, "planAnswer", ("change", change.ToString("D")), ("agree", "true")))
        {
            answered.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answered.Content.ReadAsStringAsync());
        }

        (await ViewAsync(school, id)).At("item.dueOn").GetString().ShouldBe(CaseWorld.Day(due.AddDays(45)));
        (await trainer.Client.GetAsync(path + "/plan")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static System.Text.Json.Nodes.JsonObject Body(School school, DateOnly due) => Calls.Json(new
    {
        dueOn = CaseWorld.Day(due),
        courses = new[] { new { course = "T1", dueOn = CaseWorld.Day(school.Today.AddDays(20)), hours = 24 } },
        supervisors = new[] { school.World.Head.Id },
        reason = "轮转调整",
    });

    private static Task<Answer> AskAsync(HttpClient by, Guid id, System.Text.Json.Nodes.JsonObject body) => by.SendAsync($"training/enrolments/{id}/plan-changes", body);

    private static Task<Answer> AnswerAsync(HttpClient by, Guid id, Guid change, bool agree = true, string? note = null) =>
        by.SendAsync($"training/enrolments/{id}/plan-changes/{change}/decision", new { agree, note });

    private static async Task<Answer> ViewAsync(School school, Guid id) => (await school.Trainer.AskAsync($"training/enrolments/{id}")).Is(HttpStatusCode.OK);

    private static async Task<string> VersionAsync(School school, Guid id) => (await ViewAsync(school, id)).At("version").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<System.Text.Json.JsonElement> TimelyAsync(School school, Guid id) =>
        (await school.Trainer.AskAsync($"training/enrolments/{id}/progress")).Is(HttpStatusCode.OK).At("decisions").EnumerateArray().Single(d => d.GetProperty("clause").GetString() == "R17-4.2.2b");

    private static async Task WatchAsync(School school)
    {
        foreach (var routine in school.App.Services.GetServices<IRoutine>().Where(r => r.GetType().Name == "OverdueEnrolments"))
        {
            await routine.RunAsync(school.App.InstitutionId, CancellationToken.None);
        }
    }

    private static async Task<int> FindingsAsync(School school) =>
        (await school.Trainer.AskAsync("compliance/findings?standing=true")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Count(f => f.GetProperty("kind").GetString() == "enrolmentOverdue");

    private static async Task<Browser> InAsync(School school, TestUser user, string language)
    {
        var browser = await school.App.SignedInAsync(user);
        (await browser.Client.GetAsync($"/language/{language}?returnUrl=/account")).Dispose();
        return browser;
    }
}
