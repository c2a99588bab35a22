using System.Net;
using System.Text.RegularExpressions;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Examinations;

/// <summary>The pages of examinations, with the forms that a browser without scripts posts.</summary>
public sealed partial class ExaminationPageTests
{
    [Fact]
    public async Task Pages_InBothLanguages_HaveNoBareKeys()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var (literacy, written, trainee) = (await school.LiteracyPaperAsync(), await school.WrittenPaperAsync(), await school.TraineeAsync());
        var handedIn = await school.HandedInAsync(written, trainee);
        var (running, pupil) = await school.BegunAsync(literacy);
        var question = (await school.Trainer.Client.AskAsync("examinations/questions")).At("items").EnumerateArray().First().GetProperty("id").GetGuid();
        var blueprint = (await school.Trainer.Client.AskAsync("examinations/blueprints")).At("items").EnumerateArray().First().GetProperty("id").GetGuid();
        var trainer = await school.App.SignedInAsync(school.Trainer.User);
        var examiner = await school.App.SignedInAsync(school.First.User);
        var candidate = await school.App.SignedInAsync(pupil.User);
        string[] own = ["/my-examinations", $"/my-examinations/{running}", $"/my-examinations/{running}?q=3"];
        string[] marking = ["/examinations", "/examinations?mine=true", $"/examinations/sittings/{handedIn}", $"/examinations/sittings/{handedIn}/marking", "/examinations/skills"];
        string[] managing =
        [
            "/examinations", "/examinations/questions", "/examinations/questions/new", "/examinations/questions/import", $"/examinations/questions/{question}", $"/examinations/questions/{question}/edit",
            "/examinations/blueprints", "/examinations/blueprints/new", $"/examinations/blueprints/{blueprint}", $"/examinations/blueprints/{blueprint}/edit", $"/examinations/papers/{written}",
            $"/examinations/papers/{written}/statistics", "/examinations/sittings/new", $"/examinations/sittings/new?paper={literacy}", $"/examinations/sittings/new?paper={written}",
            $"/examinations/sittings/{handedIn}", $"/examinations/sittings/{running}", "/examinations/checklists", "/examinations/checklists/new", "/examinations/skills", "/examinations/skills/new",
            .. new[] { "single", "multiple", "judgement", "caseChoice", "caseOpen", "spotWrongAi" }.Select(k => $"/examinations/questions/new?kind={k}"),
        ];
        foreach (var language in new[] { "en", "zh" })
        {
            foreach (var (browser, pages) in new[] { (trainer, managing), (examiner, marking), (candidate, own) })
            {
                (await browser.Client.GetAsync($"/language/{(language == "zh" ? "zh-CN" : "en")}?returnUrl=/account")).Dispose();
                foreach (var page in pages)
                {
                    var html = await browser.GetAsync(page);
                    BareKey().Matches(html).Select(m => m.Value).ShouldBeEmpty(page);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Question_WrittenApprovedDrawnAndSat_AllByForms(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var (trainer, examiner) = (await school.App.SignedInAsync(school.Trainer.User), await school.App.SignedInAsync(school.First.User));
        var pupil = await school.PupilAsync();
        var candidate = await school.App.SignedInAsync(pupil.User);
        for (var i = 0; i < 2; i++)
        {
            var page = await LedAsync(trainer, "/examinations/questions/new?kind=judgement", "act", ("topic", school.Topic), ("stem", "页面题 " + CaseWorld.Next()), ("answer", "true"), ("rationale", "理由"), ("marks", "5"));
            await LedAsync(examiner, page, "approve");
        }

        var blueprint = await LedAsync(
            trainer, "/examinations/blueprints/new", "act", ("title", "页面卷"), ("purpose", "literacy"), ("durationMinutes", "10"), ("passPercent", "60"), ("sections.rows", "1"),
            ("sections[0].topic", school.Topic), ("sections[0].count", "2"));
        var paper = await LedAsync(trainer, blueprint, "draw", ("seed", "3"));
        var now = school.App.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        await LedAsync(
            trainer, $"/examinations/sittings/new?paper={paper.Split('/')[^1]}", "act", ("opensAt", now.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)),
            ("closesAt", now.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)), ("users", pupil.User.Id.ToString()));
        var own = SittingLink().Match(await candidate.GetAsync("/my-examinations")).Value;
        await LedAsync(candidate, own, "start");
        await LedAsync(candidate, own + "?q=1", "answer", ("choices", "true"));
        await LedAsync(candidate, own + "?q=2", "answer", ("choices", "true"));
        await LedAsync(candidate, own, "handIn");

        (await candidate.GetAsync(own)).ShouldContain("10 / 10");
        (await trainer.GetAsync("/examinations?state=concluded")).ShouldContain("10 / 10");
    }

    [Fact]
    public async Task Marking_ByForms_ConcludesTheExamination()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var trainee = await school.TraineeAsync();
        var id = await school.HandedInAsync(await school.WrittenPaperAsync(), trainee);
        var page = $"/examinations/sittings/{id}/marking";
        var browsers = new[] { await school.App.SignedInAsync(school.First.User), await school.App.SignedInAsync(school.Second.User) };
        foreach (var browser in browsers)
        {
            await LedAsync(browser, page, "mark3", ("marks", "7.5"), ("comment", "依据完整"));
        }

        foreach (var browser in browsers)
        {
            await LedAsync(browser, page, "conclude", ("signature.secret", TestUser.Password));
        }

        var candidate = await school.App.SignedInAsync(trainee.Pupil.User);
        (await candidate.GetAsync($"/my-examinations/{id}")).ShouldContain("17.5 / 20");
    }

    [Fact]
    public async Task Form_Refused_KeepsWhatWasTyped()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var trainer = await school.App.SignedInAsync(school.Trainer.User);

        using var answer = await trainer.PostAsync("/examinations/questions/new?kind=single", "act", ("topic", school.Topic), ("stem", "留下来的题干"), ("options.rows", "2"), ("options[0].text", "甲"), ("options[1].text", "乙"), ("marks", "5"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldContain("留下来的题干");
        html.ShouldContain("value=\"乙\"");
    }

    /// <summary>Posts a form and answers where it led; fails when it was refused.</summary>
    private static async Task<string> LedAsync(Browser browser, string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(path, form, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return new Uri(new Uri("http://x"), answer.Headers.Location!.OriginalString).AbsolutePath;
    }

    [GeneratedRegex("/my-examinations/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex SittingLink();

    [GeneratedRegex(@">\s*[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\s*<", RegexOptions.None, 2000)]
    private static partial Regex BareKey();
}
