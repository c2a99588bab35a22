using System.Net;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Examinations;

/// <summary>Times of a sitting, in an application whose clock moves.</summary>
public sealed class SittingClockTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Times_ToTheInstant_DecideWhatIsTaken(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var school = await School.OpenAsync(app);
        var paper = await school.LiteracyPaperAsync();
        app.Clock.FreezeAt(app.Clock.GetUtcNow());

        await AnswersAfterTheTimeAsync(school, paper);
        await ComingBackKeepsTheTimeAsync(school, paper);
        await ClockSetBackGivesNoTimeAsync(school, paper);
        await ExtraTimeMovesTheEndAsync(school, paper);
        await WindowEndsWhatWasBegunAsync(school, paper);
        await NobodyComesAsync(school, paper);
    }

    private static async Task AnswersAfterTheTimeAsync(School school, Guid paper)
    {
        var (id, pupil) = await school.BegunAsync(paper);
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" } })).Is(HttpStatusCode.OK);
        school.App.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromMilliseconds(1));
        (await School.SaveAsync(pupil.Client, id, 2, new { choices = new[] { "B" } })).Is(HttpStatusCode.OK);
        school.App.Clock.Advance(TimeSpan.FromMilliseconds(1));

        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "C" } })).Conflicts("examination.timeOver");
        await RunAsync(school);
        await RunAsync(school);

        var view = await pupil.Client.AskAsync($"examinations/own/{id}");
        view.At("closedByClock").GetBoolean().ShouldBeTrue();
        view.At("answered").GetInt32().ShouldBe(2);
        view.At("shown").EnumerateArray().First().GetProperty("choices").EnumerateArray().Single().GetString().ShouldBe("A");
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "C" } })).Conflicts("examination.timeOver");
    }

    private static async Task ComingBackKeepsTheTimeAsync(School school, Guid paper)
    {
        var (id, pupil) = await school.BegunAsync(paper);
        school.App.Clock.Advance(TimeSpan.FromMinutes(10));

        var again = (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Created();

        again.At("secondsLeft").GetInt32().ShouldBe(20 * 60);
    }

    private static async Task ClockSetBackGivesNoTimeAsync(School school, Guid paper)
    {
        var (id, pupil) = await school.BegunAsync(paper);
        school.App.Clock.Advance(TimeSpan.FromMinutes(29));
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" } })).At("secondsLeft").GetInt32().ShouldBe(60);
        school.App.Clock.Advance(TimeSpan.FromMinutes(-20));

        (await School.SaveAsync(pupil.Client, id, 2, new { choices = new[] { "A" } })).At("secondsLeft").GetInt32().ShouldBe(60);
        school.App.Clock.Advance(TimeSpan.FromMinutes(20));
    }

    private static async Task ExtraTimeMovesTheEndAsync(School school, Guid paper)
    {
        var (id, pupil) = await school.BegunAsync(paper);
        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/extra-time", new { minutes = 15 })).Names("reason");
        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/extra-time", new { minutes = 121, reason = "x" })).Names("minutes", "field.outOfRange");
        (await school.Trainer.Client.SendAsync($"examinations/sittings/{id}/extra-time", new { minutes = 15, reason = "网络中断" })).Created();
        school.App.Clock.Advance(TimeSpan.FromMinutes(44));

        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" } })).At("secondsLeft").GetInt32().ShouldBe(60);
    }

    private static async Task WindowEndsWhatWasBegunAsync(School school, Guid paper)
    {
        var pupil = await school.PupilAsync();
        var id = await school.ScheduleAsync(paper, pupil, length: TimeSpan.FromMinutes(31));
        school.App.Clock.Advance(TimeSpan.FromMinutes(20));

        (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).At("secondsLeft").GetInt32().ShouldBe(10 * 60);
    }

    private static async Task NobodyComesAsync(School school, Guid paper)
    {
        var pupil = await school.PupilAsync();
        var id = await school.ScheduleAsync(paper, pupil, length: TimeSpan.FromMinutes(31));
        school.App.Clock.Advance(TimeSpan.FromMinutes(30));

        (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Conflicts("examination.windowClosed");
        await RunAsync(school);

        (await pupil.Client.AskAsync($"examinations/own/{id}")).At("item.state").GetString().ShouldBe("missed");
    }

    private static async Task RunAsync(School school)
    {
        foreach (var routine in school.App.Services.GetServices<IRoutine>().Where(r => r.GetType().Name == "SittingClock"))
        {
            await routine.RunAsync(school.App.InstitutionId, CancellationToken.None);
        }
    }
}
