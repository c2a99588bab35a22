using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Training.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Examinations;

public sealed class SkillsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Assessment_SignedByBoth_IsTheResultOfTheMean(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var trainee = await school.TraineeAsync();
        var id = await PlannedAsync(school, trainee);

        (await RateAsync(school.First, id, "met", "met", "partlyMet")).Created();
        (await school.Second.Client.AskAsync($"examinations/assessments/{id}")).At("sheets").EnumerateArray().Single().GetProperty("ratings").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await ResultsAsync(school, trainee)).ShouldBeEmpty();
        (await RateAsync(school.First, id, "met", "met", "met")).Conflicts("examination.signed");
        (await RateAsync(school.Second, id, "met", "met", "met")).Created();

        var result = (await ResultsAsync(school, trainee)).Single();
        (result.Kind, result.Score, result.Maximum, result.Passed).ShouldBe((AssessmentKind.SkillsAssessment, 9m, 10m, true));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task CriticalItem_NotMetForOneExaminer_FailsWhateverTheScore(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var trainee = await school.TraineeAsync();
        var id = await PlannedAsync(school, trainee);
        (await RateAsync(school.First, id, "met", "met", "met")).Created();
        (await RateAsync(school.Second, id, "notMet", "met", "met")).Created();

        (await ResultsAsync(school, trainee)).Single().Passed.ShouldBeFalse();
        (await school.Trainer.Client.AskAsync($"examinations/assessments/{id}")).At("failedCritical").EnumerateArray().Single().GetString().ShouldBe("S01");
    }

    [Fact]
    public async Task Sheet_WithoutAnItem_IsRefused()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await PlannedAsync(school, await school.TraineeAsync());

        (await school.First.Client.SendAsync($"examinations/assessments/{id}/ratings", new { ratings = new[] { new { code = "S01", rating = "met" } }, signature = CaseSteps.Signature })).Names("ratings", "examination.everyItemOnce");
    }

    [Fact]
    public async Task Examiner_WhoSupervises_IsRefusedByTheRule()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var supervisor = await school.ExaminerWithRecordAsync();
        var trainee = await school.TraineeAsync(supervisor.User.PractitionerId!.Value);
        var checklist = await ChecklistAsync(school);

        (await school.Trainer.Client.SendAsync("examinations/assessments", Body(school, checklist, trainee).With("firstExaminerId", supervisor.User.Id))).RefusedBy("HP-6.6");
    }

    [Fact]
    public async Task Checklist_ApprovedByItsAuthor_IsRefusedAndAnApprovedOneIsFrozen()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = (await school.Trainer.Client.SendAsync("examinations/checklists", Checklist())).Created().Id;
        (await school.Trainer.Client.SendAsync($"examinations/checklists/{id}/approval", new { })).Conflicts("examination.ownDraft");
        (await school.First.Client.SendAsync($"examinations/checklists/{id}/approval", new { })).Created();

        (await school.Trainer.Client.PutAsync($"examinations/checklists/{id}", Checklist(), "\"2\"")).Conflicts("examination.versionFrozen");
        var next = (await school.Trainer.Client.SendAsync("examinations/checklists", Checklist().With("replacesId", id))).Created().Id;
        (await school.Trainer.Client.AskAsync($"examinations/checklists/{next}")).At("number").GetInt32().ShouldBe(2);
    }

    internal static System.Text.Json.Nodes.JsonObject Checklist() => Calls.Json(new
    {
        title = "技能 " + CaseWorld.Next(),
        passPercent = 80,
        items = new object[] { new { text = "核对患者", weight = 2, critical = true }, new { text = "独立判读", weight = 4 }, new { text = "说明结果", weight = 4 } },
    });

    private static async Task<Guid> ChecklistAsync(School school)
    {
        var id = (await school.Trainer.Client.SendAsync("examinations/checklists", Checklist())).Created().Id;
        (await school.First.Client.SendAsync($"examinations/checklists/{id}/approval", new { })).Created();
        return id;
    }

    private static System.Text.Json.Nodes.JsonObject Body(School school, Guid checklist, Trainee trainee) => Calls.Json(new
    {
        checklistId = checklist,
        enrolmentId = trainee.Enrolment,
        plannedAt = CaseWorld.Instant(school.App.Clock.GetUtcNow()),
        firstExaminerId = school.First.User.Id,
        secondExaminerId = school.Second.User.Id,
    });

    internal static async Task<Guid> PlannedAsync(School school, Trainee trainee) =>
        (await school.Trainer.Client.SendAsync("examinations/assessments", Body(school, await ChecklistAsync(school), trainee))).Created().Id;

    private static Task<Answer> RateAsync(Pupil examiner, Guid assessment, params string[] ratings) => examiner.Client.SendAsync(
        $"examinations/assessments/{assessment}/ratings",
        new { ratings = ratings.Select((r, i) => new { code = $"S0{i + 1}", rating = r }), signature = CaseSteps.Signature });

    private static async Task<IReadOnlyList<ExaminationResult>> ResultsAsync(School school, Trainee trainee)
    {
        await using var db = school.App.Read();
        return await school.App.Services.GetRequiredService<IExaminationResults>().OfAsync(db, [trainee.Enrolment], CancellationToken.None);
    }
}
