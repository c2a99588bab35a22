using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Training.Feedback;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Training;

/// <summary>Outcome feedback: private to the physician, nothing below the least sample, and a proposal that the trainer sees only when shared or after its private days.</summary>
public sealed class FeedbackTests
{
    private const int Sample = 10;

    [Fact]
    public async Task Reader_WhoFollowsWrongAi_SeesItFirstAndTheTrainerOnlyWhenShared()
    {
        await using var app = await SmallSampleAsync();
        var world = await CaseWorld.OverAsync(app);
        await ReadAsync(world, Sample);
        var trainer = await app.ClientAsync(Role.Trainer);
        var routine = app.Services.GetServices<IRoutine>().OfType<RetrainingRoutine>().Single();
        await routine.RunAsync(app.InstitutionId, CancellationToken.None);
        await routine.RunAsync(app.InstitutionId, CancellationToken.None);

        var own = (await world.First.Client.AskAsync("training/feedback")).Is(HttpStatusCode.OK);
        var recent = own.At("categories")[0].GetProperty("periods").EnumerateArray().Single(p => p.GetProperty("period").GetString() == "recent");
        recent.GetProperty("judged").GetInt32().ShouldBe(Sample);
        recent.GetProperty("wrongFollow").GetProperty("value").GetDouble().ShouldBe(1);
        recent.GetProperty("wrongFollow").GetProperty("low").GetDouble().ShouldBeInRange(0.7, 0.73);
        recent.GetProperty("overrideOfRight").GetProperty("value").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, "no right AI was shown");
        var proposal = own.At("proposals").EnumerateArray().ShouldHaveSingleItem();
        var id = proposal.GetProperty("id").GetGuid();
        proposal.GetProperty("sharedFrom").GetString().ShouldBe(CaseWorld.Day(world.Today.AddDays(14)));

        (await trainer.AskAsync("training/feedback/proposals")).At("total").GetInt32().ShouldBe(0);
        (await trainer.SendAsync($"training/feedback/proposals/{id}/closing", new { note = "x" })).IsProblem(HttpStatusCode.NotFound);
        (await world.Second.Client.SendAsync($"training/feedback/proposals/{id}/answer", new { takeUp = true })).IsProblem(HttpStatusCode.NotFound);
        (await world.Officer.AskAsync("training/feedback/proposals")).IsProblem(HttpStatusCode.Forbidden);

        (await world.First.Client.SendAsync($"training/feedback/proposals/{id}/consent", new { })).Created();
        (await world.First.Client.SendAsync($"training/feedback/proposals/{id}/answer", new { takeUp = false })).Names("note", "field.required");
        (await world.First.Client.SendAsync($"training/feedback/proposals/{id}/answer", new { takeUp = true })).Created();
        (await trainer.AskAsync("training/feedback/proposals")).At("items").EnumerateArray().Where(p => p.GetProperty("id").GetGuid() == id).ShouldHaveSingleItem().GetProperty("state").GetString().ShouldBe("takenUp");
        (await trainer.SendAsync($"training/feedback/proposals/{id}/closing", new { note = "已安排培训" })).Created();

        app.Clock.Advance(TimeSpan.FromDays(14));
        (await trainer.AskAsync("training/feedback/proposals")).At("total").GetInt32().ShouldBe(2, "the private days of the second reader's are over");
    }

    [Fact]
    public async Task Reader_WithFewReadings_SeesNoShareAndGetsNoProposal()
    {
        await using var app = await SmallSampleAsync();
        var world = await CaseWorld.OverAsync(app);
        await ReadAsync(world, Sample - 1);
        await app.Services.GetServices<IRoutine>().OfType<RetrainingRoutine>().Single().RunAsync(app.InstitutionId, CancellationToken.None);

        var own = (await world.First.Client.AskAsync("training/feedback")).Is(HttpStatusCode.OK);

        own.At("proposals").GetArrayLength().ShouldBe(0);
        own.At("categories")[0].GetProperty("periods")[0].GetProperty("concordance").GetProperty("value").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await (await app.SignedInAsync(world.First.User)).GetAsync("/training/feedback")).ShouldContain("例数不足");
    }

    [Fact]
    public async Task Feedback_OfSomebodyWithoutARecord_IsNotThere()
    {
        var app = await AppFixture.SharedAsync(TestDatabase.Sqlite);

        (await (await app.ClientAsync(Role.Trainer)).AskAsync("training/feedback")).IsProblem(HttpStatusCode.NotFound);
    }

    /// <summary>Cases in which the AI and both readers said positive, and pathology said negative.</summary>
    private static async Task ReadAsync(CaseWorld world, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            var id = await world.ConcludedAsync();
            (await world.Clinician.Client.SendAsync($"cases/{id}/references", new { kind = "pathology", label = "negative", establishedOn = CaseWorld.Day(world.Today) })).Created();
        }
    }

    /// <summary>An application of its own whose house rules look at ten readings already.</summary>
    private static async Task<AppFixture> SmallSampleAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hengjian-test-").FullName;
        var packs = Directory.CreateDirectory(Path.Combine(folder, "packs"));
        await File.WriteAllTextAsync(
            Path.Combine(packs.FullName, "small.json"),
            """
            { "overlay": "SMALL", "version": 1, "base": "HP", "kind": "province", "name": { "zh": "小样本", "en": "Small samples" }, "effective": {},
              "clauses": { "HP-6.7": { "parameters": { "leastSample": { "value": 10 } } } } }
            """);
        return await AppFixture.StartInAsync(folder, TestDatabase.Sqlite, ownsFolder: true);
    }
}
