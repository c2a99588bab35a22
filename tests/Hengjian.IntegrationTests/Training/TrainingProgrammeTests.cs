using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Programmes through the API: drafts, approval by a second person, versions that never change.</summary>
public sealed class TrainingProgrammeTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Programme_WrittenAndApproved_IsThePlanOthersRead(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync());

        var version = (await ApproveAsync(scene, programme)).Created().Id;

        await using var db = scene.World.App.Read();
        var plan = await scene.World.App.Services.GetRequiredService<IProgrammes>().CurrentAsync(db, programme, CancellationToken.None);
        plan!.VersionId.ShouldBe(version);
        plan.Months.ShouldBe(7);
        plan.Courses.Sum(c => c.Hours).ShouldBe(64.5m);
        plan.Supervisors.ShouldBe([scene.First.Id, scene.Second.Id]);
        plan.Materials.Single().Version.ShouldBe(1);
        plan.Assessments.ShouldBe([AssessmentKind.WrittenExamination, AssessmentKind.SkillsAssessment]);
    }

    [Fact]
    public async Task Approval_ByWhoeverWroteOnIt_IsRefused()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync());

        (await ApproveAsync(scene, programme, scene.Trainer)).Conflicts("trainingProgramme.secondPerson");
        (await ApproveAsync(scene, programme, scene.First.Client)).IsProblem(HttpStatusCode.Forbidden);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Approval_WithoutClinicalPractice_IsRefusedByTheClause(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync(), d => d.With("courses", new[] { new { code = "T1", title = "理论", part = "theory", hours = 24.5 } }));

        (await ApproveAsync(scene, programme)).RefusedBy("R17-4.2.2a");
    }

    [Fact]
    public async Task Approval_OnABaseThatIsNotDesignated_IsRefusedForPhysiciansAlone()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var id = await scene.RegisterAsync();
        await scene.FurnishAsync(id);
        var physicians = await DraftedAsync(scene, id);
        var staff = await DraftedAsync(scene, id, kind: "otherStaff");

        (await ApproveAsync(scene, physicians)).RefusedBy("HP-6.1");
        (await ApproveAsync(scene, staff)).Created();
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Approval_OfMoreTraineesThanTheSupervisorsCanLookAfter_IsRefused(int capacity, bool approved)
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync(), d => d.With("capacity", capacity));

        (await ApproveAsync(scene, programme)).Status.ShouldBe(approved ? HttpStatusCode.Created : HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Approval_WithASupervisorWithoutCapability_IsRefusedAndNamesThePerson()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var attending = await scene.SupervisorAsync(r => r.With("title", "attending"));
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync(), d => d.With("supervisors", new[] { scene.First.Id, attending.Id }));

        var refused = (await ApproveAsync(scene, programme)).IsProblem(HttpStatusCode.Conflict);

        refused.Unmet.ShouldBe(["R17-4.2.1c"]);
        var name = (await scene.World.Officer.AskAsync($"practitioners/{attending.Id}")).At("name").GetString()!;
        refused.At("decisions").EnumerateArray().Single(d => d.GetProperty("outcome").GetString() == "notSatisfied").GetProperty("missing").GetString()!.ShouldContain(name);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Revision_WithAnotherDocument_IsANewVersionOfTheMaterialAndLeavesTheOldOne(TestDatabase database)
    {
        var scene = await BaseWorld.OpenAsync(database);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync());
        var first = (await ApproveAsync(scene, programme)).Created().Id;
        (await scene.Trainer.PutAsync($"training/programmes/{programme}/draft", Draft(scene, Guid.NewGuid()), "\"1\"")).Conflicts("trainingProgramme.noDraft");
        (await scene.Trainer.SendAsync($"training/programmes/{programme}/versions", new { note = "更新教材" })).Created();
        var material = (await VersionAsync(scene, programme, 0)).GetProperty("materials")[0];
        var other = await AttachAsync(scene, programme, "第二版");
        var draft = Draft(scene, other).With("materials.0.id", material.GetProperty("id").GetGuid());
        (await scene.Trainer.PutAsync($"training/programmes/{programme}/draft", draft, await TagAsync(scene, programme))).Is(HttpStatusCode.OK);

        var second = (await ApproveAsync(scene, programme)).Created().Id;

        await using var db = scene.World.App.Read();
        var programmes = scene.World.App.Services.GetRequiredService<IProgrammes>();
        (await programmes.CurrentAsync(db, programme, CancellationToken.None))!.Materials.Single().Version.ShouldBe(2);
        (await programmes.FindAsync(db, first, CancellationToken.None))!.Materials.Single().Version.ShouldBe(1);
        (await programmes.FindAsync(db, second, CancellationToken.None))!.Version.ShouldBe(2);
        (await VersionAsync(scene, programme, 1)).GetProperty("state").GetString().ShouldBe("replaced");
    }

    [Fact]
    public async Task Approval_AfterAMaterialWasWithdrawn_IsRefused()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await DraftedAsync(scene, await scene.DesignatedAsync());
        var document = (await VersionAsync(scene, programme, 0)).GetProperty("materials")[0].GetProperty("documentId").GetGuid();
        (await scene.Trainer.SendAsync($"documents/{document}/withdrawal", new { reason = "过期" })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);

        (await ApproveAsync(scene, programme)).Conflicts("trainingProgramme.materialGone");
    }

    [Fact]
    public async Task Draft_WithWrongFields_NamesThem()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await DraftedAsync(scene, await scene.RegisterAsync());
        async Task<Answer> PutAsync(JsonObject body) => await scene.Trainer.PutAsync($"training/programmes/{programme}/draft", body, await TagAsync(scene, programme));
        var document = await AttachAsync(scene, programme, "教材");

        (await PutAsync(Draft(scene, document).With("months", 0))).Names("months");
        (await PutAsync(Draft(scene, Guid.NewGuid()))).Names("materials[0].documentId", "trainingProgramme.notAttached");
        (await PutAsync(Draft(scene, document).With("materials.0.course", "X"))).Names("materials[0].course", "trainingProgramme.noSuchCourse");
        (await PutAsync(Draft(scene, document).With("courses.0.hours", 0))).Names("courses[0].hours");
        (await PutAsync(Draft(scene, document).With("supervisors", new[] { Guid.NewGuid() }))).Names("supervisors");
        (await scene.Trainer.PutAsync($"training/programmes/{programme}/draft", Draft(scene, document), "\"99\"")).IsProblem(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Programme_OfAnotherInstitution_IsAbsent()
    {
        var scene = await BaseWorld.OpenAsync(TestDatabase.Sqlite);
        var programme = await DraftedAsync(scene, await scene.RegisterAsync());
        var elsewhere = await scene.World.App.ClientAsync(await scene.World.App.UserAsync([Role.Trainer], institution: await scene.World.App.InstitutionAsync("别院 " + CaseWorld.Next())));

        (await elsewhere.AskAsync($"training/programmes/{programme}")).IsProblem(HttpStatusCode.NotFound);
        (await ApproveAsync(scene, programme, elsewhere)).IsProblem(HttpStatusCode.NotFound);
    }

    internal static async Task<Guid> DraftedAsync(BaseWorld scene, Guid baseId, Action<JsonObject>? change = null, string kind = "physician")
    {
        var programme = (await scene.Trainer.SendAsync("training/programmes", new { baseId, name = "胸部 CT 阅片培训 " + CaseWorld.Next(), kind })).Created().Id;
        var draft = Draft(scene, await AttachAsync(scene, programme, "教材"));
        change?.Invoke(draft);
        (await scene.Trainer.PutAsync($"training/programmes/{programme}/draft", draft, await TagAsync(scene, programme))).Is(HttpStatusCode.OK);
        return programme;
    }

    internal static JsonObject Draft(BaseWorld scene, Guid document) => Calls.Json(new
    {
        changes = "首版",
        syllabus = "理论学习与临床实践。",
        months = 7,
        capacity = 10,
        courses = new object[] { new { code = "T1", title = "AI 辅助诊断基础", part = "theory", hours = 24.5 }, new { code = "P1", title = "阅片实践", part = "clinicalPractice", hours = 40 } },
        materials = new[] { new { title = "AI 辅助阅片教材", documentId = document, minimumMinutes = 30, course = "T1" } },
        supervisors = new[] { scene.First.Id, scene.Second.Id },
    });

    internal static Task<Answer> ApproveAsync(BaseWorld scene, Guid programme, HttpClient? by = null) =>
        (by ?? scene.World.Officer).SendAsync($"training/programmes/{programme}/approval", new { note = "同意", signature = CaseSteps.Signature });

    private static async Task<Guid> AttachAsync(BaseWorld scene, Guid programme, string title) =>
        (await scene.Trainer.AttachAsync(programme, [.. SampleFiles.Pdf(), .. "\n"u8.ToArray(), .. System.Text.Encoding.UTF8.GetBytes(title)], "教材.pdf", kind: "trainingProgramme", category: "manual", title: title)).Created().Id;

    private static async Task<System.Text.Json.JsonElement> VersionAsync(BaseWorld scene, Guid programme, int index) =>
        (await scene.Trainer.AskAsync($"training/programmes/{programme}")).Is(HttpStatusCode.OK).At("versions")[index];

    private static async Task<string?> TagAsync(BaseWorld scene, Guid programme) => (await scene.Trainer.AskAsync($"training/programmes/{programme}")).ETag;
}
