using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Sessions with their codes, sessions entered afterwards, and reading on line.</summary>
public sealed class AttendanceTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task SignInAndOut_WithTheCodesShown_CountTheMinutesBetween(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();

        await school.AttendAsync(90);

        var progress = (await school.Trainee.Client.AskAsync($"training/enrolments/{id}/progress")).Is(HttpStatusCode.OK);
        progress.At("theoryHours").GetDecimal().ShouldBe(2);
        progress.At("theory")[0].GetProperty("fault").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Code_ChangesEachMinute_AndTheOneBeforeIsStillTaken(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        await school.EnrolAsync();
        var session = await school.SessionAsync();
        var first = await school.CodeAsync(session);
        school.App.Clock.Advance(TimeSpan.FromMinutes(2));

        (await school.CodeAsync(session)).ShouldNotBe(first);
        (await school.Trainee.Client.SendAsync("training/attendances", new { code = first })).Names("code", "enrolment.wrongCode");
        var shown = await school.CodeAsync(session);
        school.App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await school.Trainee.Client.SendAsync("training/attendances", new { code = $"{shown[..3]}-{shown[3..].ToLowerInvariant()}" })).Created();
        (await school.Trainee.Client.SendAsync("training/attendances", new { code = await school.CodeAsync(session) })).Conflicts("enrolment.signedInAlready");
    }

    [Fact]
    public async Task Code_IsShownToThoseWhoHoldTheSessionAlone()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.EnrolAsync();
        var session = await school.SessionAsync();

        (await school.Trainee.Client.AskAsync($"training/sessions/{session}")).Is(HttpStatusCode.Forbidden);
        (await school.Second.AskAsync($"training/sessions/{session}")).Is(HttpStatusCode.NotFound);
        (await school.Second.SendRawAsync($"training/sessions/{session}/close", "")).Is(HttpStatusCode.NotFound);
        (await school.Trainer.AskAsync($"training/sessions/{session}")).At("code").GetString()!.Length.ShouldBe(6);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Theory_ThatGivesNoCredit_SaysWhy(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var (long1, alone) = (await school.SessionAsync(), await school.SessionAsync(supervised: false));
        var (a, b) = (await InAsync(school, long1), await InAsync(school, alone));
        school.App.Clock.Advance(TimeSpan.FromMinutes(20));
        var within = await school.SessionAsync();
        var c = await InAsync(school, within);
        school.App.Clock.Advance(TimeSpan.FromMinutes(45));
        await OutAsync(school, a, long1);
        await OutAsync(school, b, alone);
        await OutAsync(school, c, within);
        var left = await school.SessionAsync();
        await InAsync(school, left);
        (await school.Supervisor.SendRawAsync($"training/sessions/{left}/close", "")).Created();

        var progress = await school.Trainee.Client.AskAsync($"training/enrolments/{id}/progress");
        progress.At("theoryHours").GetDecimal().ShouldBe(1);
        progress.At("theory").EnumerateArray().Select(t => t.GetProperty("fault").GetString()).OrderBy(t => t, StringComparer.Ordinal).ShouldBe([null, "noSignOut", "noSupervisor", "overlap"]);
    }

    [Fact]
    public async Task Session_UnderSomebodyWhoIsNotAble_IsRefusedByTheClause()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.World.WithdrawGrantsAsync(school.World.Lung, school.World.Head.Id);

        (await school.Trainer.SendAsync("training/sessions", new { programmeId = school.Programme, course = "T1", place = "示教室", supervisorId = school.World.Senior.Id })).RefusedBy("R17-4.2.1c");
        (await school.Trainer.SendAsync("training/sessions", new { programmeId = school.Programme, course = "C1", place = "示教室" })).Names("course", "enrolment.noTheoryCourse");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Session_EnteredAfterwards_CountsOnceItsSupervisorHasSigned(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        school.App.Clock.Advance(TimeSpan.FromDays(2));
        var session = (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 0, 90))).Created().Id;
        (await HoursAsync(school, id)).ShouldBe(0);

        (await school.Second.SendAsync($"training/sessions/{session}/signature", new { signature = CaseSteps.Signature })).Is(HttpStatusCode.NotFound);
        (await school.Supervisor.SendAsync($"training/sessions/{session}/signature", new { signature = new { method = "password", secret = "wrong" } })).Is(HttpStatusCode.Forbidden);
        (await school.Supervisor.SendAsync($"training/sessions/{session}/signature", new { signature = CaseSteps.Signature })).Created();

        (await HoursAsync(school, id)).ShouldBe(2);
        (await school.Supervisor.SendAsync($"training/sessions/{session}/signature", new { signature = CaseSteps.Signature })).Conflicts("enrolment.nothingToSign");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Sessions_OfADayBeyond24Hours_AreRefused(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        school.App.Clock.Advance(TimeSpan.FromDays(2));
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 0, 13 * 60))).Created();

        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 1, (11 * 60) + 1))).Names("enrolments", "enrolment.dayOver24");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 1, 11 * 60))).Created();
    }

    [Fact]
    public async Task Session_EnteredWrongly_NamesTheField()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        school.App.Clock.Advance(TimeSpan.FromDays(20));

        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 15, 0, 60))).Names("from", "enrolment.tooLate");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 23, 90))).Names("to", "enrolment.otherDay");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 9, -5))).Names("to", "register.endsBeforeStart");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, -1, 9, 60))).Names("to", "field.future");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, id, 1, 9, 60).With("reason", null))).Names("reason", "field.required");
        (await school.Trainer.SendAsync("training/sessions/late", Late(school, Guid.NewGuid(), 1, 9, 60))).Names("enrolments", "enrolment.notOnProgramme");
        (await school.Supervisor.SendAsync("training/sessions/late", Late(school, id, 1, 9, 60))).Is(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Reading_MarkedInView_CountsByTheServersClockAndOnce(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var mark = $"training/enrolments/{id}/materials/{school.Material}/mark";
        (await school.Trainee.Client.SendRawAsync(mark, "")).Is(HttpStatusCode.OK).At("seconds").GetInt32().ShouldBe(0);
        school.App.Clock.Advance(TimeSpan.FromSeconds(60));
        (await school.Trainee.Client.SendRawAsync(mark, "")).At("seconds").GetInt32().ShouldBeInRange(60, 65);

        school.App.Clock.Advance(TimeSpan.FromMinutes(30));
        (await school.Trainee.Client.SendRawAsync(mark, "")).At("seconds").GetInt32().ShouldBeInRange(60, 65);
        school.App.Clock.Advance(TimeSpan.FromSeconds(60));
        (await school.Trainee.Client.SendRawAsync(mark, "")).At("completed").GetBoolean().ShouldBeTrue();

        (await school.Trainee.Client.SendRawAsync(mark, "")).At("completed").GetBoolean().ShouldBeTrue();
        var material = (await school.Trainee.Client.AskAsync($"training/enrolments/{id}/materials")).At("items")[0];
        material.GetProperty("completedAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.String);
        (await school.Supervisor.SendRawAsync(mark, "")).Is(HttpStatusCode.Forbidden);
        (await (await school.TraineeAsync()).Client.SendRawAsync(mark, "")).Is(HttpStatusCode.NotFound);
    }

    private static async Task<Guid> InAsync(School school, Guid session) => (await school.Trainee.Client.SendAsync("training/attendances", new { code = await school.CodeAsync(session) })).Created().Id;

    private static async Task OutAsync(School school, Guid attendance, Guid session) =>
        (await school.Trainee.Client.SendAsync($"training/attendances/{attendance}/end", new { code = await school.CodeAsync(session) })).Created();

    private static async Task<decimal> HoursAsync(School school, Guid id) => (await school.Trainee.Client.AskAsync($"training/enrolments/{id}/progress")).Is(HttpStatusCode.OK).At("theoryHours").GetDecimal();

    private static System.Text.Json.Nodes.JsonObject Late(School school, Guid enrolment, int daysAgo, int hour, int minutes)
    {
        var from = Hengjian.Governance.Regulations.ShanghaiDay.Start(school.Today.AddDays(-daysAgo)).AddHours(hour);
        return Calls.Json(new
        {
            programmeId = school.Programme, course = "T1", place = "示教室", supervisorId = school.World.Senior.Id, from = CaseWorld.Instant(from), to = CaseWorld.Instant(from.AddMinutes(minutes)),
            enrolments = new[] { enrolment }, reason = "当天网络中断",
        });
    }
}
