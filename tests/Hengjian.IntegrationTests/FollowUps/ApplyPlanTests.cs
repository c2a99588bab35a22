using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.FollowUps;

/// <summary>A changed plan carried to cases that were concluded before.</summary>
public sealed class ApplyPlanTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ChangedPlan_CarriedToEarlierCases_AddsAndDropsOpenTasksAndLeavesWhatWasDone(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (on, nurse) = await FollowUpTests.PlanAsync(world);
        var id = await FollowUpTests.ConcludedAsync(world, on);
        var other = await FollowUpTests.ConcludedAsync(world, on, "negative");
        var first = (await TasksAsync(world, id))[0].GetProperty("id").GetGuid();
        (await nurse.SendAsync($"cases/{id}/follow-ups", FollowUpTests.Done(first))).Created();
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan", new
        {
            steps = new object[] { new { months = 3, labels = new[] { "positive" }, purpose = "复查" }, new { months = 0, labels = Array.Empty<string>(), purpose = "当日告知" } }, reason = "改为三个月",
        })).Created();

        var preview = (await world.Officer.AskAsync($"deployments/{on.Id}/follow-up-plan/application")).Is(HttpStatusCode.OK);
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan/application", new { plan = preview.At("plan").GetInt32() - 1, reason = "旧" })).Conflicts("followUp.otherPlan");
        var job = (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan/application", new { plan = preview.At("plan").GetInt32(), reason = "委员会决定" })).Created().Id;
        await EndedAsync(world, job);

        preview.At("cases").GetInt32().ShouldBe(2);
        preview.At("changed").GetInt32().ShouldBe(2);
        preview.At("added").GetInt32().ShouldBe(3);
        preview.At("dropped").GetInt32().ShouldBe(1);
        (await TasksAsync(world, id)).Select(t => (t.GetProperty("months").GetInt32(), t.GetProperty("state").GetString())).ShouldBe([(0, "open"), (1, "done"), (3, "open"), (6, "dropped")], ignoreOrder: true);
        (await TasksAsync(world, other)).Select(t => t.GetProperty("months").GetInt32()).ShouldBe([0]);
        (await world.Officer.AskAsync($"deployments/{on.Id}/follow-up-plan")).At("appliedReason").GetString().ShouldBe("委员会决定");
        (await world.Officer.AskAsync($"deployments/{on.Id}/follow-up-plan/application")).At("changed").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Page_ShowsThePreviewAndStartsTheJob()
    {
        var world = await CaseWorld.SharedAsync(TestDatabase.Sqlite);
        var (on, _) = await FollowUpTests.PlanAsync(world);
        await FollowUpTests.ConcludedAsync(world, on);
        (await world.Officer.SendAsync($"deployments/{on.Id}/follow-up-plan", new { steps = Array.Empty<object>(), reason = "免除" })).Created();
        var officer = await world.App.SignedInAsync(await world.App.UserAsync(Role.GovernanceOfficer));
        var page = $"/follow-ups/plans/{on.Id}/apply";

        (await officer.GetAsync(page)).ShouldContain("取消随访");
        using var done = await officer.PostAsync(page, "act", ("reason", "免除"), ("plan", (await world.Officer.AskAsync($"deployments/{on.Id}/follow-up-plan")).At("number").GetRawText()));

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        done.Headers.Location!.OriginalString.ShouldContain("/jobs/");
    }

    private static async Task<List<JsonElement>> TasksAsync(CaseWorld world, Guid id) => [.. (await world.Officer.AskAsync($"cases/{id}/follow-ups")).At("items").EnumerateArray()];

    private static async Task EndedAsync(CaseWorld world, Guid job)
    {
        var jobs = world.App.Services.GetRequiredService<JobQueue>();
        for (var i = 0; i < 200; i++)
        {
            await using var db = world.App.Read();
            if (db.Set<JobRow>().Single(j => j.Id == job).State is not (JobState.Queued or JobState.Running) and var state)
            {
                state.ShouldBe(JobState.Done);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        jobs.ShouldBeNull("the job did not end");
    }
}
