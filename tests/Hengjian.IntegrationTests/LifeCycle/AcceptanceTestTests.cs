using System.Globalization;
using System.Net;
using System.Text;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.LifeCycle;

/// <summary>Tests on a local sample: planned and frozen, then reported by counts or by a list of cases.</summary>
public sealed class AcceptanceTestTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Report_ByCounts_GivesIntervalsAndPasses(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        var test = await world.TestAsync(on.Id);

        var view = (await world.Officer.AskAsync($"deployments/{on.Id}/acceptance-tests/{test}")).Is(HttpStatusCode.OK);

        view.At("plan.reasoning.counting").GetInt64().ShouldBe(97, "z² · 0.9 · 0.1 / 0.06²");
        view.At("plan.reasoning.total").GetInt64().ShouldBe(194);
        var sensitivity = view.At("results.criteria")[0];
        sensitivity.GetProperty("value").GetDouble().ShouldBe(0.9);
        sensitivity.GetProperty("low").GetDouble().ShouldBe(0.82563, 0.00001);
        sensitivity.GetProperty("high").GetDouble().ShouldBe(0.94477, 0.00001);
        view.At("state").GetString().ShouldBe("passed");
        view.At("signatureId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Report_BelowItsCriterion_FailsAndTheGateSaysBy(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        await world.PassAsync(on.Id, "review");
        await world.PassAsync(on.Id, "acceptanceTest");
        var test = (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests", Journey.TestPlan())).Created().Id;
        (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests/{test}/report", world.TestReport(truePositives: 85))).Created().State.ShouldBe("failed");
        (await world.Officer.SendAsync($"deployments/{on.Id}/trial-run", world.TrialBody())).Created();
        await world.ApproveAsync(on.Id, "trialRun");

        var refused = (await world.HandInAsync(on.Id, "trialRun")).RefusedBy("HP-5.2");

        refused.Decision("HP-5.2").GetProperty("missing").GetString()!.ShouldContain("sensitivity is not met: 85.0 %");
        (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests/{test}/report", world.TestReport())).Conflicts("lifeCycle.testEnded");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Report_FromAList_CountsFailuresApart(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        var test = (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests", Journey.TestPlan())).Created().Id;

        var report = (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests/{test}/report", ListReport(world, List(90, 10, 95, 5, 3)))).Created();

        report.At("results.counts.truePositives").GetInt32().ShouldBe(90);
        report.At("results.counts.failures").GetInt32().ShouldBe(3);
        report.At("results.fileHash").GetString()!.Length.ShouldBe(64);
        report.State.ShouldBe("passed");
    }

    [Theory]
    [InlineData("case,reference,ai\n990105194912310023,positive,positive", "lifeCycle.csvIdentity")]
    [InlineData("case,reference,ai\nA1,positive,positive\nA1,negative,negative", "lifeCycle.csvTwice")]
    [InlineData("case,reference,ai\nA1,sick,positive", "lifeCycle.csvLabel")]
    [InlineData("case,reference,ai\nA1,positive,maybe", "lifeCycle.csvLabel")]
    [InlineData("case,reference,ai\n,positive,positive", "lifeCycle.csvKey")]
    [InlineData("case,reference\nA1,positive", "lifeCycle.csvColumns")]
    [InlineData("case,reference,ai\n\"A1,positive,positive", "lifeCycle.csvQuotes")]
    public async Task Report_FromAFaultyList_NamesTheFault(string csv, string code)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var test = (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests", Journey.TestPlan())).Created().Id;

        (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests/{test}/report", ListReport(world, csv))).Names("csv", code);
    }

    [Theory]
    [InlineData("from", "2020-01-01", "from")]
    [InlineData("from", null, "from")]
    [InlineData("to", "2999-01-01", "to")]
    [InlineData("counts", null, "counts")]
    [InlineData("csv", "case,reference,ai", "counts")]
    [InlineData("counts.falsePositives", null, "counts.falsePositives")]
    [InlineData("counts.failures", -1, "counts.failures")]
    public async Task Report_WithAWrongField_NamesIt(string path, object? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();
        var test = (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests", Journey.TestPlan())).Created().Id;

        (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests/{test}/report", world.TestReport().With(path, value))).Names(field);
    }

    [Theory]
    [InlineData("technologyVersionId", "0198c0de-0000-7000-8000-000000000000", "technologyVersionId")]
    [InlineData("referenceStandard", " ", "referenceStandard")]
    [InlineData("source", null, "source")]
    [InlineData("sampleSize", 193, "sampleSize")]
    [InlineData("sampleSize", 0, "sampleSize")]
    [InlineData("reasoning", null, "reasoning")]
    [InlineData("reasoning.expected", 1.0, "reasoning.expected")]
    [InlineData("reasoning.halfWidth", null, "reasoning.halfWidth")]
    [InlineData("reasoning.halfWidth", 0.0001, "reasoning.expected")]
    [InlineData("reasoning.share", 0.0, "reasoning.share")]
    [InlineData("criteria.0.limit", 1.1, "criteria[0].limit")]
    [InlineData("criteria.1.metric", "sensitivity", "criteria[1].metric")]
    [InlineData("criteria.0.metric", "onTime", "turnaroundMinutes")]
    [InlineData("criteria.0", null, "criteria[0]")]
    public async Task Plan_WithAWrongField_NamesIt(string path, object? value, string field)
    {
        var world = await Journey.WorldAsync(TestDatabase.Sqlite);
        var on = await world.ProposeAsync();

        (await world.Officer.SendAsync($"deployments/{on.Id}/acceptance-tests", Journey.TestPlan().With(path, value))).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Plan_ASecondTime_ConflictsUntilTheFirstIsWithdrawn(TestDatabase database)
    {
        var world = await Journey.WorldAsync(database);
        var on = await world.ProposeAsync();
        var path = $"deployments/{on.Id}/acceptance-tests";
        var first = (await world.Officer.SendAsync(path, Journey.TestPlan())).Created().Id;
        (await world.Officer.SendAsync(path, Journey.TestPlan())).Conflicts("lifeCycle.testPlanned");

        (await world.Officer.SendAsync($"{path}/{first}/withdrawal", new { reason = "标准写错" })).Created();

        (await world.Officer.SendAsync(path, Journey.TestPlan())).Created();
    }

    private static System.Text.Json.Nodes.JsonObject ListReport(CaseWorld world, string csv) => world.TestReport().Without("counts").With("csv", csv);

    private static string List(int tp, int fn, int tn, int fp, int failures)
    {
        var text = new StringBuilder("case,reference,ai\n");
        var number = 0;
        foreach (var (count, reference, ai) in new[] { (tp, "positive", "positive"), (fn, "positive", "negative"), (tn, "negative", "negative"), (fp, "negative", "positive"), (failures, "positive", "") })
        {
            for (var i = 0; i < count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"K{++number:0000},{reference},{ai}\n");
            }
        }

        return text.ToString();
    }
}
