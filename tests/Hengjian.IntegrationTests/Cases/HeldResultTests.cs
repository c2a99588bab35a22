using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Indications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>An AI result that comes before the consent is refused, held and shown to nobody; the consent lets it in by itself, once.</summary>
public sealed class HeldResultTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Result_BeforeTheConsent_IsHeldAndShownToNobody(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");

        var seen = await world.CaseAsync(id);
        seen.State.ShouldBe("indicated");
        var held = seen.At("aiResults")[0];
        held.GetProperty("status").GetString().ShouldBe("awaitingConsent");
        held.GetProperty("label").ValueKind.ShouldBe(JsonValueKind.Null);
        held.GetProperty("score").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.Text.ShouldNotContain("右上叶");
        (await world.First.Client.AskAsync($"cases/{id}")).At("aiResults").GetArrayLength().ShouldBe(0, "a reader sees none of it");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_SentAgainBeforeTheConsent_IsStoredOnce(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var body = world.ResultBody();
        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results", body)).RefusedBy("R17-3.4");

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/ai-results", body))).RefusedBy("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_ThatIsWhole_LetsTheHeldResultIn(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");

        (await ConsentAsync(world, id, world.ConsentBody())).Created().State.ShouldBe("analysed");

        var result = (await world.CaseAsync(id)).At("aiResults").EnumerateArray().ShouldHaveSingleItem();
        result.GetProperty("status").GetString().ShouldBe("accepted");
        result.GetProperty("label").GetString().ShouldBe("positive");
        result.GetProperty("operator").GetProperty("id").GetGuid().ShouldBe(world.Technician.Id);
        Clauses(result).ShouldBe(["R17-0.1", "R17-0.2", "R17-3.8.1a", "R17-3.4", "R17-2.2", "R17-3.2b", "R17-3.1a", "HP-7.1"], ignoreOrder: true);
        (await ActionsAsync(world, id)).ShouldBe(["case.aiResult.awaitingConsent", "case.aiResult.letIn"]);
        (await world.First.OpineAsync(id)).Created();
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        (await ActionsAsync(world, id)).Count.ShouldBe(2, "it comes in once");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfADevice_ComesInAwaitingItsOperator(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).RefusedBy("R17-3.4");

        (await ConsentAsync(world, id, world.ConsentBody())).Created().State.ShouldBe("analysed");

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.AwaitingOperator]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Consent_ThatLacksSomething_LetsNothingInUntilItsReplacement(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");
        var alone = world.ConsentBody();
        alone["parties"]!.AsArray().RemoveAt(1);

        (await ConsentAsync(world, id, alone)).Created().State.ShouldBe("indicated");
        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.AwaitingConsent]);
        (await ConsentAsync(world, id, alone.With("emergency", new { reason = "联系不到家属", approvedBy = world.Senior.Id }))).Created().State.ShouldBe("analysed");

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.Accepted]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Results_ThatBothWaited_LeaveTheLastAsTheCasesOwn(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.ReceiveAsync(id, "negative")).RefusedBy("R17-3.4");
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");

        (await ConsentAsync(world, id, world.ConsentBody())).Created();

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.Replaced, AiResultStatus.Accepted]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_AfterThePatientRefused_IsRefusedAndNotStored(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await ConsentAsync(world, id, Refusal(world))).Created();

        (await world.StoresNothingAsync(id, () => world.ReceiveAsync(id))).RefusedBy("R17-3.4");
    }

    [Theory, MemberData(nameof(All))]
    public async Task HeldResult_WhosePatientRefuses_StaysUnseenUntilTheCaseGoesOnWithoutIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await ConsentToAiTests.AskingAsync(world);
        var id = await world.RegisterAsync(on: on);
        (await world.ReceiveAsync(id, on: on)).RefusedBy("HP-13.2");

        (await ConsentAsync(world, id, Refusal(world).With("kind", "aiUse"))).Created().State.ShouldBe("analysed");
        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.AwaitingConsent]);
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.KeptApart]);
        (await world.CaseAsync(id)).At("withoutAi").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task HeldResult_WhosePatientRefusedAndThenAgrees_ComesInAfterAll(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await ConsentToAiTests.AskingAsync(world);
        var id = await world.RegisterAsync(on: on);
        (await world.ReceiveAsync(id, on: on)).RefusedBy("HP-13.2");
        (await ConsentAsync(world, id, Refusal(world).With("kind", "aiUse"))).Created();

        (await ConsentAsync(world, id, world.ConsentBody().With("kind", "aiUse"))).Created().State.ShouldBe("analysed");

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.Accepted]);
        (await world.CaseAsync(id)).At("withoutAi").GetBoolean().ShouldBeFalse();
    }

    [Theory, MemberData(nameof(All))]
    public async Task HeldResult_PastTheTimeLimitOfTheAi_IsNoFailure(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await world.DeployAsync();
        (await world.Officer.SendAsync($"deployments/{on.Id}/mode", new { mode = "enforced", aiTimeLimitMinutes = 1, reason = "超过 1 分钟按无 AI 阅片" })).Created();
        var (held, silent) = (await world.RegisterAsync(world.InvasiveCaseBody(on: on)), await world.RegisterAsync(on: on));
        (await world.ReceiveAsync(held, on: on)).RefusedBy("R17-3.4");
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            foreach (var subject in await scope.Db.Set<Case>().Where(c => c.Id == held || c.Id == silent).ToListAsync())
            {
                subject.RegisteredAt = scope.Now.AddMinutes(-2);
            }
        });

        await world.App.Services.GetServices<IRoutine>().Single(r => r.GetType().Name == "AiTimeOuts").RunAsync(world.App.InstitutionId, CancellationToken.None);

        (await world.CaseAsync(held)).At("withoutAi").GetBoolean().ShouldBeFalse();
        (await world.CaseAsync(silent)).At("withoutAi").GetBoolean().ShouldBeTrue();
    }

    [Theory, MemberData(nameof(All))]
    public async Task HeldResult_OfACancelledCase_IsKeptApart(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");

        (await world.Officer.SendAsync($"cases/{id}/cancellation", new { reason = "检查取消" })).Created();

        (await StatusesAsync(world, id)).ShouldBe([AiResultStatus.KeptApart]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task CasePage_OfAHeldResult_SaysThatItWaits(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        (await world.ReceiveAsync(id)).RefusedBy("R17-3.4");
        var browser = await world.App.SignedInAsync(world.Technician.User);

        var chinese = await browser.GetAsync($"/cases/{id}");
        (await browser.Client.GetAsync("/language/en?returnUrl=/account")).Dispose();
        var english = await browser.GetAsync($"/cases/{id}");

        chinese.ShouldContain("等待知情同意");
        chinese.ShouldContain("先于知情同意到达");
        english.ShouldContain("Waiting for the consent");
        english.ShouldNotContain("右上叶");
    }

    private static JsonObject Refusal(CaseWorld world) => world.ConsentBody().Without("parties.0.signedAt").With("parties.0.refusedReason", "不同意");

    private static Task<Answer> ConsentAsync(CaseWorld world, Guid id, JsonObject body) => world.Technician.Client.SendAsync($"cases/{id}/consents", body);

    private static IEnumerable<string?> Clauses(JsonElement result) => result.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString());

    private static async Task<List<AiResultStatus>> StatusesAsync(CaseWorld world, Guid id)
    {
        await using var db = world.App.Read();
        return await db.Set<AiResult>().Where(r => r.CaseId == id).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Select(r => r.Status).ToListAsync();
    }

    private static async Task<List<string>> ActionsAsync(CaseWorld world, Guid id)
    {
        await using var db = world.App.Read();
        return await db.Set<Hengjian.Governance.Persistence.Governed.LedgerRecordRow>().Where(r => r.SubjectId == id && r.Action.StartsWith("case.aiResult")).OrderBy(r => r.RecordedAt).ThenBy(r => r.Id)
            .Select(r => r.Action).ToListAsync();
    }
}
