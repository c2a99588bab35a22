using System.Net;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Examinations;

public sealed class WrittenExaminationTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Conclusion_MarkedByTwoAndSignedByBoth_IsTheResult(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var trainee = await school.TraineeAsync();
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), trainee);
        (await school.First.SignAsync(id)).RefusedBy("HP-6.6");
        (await school.First.MarkAsync(id, 8)).Created();
        (await school.First.SignAsync(id)).RefusedBy("HP-6.6");
        (await school.Second.MarkAsync(id, 6)).Created();

        (await school.First.SignAsync(id)).Created();
        (await ResultsAsync(school, trainee)).ShouldBeEmpty();
        (await school.First.SignAsync(id)).Conflicts("examination.signed");
        (await school.Second.SignAsync(id)).Created();

        var result = (await ResultsAsync(school, trainee)).Single();
        (result.Score, result.Maximum, result.Passed, result.Attempt).ShouldBe((17m, 20m, true, 1));
        result.Examiners.ShouldBe([school.First.User.Id, school.Second.User.Id], ignoreOrder: true);
        (await trainee.Pupil.Client.AskAsync($"examinations/own/{id}")).At("result.score").GetDecimal().ShouldBe(17);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Marks_BeyondTheShareApart_GoToTheThird(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var trainee = await school.TraineeAsync();
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), trainee);
        (await school.Third.MarkAsync(id, 7)).Conflicts("examination.nothingToArbitrate");
        (await school.First.MarkAsync(id, 9)).Created();
        (await school.Second.MarkAsync(id, 6.5m)).Created();
        (await school.First.SignAsync(id)).RefusedBy("HP-6.6");

        (await school.Third.MarkAsync(id, 7)).Created();

        (await school.First.SignAsync(id)).Created();
        (await school.Second.SignAsync(id)).Created();
        (await ResultsAsync(school, trainee)).Single().Score.ShouldBe(17);
        (await school.Third.SignAsync(id)).Conflicts("examination.arbiterSignsNot");
    }

    [Fact]
    public async Task Marking_ByOneExaminer_ShowsNeitherTheCandidateNorTheOthersMarks()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var trainee = await school.TraineeAsync();
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), trainee);
        (await school.First.MarkAsync(id, 8)).Created();

        var second = await school.Second.Client.AskAsync($"examinations/sittings/{id}/marking");

        second.At("items").EnumerateArray().Single().GetProperty("others").GetArrayLength().ShouldBe(0);
        foreach (var text in new[] { second.Text, (await school.Second.Client.AskAsync($"examinations/sittings/{id}")).Text, (await school.Second.Client.AskAsync("examinations/sittings?mine=true")).Text })
        {
            text.ShouldNotContain(trainee.Pupil.User.Id.ToString());
            text.ShouldNotContain(trainee.Pupil.User.PractitionerId.ToString()!);
            text.ShouldNotContain("学员");
        }

        (await school.Second.MarkAsync(id, 6)).Created();
        (await school.Second.Client.AskAsync($"examinations/sittings/{id}/marking")).At("items").EnumerateArray().Single().GetProperty("others").GetArrayLength().ShouldBe(2);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Examiner_WhoSupervisesTheCandidate_IsRefusedByTheRule(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var supervisor = await school.ExaminerWithRecordAsync();
        var trainee = await school.TraineeAsync(supervisor.User.PractitionerId!.Value);
        var paper = await school.WrittenPaperAsync();

        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee, supervisor))).RefusedBy("HP-6.6");
        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee).With("arbiterId", supervisor.User.Id))).Conflicts("examination.arbiterConflict");
        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee))).Created();
    }

    [Fact]
    public async Task Marking_ByAnExaminerWhoIsNotAssigned_IsNotThere()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync());
        var stranger = await school.ExaminerWithRecordAsync();

        (await stranger.Client.AskAsync($"examinations/sittings/{id}/marking")).IsProblem(HttpStatusCode.NotFound);
        (await stranger.MarkAsync(id, 5)).IsProblem(HttpStatusCode.NotFound);
        (await stranger.SignAsync(id)).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(-0.5)]
    [InlineData(10.5)]
    [InlineData(7.125)]
    public async Task Marks_OutsideTheQuestion_AreRefused(double marks)
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync());

        (await school.First.MarkAsync(id, (decimal)marks)).Names("marks", "field.outOfRange");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Result_Annulled_IsAbsentAndAnotherAttemptIsPossibleAtOnce(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var (trainee, paper) = (await school.TraineeAsync(), await school.WrittenPaperAsync());
        var id = await ConcludedAsync(school, paper, trainee);
        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee))).RefusedBy("HP-6.5");

        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/end", new { reason = "" })).Names("reason");
        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/end", new { reason = "考场规则未落实" })).Created();

        (await ResultsAsync(school, trainee)).ShouldBeEmpty();
        (await trainee.Pupil.Client.AskAsync($"examinations/own/{id}")).At("endReason").GetString().ShouldBe("考场规则未落实");
        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Written(paper, trainee))).Created();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Objection_Upheld_TakesTheConclusionBackUntilItIsSignedAnew(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var trainee = await school.TraineeAsync();
        var id = await ConcludedAsync(school, await school.WrittenPaperAsync(), trainee);
        (await trainee.Pupil.Client.SendAsync($"examinations/own/{id}/objection", new { text = "第 3 题少给分" })).Created();
        (await trainee.Pupil.Client.SendAsync($"examinations/own/{id}/objection", new { text = "再次" })).Conflicts("examination.objectionClosed");

        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/objection-answer", new { upheld = true, answer = "复核后调整" })).Created();

        (await ResultsAsync(school, trainee)).ShouldBeEmpty();
        (await school.First.MarkAsync(id, 10)).Created();
        (await school.Second.MarkAsync(id, 10)).Created();
        (await school.First.SignAsync(id)).Created();
        (await school.Second.SignAsync(id)).Created();
        (await ResultsAsync(school, trainee)).Single().Score.ShouldBe(20);
    }

    [Fact]
    public async Task Trainee_OfAnotherEnrolment_SeesNothingOfTheSitting()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), await school.TraineeAsync());
        var other = await school.TraineeAsync();

        (await other.Pupil.Client.AskAsync($"examinations/own/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await other.Pupil.Client.AskAsync($"examinations/sittings/{id}")).IsProblem(HttpStatusCode.Forbidden);
        (await other.Pupil.Client.AskAsync("examinations/own")).At("total").GetInt32().ShouldBe(0);
    }

    private static async Task<Guid> ConcludedAsync(School school, Guid paper, Trainee trainee)
    {
        var id = await school.HandedInAsync(paper, trainee);
        foreach (var examiner in new[] { school.First, school.Second })
        {
            (await examiner.MarkAsync(id, 8)).Created();
        }

        (await school.First.SignAsync(id)).Created();
        (await school.Second.SignAsync(id)).Created();
        return id;
    }

    private static async Task<IReadOnlyList<ExaminationResult>> ResultsAsync(School school, Trainee trainee)
    {
        await using var db = school.App.Read();
        return await school.App.Services.GetRequiredService<IExaminationResults>().OfAsync(db, [trainee.Enrolment], CancellationToken.None);
    }
}
