using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Bases through the API: application, designation by the province alone, suspension, and who sees what.</summary>
public sealed class TrainingBaseTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Base_AppliedAndDesignatedByTheProvince_IsDesignatedForEverybody(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.AppliedAsync();
        (await scene.Regulator.AskAsync("training/bases?waiting=true&pageSize=200")).At("items").EnumerateArray().Count(b => b.GetProperty("id").GetGuid() == id).ShouldBe(1);

        (await scene.DesignateAsync(id)).Created();

        (await scene.StandingAsync(id)).ShouldBe("designated");
        (await scene.World.First.Client.AskAsync("training/bases")).IsProblem(HttpStatusCode.Forbidden);
        var elsewhere = await scene.World.App.ClientAsync(await scene.World.App.UserAsync([Role.Trainer], institution: await scene.World.App.InstitutionAsync("别院 " + CaseWorld.Next())));
        (await elsewhere.AskAsync($"training/bases/designated?category={scene.Category}")).At("items").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(id);
        (await elsewhere.AskAsync($"training/bases/{id}")).IsProblem(HttpStatusCode.NotFound);
        await using var db = scene.World.App.Read();
        var fact = await scene.World.App.Services.GetRequiredService<ITrainingBases>().FindAsync(db, id, CancellationToken.None);
        fact!.CoversOn(scene.Now).ShouldBeTrue();
        fact.CoversOn(scene.Now.AddDays(-1)).ShouldBeFalse();
        fact.TechnologyCategories.ShouldBe([scene.Category]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Designation_IsNotedInBothLedgers(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);

        var id = await scene.DesignatedAsync();

        foreach (var institution in new[] { scene.World.App.InstitutionId, scene.Region })
        {
            await using var db = scene.World.App.Read(institution);
            (await db.Set<LedgerRecordRow>().CountAsync(r => r.Action == "trainingBase.designated" && r.SubjectId == id)).ShouldBe(1);
        }
    }

    [Theory, InlineData(RegionLevel.City), InlineData(RegionLevel.District)]
    public async Task Designation_ByALowerLevel_IsRefusedByTheClause(RegionLevel level)
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite, level);
        var id = await scene.AppliedAsync();

        (await scene.DesignateAsync(id)).RefusedBy("R17-4.2.1a");

        (await scene.Regulator.SendAsync($"training/bases/{id}/refusal", new { reason = "材料不全" })).IsProblem(HttpStatusCode.Forbidden);
        (await scene.StandingAsync(id)).ShouldBe("preparing");
    }

    [Fact]
    public async Task Designation_ByPeopleOfTheHospital_IsForbidden()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.AppliedAsync();

        (await scene.DesignateAsync(id, by: scene.Trainer)).IsProblem(HttpStatusCode.Forbidden);
        (await scene.DesignateAsync(id, by: scene.World.Officer)).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Designation_WithAYearOf99_IsRefusedAndNamesTheYear(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.RegisterAsync();
        await scene.FurnishAsync(id);
        var weak = scene.World.Today.Year - 3;
        await scene.DocumentAsync(id, 150, weak);
        (await scene.ApplyAsync(id)).Created();

        var refused = (await scene.DesignateAsync(id)).RefusedBy("R17-4.2.1a");

        refused.Decision("R17-4.2.1a").GetProperty("missing").GetString()!.ShouldContain(BaseWorld.Number(weak));
        refused.Decision("R17-4.2.1a").GetProperty("facts").GetProperty("weakestYear").GetInt32().ShouldBe(weak);
    }

    [Fact]
    public async Task Designation_OfConditionsUnmetAtTheApplication_StaysRefusedAfterTheyAreMended()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        await scene.DocumentAsync(id, 150);
        (await scene.ApplyAsync(id)).Created();
        (await scene.Trainer.PutAsync($"training/bases/{id}/facilities", BaseWorld.Facilities(), await scene.TagAsync(id))).Is(HttpStatusCode.OK);

        (await scene.DesignateAsync(id)).RefusedBy("R17-4.2.1b");
        (await scene.Trainer.SendAsync($"training/bases/{id}/application/withdrawal", new { reason = "设施已补齐，重新申请" })).Created();
        (await scene.ApplyAsync(id)).Created();

        (await scene.DesignateAsync(id)).Created();
    }

    [Fact]
    public async Task Designation_AfterASupervisorLostTheAuthorisation_IsRefused()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.AppliedAsync();
        await scene.World.WithdrawGrantsAsync(scene.On, scene.First.Id);

        (await scene.DesignateAsync(id)).RefusedBy("R17-4.2.1c").Decision("R17-4.2.1c").GetProperty("missing").GetString()!.ShouldContain("HP-7.1");
    }

    [Fact]
    public async Task DocumentedFigure_WhosePaperWasWithdrawn_DoesNotCount()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        await scene.FurnishAsync(id);
        var paper = (await scene.ViewAsync(id)).At("papers")[0].GetProperty("id").GetGuid();
        (await scene.Trainer.SendAsync($"documents/{paper}/withdrawal", new { reason = "数字有误" })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);

        var conditions = (await scene.ViewAsync(id)).At("conditions").EnumerateArray().First(c => c.GetProperty("clause").GetString() == "R17-4.2.1a");

        conditions.GetProperty("outcome").GetString().ShouldBe("notSatisfied");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cases_OfTheYearInWhichTheSystemCame_AreCountedBesideTheDocumentedFigure(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.RegisterAsync();
        await scene.FurnishAsync(id);

        var year = (await scene.ViewAsync(id)).At("years").EnumerateArray().Last();

        year.GetProperty("source").GetString().ShouldBe("documented");
        year.GetProperty("cases").GetInt32().ShouldBe(150);
        year.GetProperty("counted").GetInt32().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cases_OfAYearThatTheSystemCountedWhole_BeatTheDocumentedFigure(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.RegisterAsync();
        await scene.FurnishAsync(id);
        var last = scene.World.Today.Year - 1;
        await CompleteAsync(scene, new DateOnly(last - 1, 12, 31));
        await CompleteAsync(scene, new DateOnly(last, 1, 1));
        await CompleteAsync(scene, new DateOnly(last, 12, 31));

        var years = (await scene.ViewAsync(id)).At("years").EnumerateArray().ToDictionary(y => y.GetProperty("year").GetInt32());

        years[last].GetProperty("source").GetString().ShouldBe("counted");
        years[last].GetProperty("cases").GetInt32().ShouldBe(2);
        years[last - 1].GetProperty("source").GetString().ShouldBe("documented", "the system came in the course of this year");
        years[last - 1].GetProperty("counted").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Supervisor_WhoseLastAssessmentWasFailed_IsNotAbleUntilOneIsPassed(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.RegisterAsync();
        var enrolment = await EnrolledAsync(scene);
        await AssessedAsync(scene, enrolment, passed: true, daysAgo: 9);
        await AssessedAsync(scene, enrolment, passed: false, daysAgo: 5);
        var failed = await SupervisorAsync(scene, id);
        await AssessedAsync(scene, enrolment, passed: true, daysAgo: 2);

        failed.GetProperty("outcome").GetString().ShouldBe("notSatisfied");
        failed.GetProperty("missing").GetString()!.ShouldContain(CaseWorld.Day(scene.Now.AddDays(-5)));
        (await SupervisorAsync(scene, id)).GetProperty("outcome").GetString().ShouldBe("satisfied");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Suspension_CutsItsDaysOut_AndResumptionNeedsTheConditions(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var id = await scene.DesignatedAsync(sinceDays: 30);
        (await scene.Regulator.SendAsync($"training/bases/{id}/suspension", new { reason = "现场检查问题" })).Created();
        (await scene.StandingAsync(id)).ShouldBe("suspended");
        await using (var db = scene.World.App.Read())
        {
            var fact = await scene.World.App.Services.GetRequiredService<ITrainingBases>().FindAsync(db, id, CancellationToken.None);
            fact!.CoversOn(scene.Now).ShouldBeFalse();
            fact.CoversOn(scene.Now.AddDays(-1)).ShouldBeTrue();
        }

        (await scene.Trainer.PutAsync($"training/bases/{id}/facilities", BaseWorld.Facilities(seats: 3), await scene.TagAsync(id))).Is(HttpStatusCode.OK);
        (await scene.Regulator.SendAsync($"training/bases/{id}/resumption", new { reason = "整改完成" })).RefusedBy("R17-4.2.1b");
        (await scene.Trainer.PutAsync($"training/bases/{id}/facilities", BaseWorld.Facilities(), await scene.TagAsync(id))).Is(HttpStatusCode.OK);

        (await scene.Regulator.SendAsync($"training/bases/{id}/resumption", new { reason = "整改完成" })).Created();
        (await scene.StandingAsync(id)).ShouldBe("designated");
    }

    [Fact]
    public async Task End_OfADesignation_LetsTheBaseApplyAnew()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.DesignatedAsync(sinceDays: 10);
        (await scene.ApplyAsync(id)).Conflicts("trainingBase.designatedAlready");

        (await scene.Regulator.SendAsync($"training/bases/{id}/end", new { reason = "医院合并" })).Created();

        (await scene.StandingAsync(id)).ShouldBe("ended");
        (await scene.Regulator.SendAsync($"training/bases/{id}/suspension", new { reason = "x" })).Conflicts("trainingBase.notDesignated");
        (await scene.ApplyAsync(id)).Created();
        (await scene.DesignateAsync(id, sinceDays: 5)).Names("from", "trainingBase.overlaps");
        (await scene.DesignateAsync(id)).Created();
        (await scene.ViewAsync(id)).At("periods").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Base_WithWrongFields_NamesThem()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);

        (await scene.Trainer.SendAsync("training/bases", scene.Body().With("lead", " "))).Names("lead");
        (await scene.Trainer.SendAsync("training/bases", scene.Body(scene.First, scene.First))).Names("supervisors", "trainingBase.namedTwice");
        (await scene.Trainer.SendAsync("training/bases", scene.Body(scene.World.Technician))).Names("supervisors[0].practitionerId", "trainingBase.notPhysician");
        (await scene.Trainer.SendAsync("training/bases", scene.Body().With("years", new[] { new { year = scene.World.Today.Year, cases = 5 } }))).Names("years[0].year");
        (await scene.Trainer.SendAsync("training/bases", scene.Body().With("years", new[] { new { year = 2021, cases = 5, documentId = Guid.NewGuid() } }))).Names("years", "trainingBase.paperElsewhere");
        (await scene.World.First.Client.SendAsync("training/bases", scene.Body())).IsProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Paper_OfABase_IsReadByTheRegionAndByNoOtherHospital()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        var paper = (await scene.Trainer.AttachAsync(id, SampleFiles.Pdf(), "证明.pdf", kind: "trainingBase", category: "evidence", title: "证明")).Created().Id;
        var elsewhere = await scene.World.App.ClientAsync(await scene.World.App.UserAsync([Role.Trainer], institution: await scene.World.App.InstitutionAsync("别院 " + CaseWorld.Next())));

        (await scene.Regulator.GetAsync($"{Calls.Root}training/bases/{id}/papers/{paper}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync($"{Calls.Root}training/bases/{id}/papers/{paper}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A case of the category that was registered on a day and is complete.</summary>
    private static async Task CompleteAsync(BaseWorld scene, DateOnly day)
    {
        var id = await scene.World.RegisterAsync(on: scene.On);
        await scene.World.App.WriteAsync(scene.World.App.InstitutionId, async scope =>
        {
            var row = await scope.Db.Set<Governance.Cases.Domain.Case>().SingleAsync(c => c.Id == id);
            (row.State, row.RegisteredAt) = (CaseState.Concluded, ShanghaiDay.Start(day).AddHours(9));
        });
    }

    private static async Task<System.Text.Json.JsonElement> SupervisorAsync(BaseWorld scene, Guid id) => (await scene.ViewAsync(id)).At("supervisors").EnumerateArray()
        .Single(s => s.GetProperty("practitionerId").GetGuid() == scene.First.Id).GetProperty("decision");

    /// <summary>The first supervisor was a trainee of the category.</summary>
    private static async Task<Guid> EnrolledAsync(BaseWorld scene)
    {
        var id = Guid.CreateVersion7(scene.World.App.Clock.GetUtcNow());
        await scene.World.App.WriteAsync(scene.World.App.InstitutionId, scope => scope.Db.Add(new Enrolment
        {
            InstitutionId = scope.InstitutionId, Id = id, Number = "TR-" + CaseWorld.Next(), PractitionerId = scene.First.Id, TechnologyCategory = scene.Category, State = EnrolmentState.Completed,
            AppliedAt = scope.Now, StartsOn = scene.Now.AddDays(-300),
        }));
        return id;
    }

    private static Task AssessedAsync(BaseWorld scene, Guid enrolment, bool passed, int daysAgo) => scene.World.App.WriteAsync(scene.World.App.InstitutionId, scope =>
    {
        var checklist = new SkillsChecklist { InstitutionId = scope.InstitutionId, Id = scope.NewId(), SeriesId = scope.NewId(), Number = 1, Title = "技能考核", DraftedAt = scope.Now };
        var on = scope.Now.AddDays(-daysAgo);
        scope.Db.Add(checklist);
        scope.Db.Add(new SkillsAssessment
        {
            InstitutionId = scope.InstitutionId, Id = scope.NewId(), ChecklistId = checklist.Id, EnrolmentId = enrolment, PractitionerId = scene.First.Id, Attempt = 1, PlannedAt = on, ScheduledAt = on,
            State = AssessmentState.Concluded, Hundredths = 100, Maximum = 10, Passed = passed, ConcludedAt = on,
        });
    });
}
