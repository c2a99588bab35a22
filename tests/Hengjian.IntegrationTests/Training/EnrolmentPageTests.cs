using System.Net;
using System.Text.RegularExpressions;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Training;

/// <summary>The pages of enrolments: a training by forms alone, and every page in both languages.</summary>
public sealed partial class EnrolmentPageTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Training_AppliedTakenAttendedLoggedAndSigned_ByForms(TestDatabase database)
    {
        await using var school = await School.OpenAsync(database);
        var (trainer, trainee, supervisor) = (await InAsync(school, school.TrainerUser), await InAsync(school, school.Trainee.User), await InAsync(school, school.SupervisorUser));
        var page = await LedAsync(await trainee.PostAsync("/training/enrolments/new", "act", ("route", "normal"), ("programmeId", Text(school.Programme)), ("startsOn", CaseWorld.Day(school.Today))));
        using (var refused = await trainer.PostAsync(page, "decide", ("accept", "true"), ("note", "先看看")))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            var html = await refused.Content.ReadAsStringAsync();
            html.ShouldContain("HP-6.3");
            html.ShouldContain("先看看");
        }

        await LedAsync(await trainer.PostAsync(page, "decide", ("accept", "true"), ("supervisors", Text(school.World.Senior.Id))));
        var session = await LedAsync(await supervisor.PostAsync("/training/sessions", "act", ("taught", $"{school.Programme:D}|T1"), ("place", "示教室"), ("supervisorId", Text(school.World.Senior.Id))));
        await LedAsync(await trainee.PostAsync("/training/attend", "act", ("code", Code().Match(await supervisor.GetAsync(session)).Groups["code"].Value)));
        school.App.Clock.Advance(TimeSpan.FromMinutes(24));
        var form = Out().Match(await trainee.GetAsync("/training/attend")).Groups["form"].Value;
        await LedAsync(await trainee.PostAsync("/training/attend", form, ("code", Code().Match(await supervisor.GetAsync(session)).Groups["code"].Value)));
        await LedAsync(await supervisor.PostAsync(session, "close"));
        await LedAsync(await trainee.PostAsync(
            page + "/cases/new", "act", ("reference", "见习-1"), ("technology", "肺结节"), ("particulars", "右上叶结节"), ("taking", "read"), ("takenOn", CaseWorld.Day(school.Today))));
        var entry = Entry().Match(await supervisor.GetAsync(page)).Value;

        await LedAsync(await supervisor.PostAsync(entry, "sign", ("note", "判读合理"), ("signature.secret", TestUser.Password)));

        var seen = await trainee.GetAsync(page);
        seen.ShouldContain("1 of 20 cases signed, 0 wait");
        seen.ShouldContain("0.5 of 20 credit hours");
        seen.ShouldContain("Not ready for completion");
        seen.ShouldContain("R17-4.1.2");
        (await trainee.Client.GetAsync("/training/sessions")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Page_OfAnotherTrainee_IsAbsent()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var other = await InAsync(school, (await school.TraineeAsync()).User);

        foreach (var path in new[] { "", "/cases/new", $"/materials/{school.Material:D}" })
        {
            (await other.Client.GetAsync($"/training/enrolments/{id:D}{path}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Case_RefusedByAField_KeepsWhatWasTyped()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        var trainee = await InAsync(school, school.Trainee.User);

        using var answer = await trainee.PostAsync(
            $"/training/enrolments/{id:D}/cases/new", "act", ("caseNumber", "2001-000001"), ("ownReading", "阴性判读"), ("taking", "read"), ("takenOn", CaseWorld.Day(school.Today)));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("阴性判读");
        html.ShouldContain("There is no such case here");
    }

    [Fact]
    public async Task Pages_InBothLanguages_HaveTheirOwnWordsAndNoBareKeys()
    {
        await using var school = await School.OpenAsync(TestDatabase.Sqlite);
        var id = await school.EnrolAsync();
        await school.AttendAsync(90);
        var entry = (await school.LogAsync(id)).Created().Id;
        var session = await school.SessionAsync();
        var applied = await school.ApplyAsync(await school.TraineeAsync());
        var abroad = await school.EnrolAsync(await school.TraineeAsync(), "overseas");
        var exempt = (await school.Trainer.SendAsync("training/enrolments", new { route = "exemption", technologyCategory = CaseWorld.Category, practitionerId = (await school.TraineeAsync()).Id })).Created().Id;
        (await school.DecideAsync(exempt)).Created();
        (string Path, TestUser User)[] pages =
        [
            ("/training/enrolments", school.TrainerUser), ("/training/enrolments", school.Trainee.User), ("/training/enrolments/new", school.TrainerUser), ("/training/enrolments/new", school.Trainee.User),
            ($"/training/enrolments/{id:D}", school.TrainerUser), ($"/training/enrolments/{id:D}", school.Trainee.User), ($"/training/enrolments/{id:D}?view=print", school.SupervisorUser),
            ($"/training/enrolments/{applied:D}", school.TrainerUser), ($"/training/enrolments/{abroad:D}", school.TrainerUser), ($"/training/enrolments/{exempt:D}", school.TrainerUser),
            ($"/training/enrolments/{abroad:D}/evidence", school.TrainerUser), ($"/training/enrolments/{exempt:D}/evidence", school.TrainerUser),
            ($"/training/enrolments/{id:D}/cases/new", school.Trainee.User), ($"/training/enrolments/{id:D}/cases/{entry:D}", school.SupervisorUser),
            ($"/training/enrolments/{id:D}/materials/{school.Material:D}", school.Trainee.User),
            ("/training/sessions", school.SupervisorUser), ($"/training/sessions/{session:D}", school.SupervisorUser), ("/training/sessions/late", school.TrainerUser), ("/training/attend", school.Trainee.User),
        ];
        var browsers = new Dictionary<Guid, Browser>();
        foreach (var (path, user) in pages)
        {
            var browser = browsers.TryGetValue(user.Id, out var known) ? known : browsers[user.Id] = await school.App.SignedInAsync(user);
            (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
            var english = await browser.GetAsync(path);
            (await browser.Client.GetAsync("/language/zh-CN?returnUrl=/account")).Dispose();
            var chinese = await browser.GetAsync(path);

            chinese.ShouldNotBe(english, path);
            BareKey().Matches(english + chinese).Select(m => m.Value).ShouldBeEmpty(path);
            chinese.ShouldContain("培训", Case.Sensitive, path);
        }
    }

    private static async Task<Browser> InAsync(School school, TestUser user)
    {
        var browser = await school.App.SignedInAsync(user);
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        return browser;
    }

    private static async Task<string> LedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
            return new Uri(new Uri("http://localhost"), answer.Headers.Location!.OriginalString).AbsolutePath;
        }
    }

    private static string Text(Guid id) => id.ToString("D");

    [GeneratedRegex("big-code\"><span aria-hidden=\"true\">(?<code>[A-Z0-9]{3} [A-Z0-9]{3})<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("(?<form>out-[0-9a-f]{32})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Out();

    [GeneratedRegex("/training/enrolments/[0-9a-f-]{36}/cases/[0-9a-f-]{36}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@">(?:[A-Z][A-Za-z]+\.)+[A-Z][A-Za-z]*<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareKey();
}
