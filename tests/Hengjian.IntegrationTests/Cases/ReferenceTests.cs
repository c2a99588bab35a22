using System.Net;
using System.Text.Json.Nodes;
using Hengjian.Governance.Quality.Rebuild;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>References that contradict, supersede and are withdrawn, and the statistics that follow.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Reference_ThatContradictsOneOfItsKind_NeedsAReasonAndBothShow(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.ConcludedAsync();
        (await AddAsync(world, id, Body(world, "pathology", "positive"))).Created();

        (await AddAsync(world, id, Body(world, "pathology", "negative"))).Names("reason");
        (await AddAsync(world, id, Body(world, "pathology", "positive"))).Created();
        (await AddAsync(world, id, Body(world, "surgery", "negative"))).Created();
        (await AddAsync(world, id, Body(world, "pathology", "negative").With("reason", "会诊后更正"))).Created();

        var references = (await world.CaseAsync(id)).At("references").EnumerateArray().ToList();
        references.Count(r => r.GetProperty("contradicted").GetBoolean()).ShouldBe(3);
        var judging = references.Single(r => r.GetProperty("judges").GetBoolean());
        judging.GetProperty("label").GetString().ShouldBe("negative");
        judging.GetProperty("reason").GetString().ShouldBe("会诊后更正");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Reference_SupersededOrWithdrawn_StaysOnRecordAndTheStatisticsFollow(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database);
        var world = await CaseWorld.OverAsync(app);
        var on = await world.DeployAsync();
        var id = await FollowUps.FollowUpTests.ConcludedAsync(world, on);
        var wrong = (await AddAsync(world, id, Body(world, "pathology", "negative"))).Created().Id;
        (await StatisticsAsync(world, on)).ShouldBe((1, 0, 1));

        (await AddAsync(world, id, Body(world, "pathology", "positive").With("supersedes", wrong))).Names("reason");
        var right = (await AddAsync(world, id, Body(world, "pathology", "positive").With("supersedes", wrong).With("reason", "标本核对后更正"))).Created().Id;
        (await StatisticsAsync(world, on)).ShouldBe((1, 1, 0));
        (await AddAsync(world, id, Body(world, "pathology", "positive").With("supersedes", wrong).With("reason", "x"))).Names("supersedes");

        (await WithdrawAsync(world, id, right, "")).Names("reason");
        (await WithdrawAsync(world, id, right, "患者不符")).Created();
        (await WithdrawAsync(world, id, right, "再次")).IsProblem(HttpStatusCode.Conflict).Code.ShouldBe("case.referenceEnded");
        (await StatisticsAsync(world, on)).ShouldBe((0, 0, 0));

        var references = (await world.CaseAsync(id)).At("references").EnumerateArray().ToList();
        references.Select(r => r.GetProperty("endReason").GetString()).ShouldBe(["标本核对后更正", "患者不符"]);
        references[0].GetProperty("supersededBy").GetGuid().ShouldBe(right);
        (await world.App.Services.GetRequiredService<RebuildCounters>().CheckAsync(world.App.InstitutionId, CancellationToken.None)).Differences.ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Withdrawal_OfAnotherCasesReference_IsNotFound(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var (one, other) = (await world.ConcludedAsync(), await world.ConcludedAsync());
        var reference = (await AddAsync(world, one, Body(world, "panel", "positive"))).Created().Id;

        (await WithdrawAsync(world, other, reference, "测试")).IsProblem(HttpStatusCode.NotFound);
    }

    private static JsonObject Body(CaseWorld world, string kind, string label) => Calls.Json(new { kind, label, establishedOn = CaseWorld.Day(world.Today) });

    private static Task<Answer> AddAsync(CaseWorld world, Guid id, JsonObject body) => world.Clinician.Client.SendAsync($"cases/{id}/references", body);

    private static Task<Answer> WithdrawAsync(CaseWorld world, Guid id, Guid reference, string reason) =>
        world.Clinician.Client.SendAsync($"cases/{id}/references/{reference}/withdrawal", new { reason });

    /// <summary>Judged cases, and of them the AI's true and false positives; the AI said positive.</summary>
    private static async Task<(int Judged, int TruePositive, int FalsePositive)> StatisticsAsync(CaseWorld world, Deployed on)
    {
        var answer = await world.Officer.AskAsync($"quality/statistics?deployment={on.Id}");
        return (answer.At("withReference").GetInt32(), answer.At("ai.tp").GetInt32(), answer.At("ai.fp").GetInt32());
    }
}
