using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Application, admission, supervisors, time and the end of a training, and who sees what of it.</summary>
public sealed class EnrolmentTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Enrolment_AppliedAndTaken_HasNumberPlanAndSupervisor(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.ApplyAsync();

        (await school.DecideAsync(id, school.World.Senior.Id)).Created();

        var view = (await school.Trainee.Client.AskAsync($"training/enrolments/{id}")).Is(HttpStatusCode.OK);
        view.At("item.number").GetString()!.ShouldMatch(@"^TR-\d{4}-\d{3}$");
        view.At("item.state").GetString().ShouldBe("active");
        view.At("item.dueOn").GetString().ShouldBe(CaseWorld.Day(Hengjian.Governance.Regulations.ShanghaiDay.AddMonths(school.Today, 8)));
        view.At("plan").GetArrayLength().ShouldBe(2);
        var list = (await school.Trainer.AskAsync("training/enrolments?state=active&route=normal")).Is(HttpStatusCode.OK).At("items")[0];
        (list.GetProperty("id").GetGuid(), list.GetProperty("practitionerId").GetGuid(), list.GetProperty("route").GetString()).ShouldBe((id, school.Trainee.Id, "normal"));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Admission_OfAResident_IsRefusedByTheClause(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.ApplyAsync(await school.TraineeAsync("resident"));

        (await school.DecideAsync(id, school.World.Senior.Id)).RefusedBy("R17-4.1.1").Unmet.ShouldBe(["R17-4.1.1"]);

        (await school.Trainer.AskAsync($"training/enrolments/{id}")).At("item.state").GetString().ShouldBe("applied");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/decision", new { accept = false, note = "职称未达" })).Created();
        (await school.DecideAsync(id, school.World.Senior.Id)).Conflicts("enrolment.decided");
    }

    [Fact]
    public async Task Admission_WithoutSupervisorOrPlaces_IsRefused()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var first = await school.ApplyAsync();
        (await school.DecideAsync(first)).RefusedBy("HP-6.3");
        (await school.DecideAsync(first, school.World.First.Id)).Names("supervisors", "enrolment.notOfProgramme");
        (await school.DecideAsync(first, school.Trainee.Id)).Names("supervisors", "enrolment.ownSupervisor");
        for (var i = 0; i < 3; i++)
        {
            await school.EnrolAsync(await school.TraineeAsync());
        }

        (await school.DecideAsync(first, school.World.Senior.Id)).RefusedBy("HP-6.3");
    }

    [Fact]
    public async Task Application_WithoutWhatItNeeds_NamesIt()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);

        (await school.Trainer.SendAsync("training/enrolments", new { programmeId = school.Programme, practitionerId = school.Trainee.Id })).Names("route", "field.required");
        (await school.Trainer.SendAsync("training/enrolments", new { route = "normal", practitionerId = school.Trainee.Id })).Names("programmeId", "field.required");
        (await school.Trainer.SendAsync("training/enrolments", new { route = "normal", programmeId = school.Programme })).Names("practitionerId", "field.required");
        (await school.Trainer.SendAsync("training/enrolments", new { route = "normal", programmeId = school.Programme, practitionerId = Guid.NewGuid() })).Names("practitionerId", "field.unknownReference");
        (await school.Trainee.Client.SendAsync("training/enrolments", new { route = "normal", programmeId = school.Programme, practitionerId = school.World.First.Id })).Names("practitionerId", "enrolment.ownOnly");
        (await school.Trainee.Client.SendAsync("training/enrolments", new { route = "normal", programmeId = school.Programme, startsOn = CaseWorld.Day(school.Today.AddDays(-1)) })).Names("startsOn", "enrolment.startPast");
        (await school.Trainee.Client.SendAsync("training/enrolments", new { route = "exemption" })).Names("technologyCategory", "field.required");
    }

    [Fact]
    public async Task Application_WhileOneIsUnderWay_IsRefused()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        await school.ApplyAsync();

        (await school.Trainee.Client.SendAsync("training/enrolments", new { route = "normal", programmeId = school.Programme })).Conflicts("enrolment.alreadyEnrolled");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Trainee_OfAnotherHospital_IsFoundByCodeNameAndLicenceTogether(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var home = await school.App.InstitutionAsync("协作医院");
        var officer = await school.App.ClientAsync(await school.App.UserAsync([Role.GovernanceOfficer], institution: home));
        var record = school.World.Radiologist("attending", 9).With("departmentId", null).With("trainings", Array.Empty<object>());
        (await officer.SendAsync("practitioners", record)).Created();
        var code = (await officer.AskAsync("institutions")).At("items")[0].GetProperty("unifiedSocialCreditCode").GetString();
        var body = Calls.Json(new
        {
            route = "normal", programmeId = school.Programme, homeInstitutionCode = code, homeName = record["name"]!.GetValue<string>(), homeLicenceNumber = record["licenceNumber"]!.GetValue<string>(),
            departmentId = school.World.Department,
        });

        (await school.Trainer.SendAsync("training/enrolments", body.DeepClone().AsObject().With("homeLicenceNumber", "110990105999999"))).Names("homeName", "enrolment.notFoundElsewhere");
        var id = (await school.Trainer.SendAsync("training/enrolments", body)).Created().Id;

        (await school.DecideAsync(id, school.World.Senior.Id)).Created();
        (await school.Trainer.AskAsync($"training/enrolments/{id}")).At("item.name").GetString()!.ShouldContain("协作医院");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Enrolment_IsSeenByEachOwnPartAlone(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var other = await school.TraineeAsync();
        var stranger = await school.World.StrangerAsync(Role.Trainer);

        foreach (var path in new[] { "", "/progress", "/cases", "/materials" })
        {
            (await other.Client.AskAsync($"training/enrolments/{id}{path}")).Is(HttpStatusCode.NotFound);
            (await school.Second.AskAsync($"training/enrolments/{id}{path}")).Is(HttpStatusCode.NotFound);
            (await stranger.AskAsync($"training/enrolments/{id}{path}")).Is(HttpStatusCode.NotFound);
            (await school.World.First.Client.AskAsync($"training/enrolments/{id}{path}")).Is(HttpStatusCode.Forbidden);
        }

        (await school.Supervisor.AskAsync($"training/enrolments/{id}")).Is(HttpStatusCode.OK);
        (await school.Second.AskAsync("training/enrolments")).At("total").GetInt32().ShouldBe(0);
        (await school.Trainee.Client.AskAsync("training/enrolments")).At("total").GetInt32().ShouldBe(1);
        (await school.Trainee.Client.AskAsync("cases")).Is(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Supervisor_AssignedAndReleased_SeesAndSignsAccordingly(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();

        (await school.Trainer.SendAsync($"training/enrolments/{id}/supervisors", new { practitionerId = school.World.Head.Id })).Created();
        (await school.Trainer.SendAsync($"training/enrolments/{id}/supervisors", new { practitionerId = school.World.Head.Id })).Conflicts("enrolment.supervisesAlready");
        (await school.Second.AskAsync($"training/enrolments/{id}")).Is(HttpStatusCode.OK);
        (await school.Trainer.SendAsync($"training/enrolments/{id}/supervisors/{school.World.Senior.Id}/release", new { reason = "休假" })).Created();
        var entry = (await school.LogAsync(id)).Created().Id;

        (await school.SignAsync(id, entry)).IsProblem(HttpStatusCode.Forbidden).Code.ShouldBe("enrolment.notSupervisor");
        (await school.SignAsync(id, entry, school.Second)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Training_PastItsLastDay_IsAFindingUntilExtended(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var due = Hengjian.Governance.Regulations.ShanghaiDay.AddMonths(school.Today, 8);
        await school.WaitAsync(due.DayNumber - school.Today.DayNumber);
        await RunAsync(school);
        (await FindingsAsync(school)).ShouldBe(0);

        await school.WaitAsync(1);
        await RunAsync(school);
        await RunAsync(school);

        (await FindingsAsync(school)).ShouldBe(1);
        (await school.Trainer.AskAsync("training/enrolments?late=true")).At("total").GetInt32().ShouldBe(1);
        (await school.Trainer.SendAsync($"training/enrolments/{id}/extension", new { dueOn = CaseWorld.Day(due), reason = "病假" })).Names("dueOn", "enrolment.notLater");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/extension", new { dueOn = CaseWorld.Day(due.AddDays(60)), reason = "病假" })).Created();
        (await FindingsAsync(school)).ShouldBe(0);
    }

    [Fact]
    public async Task Training_Withdrawn_TakesNothingMore()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        (await school.Trainer.SendAsync($"training/enrolments/{id}/withdrawal", new { reason = "" })).Names("reason");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/withdrawal", new { reason = "调离" })).Created();

        (await school.LogAsync(id)).Conflicts("enrolment.notActive");
        (await school.Trainer.SendAsync($"training/enrolments/{id}/withdrawal", new { reason = "调离" })).Conflicts("enrolment.over");
        await school.ApplyAsync();
    }

    private static async Task RunAsync(School school)
    {
        foreach (var routine in school.App.Services.GetServices<IRoutine>().Where(r => r.GetType().Name == "OverdueEnrolments"))
        {
            await routine.RunAsync(school.App.InstitutionId, CancellationToken.None);
        }
    }

    private static async Task<int> FindingsAsync(School school) =>
        (await school.Trainer.AskAsync("compliance/findings")).Is(HttpStatusCode.OK).At("items").EnumerateArray().Count(f => f.GetProperty("kind").GetString() == "enrolmentOverdue" && f.GetProperty("state").GetString() == "open");
}
