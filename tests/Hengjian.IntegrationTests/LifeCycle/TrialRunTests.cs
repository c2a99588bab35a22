using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>A trial ends well only over its conditions.</summary>
public sealed class TrialRunTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Trial_BeforeItsCasesAreThere_CannotEndWellButCanBeStopped(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.TrialAsync();
        var path = $"deployments/{on.Id}/trial-run";

        (await world.Officer.SendAsync($"{path}/end", new { succeeded = true, report = "好", signature = CaseSteps.Signature })).Conflicts("lifeCycle.trialTooEarly");
        (await world.Officer.AskAsync(path)).At("blocked").GetString().ShouldBe("lifeCycle.trialTooEarly");
        (await world.Officer.SendAsync($"{path}/end", new { succeeded = false, report = "科室无人手", signature = CaseSteps.Signature })).Created();

        (await world.Officer.AskAsync(path)).State.ShouldBe("stopped");
        await world.ApproveAsync(on.Id, "routineUse");
        (await world.HandInAsync(on.Id, "routineUse")).RefusedBy("HP-5.1").Decision("HP-5.1").GetProperty("missing").GetString()!.ShouldContain("stopped");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Trial_Running_CountsItsCases(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.TrialAsync();
        var issued = await world.AnalysedAsync(on: on);
        (await world.First.OpineAsync(issued)).Created();
        (await world.Second.OpineAsync(issued)).Created();
        await world.RegisterAsync(on: on);

        var trial = await world.Officer.AskAsync($"deployments/{on.Id}/trial-run");

        trial.At("counts.cases").GetInt32().ShouldBe(2);
        trial.At("counts.issued").GetInt32().ShouldBe(1);
        trial.At("counts.readByTwo").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("from", null, "from")]
    [InlineData("from", "1999-01-01", "from")]
    [InlineData("to", "2020-01-01", "to")]
    [InlineData("leastCases", 0, "leastCases")]
    [InlineData("stopRules", null, "stopRules")]
    [InlineData("stopRules.0.text", "", "stopRules[0].text")]
    [InlineData("stopRules.0.failureShare", 2.0, "stopRules[0].failureShare")]
    [InlineData("readers", new[] { "0198c0de-0000-7000-8000-000000000000" }, "readers")]
    public async Task Conditions_WithAWrongField_NameIt(string path, object? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");

        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run", world.TrialBody().With(path, value))).Names(field);
    }

    [Fact]
    public async Task Conditions_OfOneInRoutineUse_Conflict()
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.DeployAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run", world.TrialBody())).Conflicts("lifeCycle.trialNotNow");
    }
}
