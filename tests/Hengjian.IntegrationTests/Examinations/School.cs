using System.Globalization;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Examinations;

/// <summary>Someone with an account and a client.</summary>
internal sealed record Pupil(TestUser User, HttpClient Client);

/// <summary>A trainer, three examiners and a bank of its own topic, in the application's institution.</summary>
internal sealed record School(AppFixture App, string Topic, Pupil Trainer, Pupil First, Pupil Second, Pupil Third)
{
    private static int _schools;

    public static async Task<School> OpenAsync(AppFixture app)
    {
        async Task<Pupil> OneAsync(Role role)
        {
            var user = await app.UserAsync(role);
            return new Pupil(user, await app.ClientAsync(user));
        }

        var topic = "主题 " + Interlocked.Increment(ref _schools).ToString(CultureInfo.InvariantCulture);
        return new School(app, topic, await OneAsync(Role.Trainer), await OneAsync(Role.Examiner), await OneAsync(Role.Examiner), await OneAsync(Role.Examiner));
    }

    public static async Task<School> OpenAsync(TestDatabase database) => await OpenAsync(await AppFixture.SharedAsync(database));

    public JsonObject Single(string? stem = null) => Calls.Json(new
    {
        kind = "single",
        topic = Topic,
        stem = stem ?? "何者为真 " + CaseWorld.Next(),
        options = new object[] { new { text = "对的一项", correct = true }, new { text = "错的一项" }, new { text = "另一错项" }, new { text = "再一错项" } },
        rationale = "SENTINEL-RATIONALE",
        marks = 5,
        difficultyPercent = 70,
    });

    public JsonObject Spot(bool aiIsWrong) => Calls.Json(new
    {
        kind = "spotWrongAi",
        topic = Topic,
        stem = "AI 报告右上叶结节 " + CaseWorld.Next(),
        aiResult = "右上叶 8 mm 实性结节，恶性概率 0.92",
        answer = aiIsWrong ? "correct" : "follow",
        rationale = "SENTINEL-RATIONALE",
        marks = 5,
    });

    public JsonObject Open() => Calls.Json(new { kind = "caseOpen", topic = Topic, stem = "写出判读依据 " + CaseWorld.Next(), guide = "SENTINEL-GUIDE 大小、密度、边缘", rationale = "SENTINEL-RATIONALE", marks = 10 });

    /// <summary>An approved question.</summary>
    public async Task<Guid> AskAsync(JsonObject question)
    {
        var id = (await Trainer.Client.SendAsync("examinations/questions", question)).Created().Id;
        var version = (await Trainer.Client.AskAsync($"examinations/questions/{id}")).At("versions").EnumerateArray().First().GetProperty("id").GetGuid();
        (await First.Client.SendAsync($"examinations/questions/{id}/versions/{version}/approval", new { })).Created();
        return id;
    }

    public JsonObject Blueprint(string purpose, params (string Kind, int Count)[] sections) => Calls.Json(new
    {
        title = "试卷 " + CaseWorld.Next(),
        purpose,
        durationMinutes = 30,
        passPercent = 60,
        sections = sections.Select(s => new { topic = Topic, kind = s.Kind, count = s.Count }),
    });

    public async Task<Guid> PaperAsync(string purpose, params (string Kind, int Count)[] sections)
    {
        var blueprint = (await Trainer.Client.SendAsync("examinations/blueprints", Blueprint(purpose, sections))).Created().Id;
        return (await Trainer.Client.SendAsync($"examinations/blueprints/{blueprint}/papers", new { seed = 7 })).Created().Id;
    }

    /// <summary>A paper of literacy: two single choices, a wrong AI and a right one.</summary>
    public async Task<Guid> LiteracyPaperAsync()
    {
        await AskAsync(Single());
        await AskAsync(Single());
        await AskAsync(Spot(aiIsWrong: true));
        await AskAsync(Spot(aiIsWrong: false));
        return await PaperAsync("literacy", ("single", 2), ("spotWrongAi", 2));
    }

    public async Task<Pupil> PupilAsync(Role role = Role.Physician)
    {
        var user = await App.UserAsync(role);
        return new Pupil(user, await App.ClientAsync(user));
    }

    public JsonObject Window(Guid paper, TimeSpan? opensIn = null, TimeSpan? length = null)
    {
        var opens = App.Clock.GetUtcNow() + (opensIn ?? TimeSpan.FromMinutes(-1));
        return Calls.Json(new { paperId = paper, opensAt = CaseWorld.Instant(opens), closesAt = CaseWorld.Instant(opens + (length ?? TimeSpan.FromHours(2))) });
    }

    public async Task<Guid> ScheduleAsync(Guid paper, Pupil pupil, TimeSpan? opensIn = null, TimeSpan? length = null) =>
        (await Trainer.Client.SendAsync("examinations/sittings", Window(paper, opensIn, length).With("users", new[] { pupil.User.Id }))).Created().At("ids").EnumerateArray().Single().GetGuid();

    /// <summary>A begun literacy test of a new user.</summary>
    public async Task<(Guid Id, Pupil Pupil)> BegunAsync(Guid? paper = null)
    {
        var pupil = await PupilAsync();
        var id = await ScheduleAsync(paper ?? await LiteracyPaperAsync(), pupil);
        (await pupil.Client.SendAsync($"examinations/own/{id}/start", new { })).Created();
        return (id, pupil);
    }

    public static Task<Answer> SaveAsync(HttpClient client, Guid sitting, int position, object answer) => client.PutAsync($"examinations/own/{sitting}/answers/{position}", Calls.Json(answer), null);

    /// <summary>Answers every question of the running sitting rightly, or wrongly, by the texts that the candidate sees.</summary>
    public static async Task AnswerAllAsync(HttpClient client, Guid sitting, bool right)
    {
        foreach (var question in (await client.AskAsync($"examinations/own/{sitting}")).At("shown").EnumerateArray())
        {
            var position = question.GetProperty("position").GetInt32();
            var kind = question.GetProperty("kind").GetString();
            object answer = kind switch
            {
                "caseOpen" => new { text = "实性，边缘毛刺" },
                _ => new { choices = new[] { question.GetProperty("options").EnumerateArray().First(o => o.GetProperty("text").GetString()!.StartsWith('对') == right).GetProperty("value").GetString() } },
            };
            (await SaveAsync(client, sitting, position, answer)).Is(System.Net.HttpStatusCode.OK);
        }
    }
}
