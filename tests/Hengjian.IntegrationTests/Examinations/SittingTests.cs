using System.Net;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.Governance.Access.Contracts;

namespace Hengjian.IntegrationTests.Examinations;

public sealed class SittingTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Literacy_EveryAnswerRight_PassesAtTheHandInWithTheJudgementOfAi(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var (id, pupil) = await school.BegunAsync();
        await AnswerAsync(pupil.Client, id, spot: "correct");

        (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();

        var view = await pupil.Client.AskAsync($"examinations/own/{id}");
        view.At("result.passed").GetBoolean().ShouldBeTrue(view.Text);
        view.At("result.score").GetDecimal().ShouldBe(15);
        view.At("result.judgement.corrected").GetInt32().ShouldBe(1);
        view.At("result.judgement.followed").GetInt32().ShouldBe(0);
        view.At("result.topics").EnumerateArray().Single().GetProperty("groupMedian").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Answer_SavedTwice_StandsOnceAndAnOvertakenOneChangesNothing(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var (id, pupil) = await school.BegunAsync();

        var first = await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" }, sequence = 3 });
        var again = await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" }, sequence = 3 });
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "B" }, sequence = 2 })).Is(HttpStatusCode.OK);

        again.At("savedAt").GetString().ShouldBe(first.At("savedAt").GetString());
        (await ChosenAsync(pupil.Client, id, 1)).ShouldBe(["A"]);
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "C" }, sequence = 4 })).Is(HttpStatusCode.OK);
        (await ChosenAsync(pupil.Client, id, 1)).ShouldBe(["C"]);
    }

    [Theory]
    [InlineData("""{"choices":["Z"]}""", "choices")]
    [InlineData("""{"choices":["A","B"]}""", "choices")]
    [InlineData("""{"choices":[null]}""", "choices")]
    [InlineData("""{"text":"x"}""", "text")]
    [InlineData("""{"choices":["A"],"sequence":-1}""", "sequence")]
    public async Task Answer_Malformed_IsRefusedAndNothingIsSaved(string body, string field)
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var (id, pupil) = await school.BegunAsync();

        (await pupil.Client.CallAsync(HttpMethod.Put, $"examinations/own/{id}/answers/1", Calls.Content(body))).Names(field);

        (await ChosenAsync(pupil.Client, id, 1)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Candidate_WhileTheSittingRuns_IsToldNothingOfTheRightAnswers(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        await school.AskAsync(school.Open());
        await school.LiteracyPaperAsync();
        var paper = await school.PaperAsync("literacy", ("single", 2), ("spotWrongAi", 2), ("caseOpen", 1));
        var (id, pupil) = await school.BegunAsync(paper);
        var browser = await school.App.SignedInAsync(pupil.User);
        var told = new List<string> { (await pupil.Client.AskAsync($"examinations/own/{id}")).Text, (await pupil.Client.AskAsync("examinations/own")).Text };
        for (var q = 1; q <= 5; q++)
        {
            told.Add(await browser.GetAsync($"/my-examinations/{id}?q={q}"));
            told.Add((await School.SaveAsync(pupil.Client, id, q, new { })).Text);
        }

        told.ShouldAllBe(t => !t.Contains("SENTINEL", StringComparison.Ordinal));
        told.ShouldAllBe(t => !t.Contains("\"correct\":", StringComparison.Ordinal));
        var right = (await pupil.Client.AskAsync($"examinations/own/{id}")).At("shown").EnumerateArray().Where(q => q.GetProperty("kind").GetString() == "single")
            .Select(q => q.GetProperty("options").EnumerateArray().ToList().FindIndex(o => o.GetProperty("text").GetString() == "对的一项"));
        right.ShouldAllBe(i => i >= 0);
    }

    [Fact]
    public async Task Options_OfManyCandidates_StandInDifferentOrders()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var paper = await school.LiteracyPaperAsync();
        var places = new HashSet<int>();
        for (var i = 0; i < 8; i++)
        {
            var (id, pupil) = await school.BegunAsync(paper);
            places.Add((await pupil.Client.AskAsync($"examinations/own/{id}")).At("shown").EnumerateArray().First().GetProperty("options").EnumerateArray().ToList().FindIndex(o => o.GetProperty("text").GetString() == "对的一项"));
        }

        places.Count.ShouldBeGreaterThan(1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sitting_OfAnother_IsNotThere(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var (id, _) = await school.BegunAsync();
        var other = await school.PupilAsync();

        foreach (var client in new[] { other.Client, school.Trainer.Client, school.First.Client })
        {
            (await client.AskAsync($"examinations/own/{id}")).IsProblem(HttpStatusCode.NotFound);
            (await School.SaveAsync(client, id, 1, new { choices = new[] { "A" } })).IsProblem(HttpStatusCode.NotFound);
            (await client.SendAsync($"examinations/own/{id}/hand-in", new { })).IsProblem(HttpStatusCode.NotFound);
        }

        (await school.First.Client.AskAsync($"examinations/sittings/{id}")).IsProblem(HttpStatusCode.NotFound);
        (await school.Trainer.Client.AskAsync($"examinations/sittings/{id}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Begin_BeforeTheWindow_IsRefusedWithTheTime()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var pupil = await school.PupilAsync();
        var id = await school.ScheduleAsync(await school.LiteracyPaperAsync(), pupil, opensIn: TimeSpan.FromHours(1));

        (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Conflicts("examination.notOpen");
        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" } })).Conflicts("examination.notBegun");
    }

    [Fact]
    public async Task HandIn_Done_TakesNoMoreAnswers()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var (id, pupil) = await school.BegunAsync();
        (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();

        (await School.SaveAsync(pupil.Client, id, 1, new { choices = new[] { "A" } })).Conflicts("examination.handedIn");
        (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Conflicts("examination.handedIn");
    }

    [Fact]
    public async Task Schedule_SomeoneWhoReadsTheBank_IsRefused()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var paper = await school.LiteracyPaperAsync();

        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Window(paper).With("users", new[] { school.Third.User.Id }))).Conflicts("examination.candidateReadsBank");
    }

    [Fact]
    public async Task Schedule_OneWhoHasOneOpen_IsRefused()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var paper = await school.LiteracyPaperAsync();
        var (_, pupil) = await school.BegunAsync(paper);

        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Window(paper).With("users", new[] { pupil.User.Id }))).Conflicts("examination.alreadyScheduled");
    }

    [Fact]
    public async Task Resit_TheDayOfTheFailure_IsRefusedByTheRule()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var paper = await school.LiteracyPaperAsync();
        var (id, pupil) = await school.BegunAsync(paper);
        (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();
        (await pupil.Client.AskAsync($"examinations/own/{id}")).At("result.passed").GetBoolean().ShouldBeFalse();

        (await school.Trainer.Client.SendAsync("examinations/sittings", school.Window(paper).With("users", new[] { pupil.User.Id }))).RefusedBy("HP-6.5");
        var later = school.Window(paper, opensIn: TimeSpan.FromDays(8)).With("users", new[] { pupil.User.Id });
        (await school.Trainer.Client.SendAsync("examinations/sittings", later)).Created();
    }

    [Fact]
    public async Task Page_WithoutScripts_TakesTheAnswerAndGoesToTheNextQuestion()
    {
        var school = await School.OpenAsync(TestDatabase.Sqlite);
        var (id, pupil) = await school.BegunAsync();
        var browser = await school.App.SignedInAsync(pupil.User);

        using var answer = await browser.PostAsync($"/my-examinations/{id}?q=1", "answer", ("choices", "B"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        answer.Headers.Location!.OriginalString.ShouldEndWith("?q=2");
        (await ChosenAsync(pupil.Client, id, 1)).ShouldBe(["B"]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Statistics_OfTenSittings_StandAndOfNineDoNot(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var paper = await school.LiteracyPaperAsync();
        for (var i = 0; i < 10; i++)
        {
            if (i == 9)
            {
                var few = await school.Trainer.Client.AskAsync($"examinations/papers/{paper}/statistics");
                (few.At("tooFew").GetBoolean(), few.At("items").GetArrayLength()).ShouldBe((true, 0));
            }

            var (id, pupil) = await school.BegunAsync(paper);
            await AnswerAsync(pupil.Client, id, spot: i % 2 == 0 ? "correct" : "follow", right: i < 6);
            (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();
        }

        var figures = await school.Trainer.Client.AskAsync($"examinations/papers/{paper}/statistics");
        figures.At("candidates").GetInt32().ShouldBe(10);
        figures.At("items").EnumerateArray().First().GetProperty("difficulty").GetDouble().ShouldBe(0.6, 1e-9);
        figures.At("items").EnumerateArray().First().GetProperty("distractors").EnumerateArray().Sum(d => d.GetProperty("chosen").GetInt32()).ShouldBe(10);
        (await school.Trainer.Client.GetStringAsync($"{Calls.Root}examinations/papers/{paper}/statistics/export?format=csv")).ShouldContain("Discrimination");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sittings_ManyAtOnce_LoseNoAnswer(TestDatabase database)
    {
        var school = await School.OpenAsync(database);
        var paper = await school.LiteracyPaperAsync();
        var pupils = new List<Pupil>();
        for (var i = 0; i < Sizes.Of(30, 500); i++)
        {
            pupils.Add(await school.PupilAsync());
        }

        var made = (await school.Trainer.Client.SendAsync("examinations/sittings", school.Window(paper).With("users", pupils.Select(p => p.User.Id)))).Created();
        var sittings = made.At("ids").EnumerateArray().Select(i => i.GetGuid());

        await Task.WhenAll(pupils.Zip(sittings, SitAsync));

        static async Task SitAsync(Pupil pupil, Guid id)
        {
            (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Created();
            var last = new Dictionary<int, string>();
            foreach (var (question, turn) in (await pupil.Client.AskAsync($"examinations/own/{id}")).At("shown").EnumerateArray().SelectMany(q => new[] { (q, 0), (q, 1) }))
            {
                var position = question.GetProperty("position").GetInt32();
                last[position] = question.GetProperty("options").EnumerateArray().ElementAt((position + turn) % 2).GetProperty("value").GetString()!;
                (await School.SaveAsync(pupil.Client, id, position, new { choices = new[] { last[position] }, sequence = turn + 1 })).Is(HttpStatusCode.OK);
            }

            (await pupil.Client.SendAsync($"examinations/own/{id}/hand-in", new { })).Created();
            foreach (var question in (await pupil.Client.AskAsync($"examinations/own/{id}")).At("shown").EnumerateArray())
            {
                question.GetProperty("choices").EnumerateArray().Select(c => c.GetString()).ShouldBe([last[question.GetProperty("position").GetInt32()]]);
            }
        }
    }

    /// <summary>Answers the single choices by their texts, and every question about an AI with one word.</summary>
    internal static async Task AnswerAsync(HttpClient client, Guid sitting, string spot, bool right = true)
    {
        foreach (var question in (await client.AskAsync($"examinations/own/{sitting}")).At("shown").EnumerateArray())
        {
            var choice = question.GetProperty("kind").GetString() == "spotWrongAi"
                ? spot
                : question.GetProperty("options").EnumerateArray().First(o => (o.GetProperty("text").GetString() == "对的一项") == right).GetProperty("value").GetString();
            (await School.SaveAsync(client, sitting, question.GetProperty("position").GetInt32(), new { choices = new[] { choice } })).Is(HttpStatusCode.OK);
        }
    }

    private static async Task<IReadOnlyList<string?>> ChosenAsync(HttpClient client, Guid sitting, int position) =>
        [.. (await client.AskAsync($"examinations/own/{sitting}")).At("shown").EnumerateArray().Single(q => q.GetProperty("position").GetInt32() == position).GetProperty("choices").EnumerateArray().Select(c => c.GetString())];
}
