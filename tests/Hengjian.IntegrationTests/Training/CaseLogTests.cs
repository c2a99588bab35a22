using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Cases that trainees took part in: which are taken, who signs, and that none of it is an act on the case.</summary>
public sealed class CaseLogTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Case_LoggedAndSigned_CountsAndIsNoOpinion(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var subject = await school.World.AnalysedAsync();
        (await school.World.First.OpineAsync(subject)).Created();
        var entry = (await school.LogAsync(id, school.CaseBody(await school.NumberAsync(subject)).With("ownReading", "阳性").With("ownConfidence", 70))).Created().Id;
        (await CasesAsync(school, id)).ShouldBe((0, 1));

        (await school.SignAsync(id, entry)).Created();

        (await CasesAsync(school, id)).ShouldBe((1, 0));
        var after = await school.World.CaseAsync(subject);
        after.At("opinions").GetArrayLength().ShouldBe(1);
        after.State.ShouldBe("reading");
        after.At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.2a");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Case_LoggedTwice_IsRefusedUnlessTheFirstWasRejected(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var body = school.CaseBody(await school.NumberAsync(await school.World.AnalysedAsync()));
        var entry = (await school.LogAsync(id, body)).Created().Id;

        (await school.LogAsync(id, body)).Conflicts("enrolment.caseTwice");
        var own = school.CaseBody();
        (await school.LogAsync(id, own)).Created();
        (await school.LogAsync(id, own.DeepClone().AsObject().With("reference", own["reference"]!.GetValue<string>().ToUpperInvariant() + " "))).Conflicts("enrolment.caseTwice");
        (await school.Supervisor.SendAsync($"training/enrolments/{id}/cases/{entry}/rejection", new { reason = "未全程参与" })).Created();
        (await school.LogAsync(id, body)).Created();
        (await school.SignAsync(id, entry)).Conflicts("enrolment.caseAnswered");
    }

    [Fact]
    public async Task Case_BeforeTheTrainingOrToCome_NamesTheDay()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();

        (await school.LogAsync(id, school.CaseBody().With("takenOn", CaseWorld.Day(school.Today.AddDays(-1))))).Names("takenOn", "enrolment.beforeEnrolment");
        (await school.LogAsync(id, school.CaseBody().With("takenOn", CaseWorld.Day(school.Today.AddDays(1))))).Names("takenOn", "field.future");
        (await school.LogAsync(id, school.CaseBody().With("takenOn", null))).Names("takenOn", "field.required");
        (await school.LogAsync(id, school.CaseBody().With("taking", null))).Names("taking", "field.required");
        (await school.LogAsync(id, school.CaseBody().With("particulars", null))).Names("particulars", "field.required");
        (await school.LogAsync(id, school.CaseBody().With("ownConfidence", 101))).Names("ownConfidence", "field.outOfRange");
        (await school.LogAsync(id, school.CaseBody("2001-000001"))).Names("caseNumber", "enrolment.caseUnknown");
        (await school.LogAsync(id, school.CaseBody(await school.NumberAsync(await school.World.RegisterAsync())))).Names("caseNumber", "enrolment.caseWithoutAi");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Signature_OfASupervisorWhoIsNotAbleAnyMore_IsRefusedByTheClause(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var id = await school.EnrolAsync();
        var entry = (await school.LogAsync(id)).Created().Id;
        await school.World.WithdrawGrantsAsync(school.World.Lung, school.World.Head.Id);

        (await school.SignAsync(id, entry)).RefusedBy("R17-4.2.1c");
        (await school.Supervisor.SendAsync($"training/enrolments/{id}/cases/{entry}/signature", new { })).Names("signature.secret");
    }

    [Fact]
    public async Task Case_OfTheTrainee_TellsNothingOfThePatientAndNoLabelBeforeTheEnd()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var open = await school.World.AnalysedAsync();
        var over = await school.World.ConcludedAsync();
        var first = (await school.LogAsync(id, school.CaseBody(await school.NumberAsync(open)))).Created().Id;
        var second = (await school.LogAsync(id, school.CaseBody(await school.NumberAsync(over)))).Created().Id;
        (await school.SignAsync(id, first)).Created();

        var log = await school.Trainee.Client.AskAsync($"training/enrolments/{id}/cases");
        log.Text.ShouldNotContain("测试患者");
        log.At("items").EnumerateArray().ShouldAllBe(c => c.GetProperty("label").ValueKind == System.Text.Json.JsonValueKind.Null);

        (await school.SignAsync(id, second)).Created();
        (await school.Trainee.Client.AskAsync($"training/enrolments/{id}/cases")).At("items").EnumerateArray().Count(c => c.GetProperty("label").ValueKind == System.Text.Json.JsonValueKind.String).ShouldBe(1);
        (await school.Trainee.Client.AskAsync($"cases/{over}")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Case_LoggedByAnybodyElse_IsRefused()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();

        (await school.Trainer.SendAsync($"training/enrolments/{id}/cases", school.CaseBody())).Is(HttpStatusCode.Forbidden);
        (await (await school.TraineeAsync()).Client.SendAsync($"training/enrolments/{id}/cases", school.CaseBody())).Is(HttpStatusCode.NotFound);
    }

    private static async Task<(int Signed, int Waiting)> CasesAsync(School school, Guid id)
    {
        var log = await school.Trainee.Client.AskAsync($"training/enrolments/{id}/cases");
        return (log.At("signed").GetInt32(), log.At("waiting").GetInt32());
    }
}
