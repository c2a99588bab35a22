using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Cases;

/// <summary>AI results: who operated (R17-3.2b), which version (R17-0.1, R17-3.8.1a), failures, and what comes too late.</summary>
public sealed class AiResultTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    private static async Task<string> StatusAsync(CaseWorld world, Guid id, int index = 0) => (await world.CaseAsync(id)).At("aiResults")[index].GetProperty("status").GetString()!;

    [Theory, MemberData(nameof(All))]
    public async Task Result_ByEligibleOperator_IsAccepted(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = (await world.ReceiveAsync(id)).Created();

        answer.At("status").GetString().ShouldBe("accepted");
        var shown = (await world.CaseAsync(id)).At("aiResults")[0];
        shown.GetProperty("label").GetString().ShouldBe("positive");
        shown.GetProperty("score").GetDouble().ShouldBe(0.875);
        shown.GetProperty("operator").GetProperty("id").GetGuid().ShouldBe(world.Technician.Id);
        shown.GetProperty("findings").GetProperty("nodules")[0].GetProperty("site").GetString().ShouldBe("右上叶");
        shown.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldBe(["R17-0.1", "R17-0.2", "R17-3.8.1a", "R17-3.4", "R17-2.2", "R17-3.2b", "R17-3.1a", "HP-7.1"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_ByOperatorWithoutTheYears_IsRefusedBy32b(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = await world.StoresNothingAsync(id, () => world.NewTechnician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody()));

        answer.RefusedBy("R17-3.2b").Unmet.ShouldBe(["R17-3.2b"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_ByDeviceNamingAnOperatorWithoutTheYears_IsRefusedBy32b(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var body = world.ResultBody().With("operatorId", world.NewTechnician.Id);

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/ai-results", body))).RefusedBy("R17-3.2b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfUnknownOperator_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var body = world.ResultBody().With("operatorId", Guid.CreateVersion7());

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/ai-results", body))).Names("operatorId");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_WithoutOperator_WaitsForOne(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created();

        answer.At("status").GetString().ShouldBe("awaitingOperator");
        answer.State.ShouldBe("analysed");
        (await world.CaseAsync(id)).At("blockedBy").EnumerateArray().Select(d => d.GetProperty("clause").GetString()).ShouldContain("R17-3.2b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Opinion_WhileNobodyConfirmedTheAcquisition_IsRefusedBy32b(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created();

        (await world.StoresNothingAsync(id, () => world.First.OpineAsync(id))).RefusedBy("R17-3.2b").Unmet.ShouldBe(["R17-3.2b"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Confirmation_ByEligibleOperator_LetsTheReadersGoOn(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var result = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created().Id;

        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null)).Created();

        (await StatusAsync(world, id)).ShouldBe("accepted");
        (await world.CaseAsync(id)).At("aiResults")[0].GetProperty("operator").GetProperty("id").GetGuid().ShouldBe(world.Technician.Id);
        (await world.First.OpineAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Confirmation_ByOperatorWithoutTheYears_IsRefusedBy32b(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var result = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created().Id;

        (await world.StoresNothingAsync(id, () => world.NewTechnician.Client.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null))).RefusedBy("R17-3.2b");
        (await StatusAsync(world, id)).ShouldBe("awaitingOperator");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Confirmation_ByUserWithoutRecord_IsRefusedBy32b(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var result = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created().Id;
        var nobody = await world.App.ClientAsync(Role.Operator);

        (await world.StoresNothingAsync(id, () => nobody.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null))).RefusedBy("R17-3.2b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Confirmation_Twice_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var result = (await world.ReceiveAsync(id)).Created().Id;

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null))).Conflicts("case.nothingToConfirm");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Confirmation_OfAResultOfAnotherCase_Answers404(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();
        var other = await world.RegisterAsync();
        var result = (await world.Device.SendAsync($"cases/{other}/ai-results", world.ResultBody())).Created().Id;

        (await world.Technician.Client.SendAsync($"cases/{id}/ai-results/{result}/confirmation", null)).IsProblem(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_Newer_ReplacesTheEarlierWhileNobodyHasRead(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.AnalysedAsync();

        (await world.ReceiveAsync(id, "negative")).Created().At("status").GetString().ShouldBe("accepted");

        var results = (await world.CaseAsync(id)).At("aiResults").EnumerateArray().Select(r => r.GetProperty("status").GetString());
        results.ShouldBe(["replaced", "accepted"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OnceTheOpinionIsIssued_Conflicts(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.IssuedAsync();

        (await world.StoresNothingAsync(id, () => world.ReceiveAsync(id, "negative"))).Conflicts("case.stateForbids");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfUnadmittedVersion_IsRefusedWithDecisionsAndKeptInShadow(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody().With("algorithm.version", "9.9.9"));

        answer.RefusedBy("R17-0.1").RefusedBy("R17-3.8.1a");
        var seen = await world.CaseAsync(id);
        seen.State.ShouldBe("indicated");
        seen.At("aiResults").GetArrayLength().ShouldBe(1);
        (await StatusAsync(world, id)).ShouldBe("shadow");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_InShadow_IsUnseenByReadersAndClinician(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody().With("algorithm.version", "9.9.9").With("score", 0.123456));

        foreach (var person in new[] { world.First, world.Junior, world.Clinician })
        {
            var seen = (await person.Client.AskAsync($"cases/{id}")).Is(HttpStatusCode.OK);
            seen.At("aiResults").GetArrayLength().ShouldBe(0);
            seen.Text.ShouldNotContain("0.123456");
            seen.Text.ShouldNotContain("9.9.9");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfUnadmittedVersion_LeavesTheCaseWaitingForTheAdmittedOne(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        await world.Technician.Client.SendAsync($"cases/{id}/ai-results", world.ResultBody("negative").With("algorithm.version", "9.9.9"));

        (await world.ReceiveAsync(id)).Created().State.ShouldBe("analysed");
        (await world.First.OpineAsync(id)).Created();
        await using var db = world.App.Read();
        var current = await db.Set<AiResult>().SingleAsync(r => r.CaseId == id && r.Status == AiResultStatus.Accepted);
        (await db.Set<Opinion>().SingleAsync(o => o.CaseId == id)).ShownAiResultId.ShouldBe(current.Id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfAnotherProduct_IsRefusedToo(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody().With("algorithm.name", "Other-CAD"))).RefusedBy("R17-0.1").RefusedBy("R17-3.8.1a");
        (await StatusAsync(world, id)).ShouldBe("shadow");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfUnadmittedVersionRepeatedWithItsKey_IsStoredOnceAndAnsweredAlike(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        var body = world.ResultBody().With("algorithm.version", "9.9.9");
        var key = "shadow-" + CaseWorld.Next();

        var first = await world.Technician.Client.SendAsync($"cases/{id}/ai-results", body, key);
        var second = await world.Technician.Client.SendAsync($"cases/{id}/ai-results", body, key);

        second.RefusedBy("R17-0.1").RefusedBy("R17-3.8.1a");
        JsonElement.DeepEquals(second.At("decisions"), first.At("decisions")).ShouldBeTrue(second.Text);
        (await world.CaseAsync(id)).At("aiResults").GetArrayLength().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OnAShadowDeployment_IsKeptInShadow(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var shadow = await world.DeployAsync(deployment: d => d.With("stage", "shadow"));
        var id = await world.RegisterAsync(on: shadow);

        (await world.ReceiveAsync(id, on: shadow)).Created().At("status").GetString().ShouldBe("shadow");

        (await world.First.Client.AskAsync($"cases/{id}")).At("aiResults").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Failure_OfTheAi_LeadsToReadingWithoutIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        (await world.Technician.Client.SendAsync($"cases/{id}/ai-failure", new { reason = "服务超时" })).Created().State.ShouldBe("analysed");
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
        (await world.Clinician.ConcludeAsync(id)).Created();

        var seen = await world.CaseAsync(id);
        seen.State.ShouldBe("concluded");
        seen.At("withoutAi").GetBoolean().ShouldBeTrue();
        seen.At("opinions").EnumerateArray().ShouldAllBe(o => o.GetProperty("agreesWithAi").ValueKind == JsonValueKind.Null);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Failure_AfterBlindOpinions_CountsThemAsOpinionsWithoutAi(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync("blindFirst");
        (await world.First.OpineAsync(id, phase: "beforeAi")).Created();
        (await world.Device.SendAsync($"cases/{id}/ai-failure", new { reason = "服务超时" })).Created();

        (await world.Second.OpineAsync(id, phase: "beforeAi")).Created().State.ShouldBe("opinionIssued");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Failure_WithoutReason_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        (await world.StoresNothingAsync(id, () => world.Device.SendAsync($"cases/{id}/ai-failure", new { reason = " " }))).Names("reason");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_OfACancelledCase_IsKeptApart(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();
        (await world.Officer.SendAsync($"cases/{id}/cancellation", new { reason = "登记错误" })).Created().State.ShouldBe("cancelled");

        (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody())).Created().At("status").GetString().ShouldBe("keptApart");

        (await world.StateAsync(id)).ShouldBe("cancelled");
        (await StatusAsync(world, id)).ShouldBe("keptApart");
        (await world.First.Client.AskAsync($"cases/{id}")).At("aiResults").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_WithUnknownLabel_Answers422(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        (await world.StoresNothingAsync(id, () => world.ReceiveAsync(id, "suspicious"))).Names("label");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Result_Acknowledged_TellsNeitherLabelNorScore(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync();

        var answer = (await world.Device.SendAsync($"cases/{id}/ai-results", world.ResultBody().With("score", 0.123456))).Created();

        answer.Json.EnumerateObject().Select(m => m.Name).ShouldBe(["id", "status", "state", "repeated"], ignoreOrder: true);
        answer.Text.ShouldNotContain("positive");
        answer.Text.ShouldNotContain("0.123456");
    }
}
