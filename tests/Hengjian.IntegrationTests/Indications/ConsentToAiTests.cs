using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Indications;

/// <summary>Consent to the use of AI where the house asks for it (HP-13.2), withdrawals, and the start of an invasive step.</summary>
public sealed class ConsentToAiTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task AiResult_OnADeploymentThatAsksForConsent_WaitsForIt(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await AskingAsync(world);
        var id = await world.RegisterAsync(on: on);

        (await world.ReceiveAsync(id, on: on)).RefusedBy("HP-13.2");
        (await world.CaseAsync(id)).State.ShouldBe("indicated");

        (await world.Technician.Client.SendAsync($"cases/{id}/consents", AiUse(world))).Created().State.ShouldBe("analysed");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiConsent_WithdrawnBeforeAnybodyReadWithIt_LeadsOnWithoutAi(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await AskingAsync(world);
        var id = await world.RegisterAsync(on: on);
        var consent = (await world.Technician.Client.SendAsync($"cases/{id}/consents", AiUse(world))).Created().Id;
        (await world.ReceiveAsync(id, on: on)).Created();

        (await world.Technician.Client.SendAsync($"cases/{id}/consents/{consent}/withdrawal", new { reason = "不愿使用" })).Created().State.ShouldBe("analysed");
        (await world.Technician.Client.SendAsync($"cases/{id}/consents/{consent}/withdrawal", new { reason = "再次" })).Conflicts("case.consentWithdrawnBefore");

        var seen = await world.CaseAsync(id);
        seen.At("withoutAi").GetBoolean().ShouldBeTrue();
        seen.At("consents")[0].GetProperty("withdrawnAt").GetString().ShouldNotBeNull();
        (await world.StoresNothingAsync(id, () => world.ReceiveAsync(id, on: on))).RefusedBy("HP-13.2");
        (await world.First.OpineAsync(id)).Created().State.ShouldBe("reading");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiConsent_WithdrawnAfterAReading_ErasesNothing(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var on = await AskingAsync(world);
        var id = await world.RegisterAsync(on: on);
        var consent = (await world.Technician.Client.SendAsync($"cases/{id}/consents", AiUse(world))).Created().Id;
        (await world.ReceiveAsync(id, on: on)).Created();
        (await world.First.OpineAsync(id)).Created();

        (await world.Technician.Client.SendAsync($"cases/{id}/consents/{consent}/withdrawal", new { reason = "不愿使用" })).Created().State.ShouldBe("reading");

        (await world.CaseAsync(id)).At("withoutAi").GetBoolean().ShouldBeFalse();
        (await world.ReceiveAsync(id, on: on)).IsProblem(HttpStatusCode.Conflict);
        (await world.Second.OpineAsync(id)).Created().State.ShouldBe("opinionIssued");
    }

    [Theory, MemberData(nameof(All))]
    public async Task AiConsent_WhereNobodyHasToAsk_CountsOnlyOnceThePatientSpoke(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var plain = await world.RegisterAsync();
        var refused = await world.RegisterAsync();

        (await world.Technician.Client.SendAsync($"cases/{refused}/consents", AiUse(world).Without("parties.0.signedAt").With("parties.0.refusedReason", "不同意"))).Created();

        (await world.ReceiveAsync(plain)).Created();
        (await world.ReceiveAsync(refused)).RefusedBy("HP-13.2").Decision("HP-13.2").GetProperty("missingCodes")[0].GetString().ShouldBe("aiConsent.refused");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Procedure_StartedWithoutConsent_IsRefusedAndWithItRecorded(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());

        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { }))).RefusedBy("R17-3.4");
        (await world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody())).Created();
        (await world.StoresNothingAsync(id, () => world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { startedAt = world.Ago(TimeSpan.FromMinutes(61)) }))).RefusedBy("R17-3.4");
        (await world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { startedAt = world.Ago(TimeSpan.FromMinutes(59)) })).Created();

        (await world.Technician.Client.SendAsync($"cases/{id}/procedure-start", new { })).Conflicts("case.procedureStarted");
        (await world.ReceiveAsync(id)).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Withdrawal_ByAnotherInstitution_FindsNoCase(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        var id = await world.RegisterAsync(world.InvasiveCaseBody());
        var consent = (await world.Technician.Client.SendAsync($"cases/{id}/consents", world.ConsentBody())).Created().Id;

        (await (await world.StrangerAsync(Role.Operator)).SendAsync($"cases/{id}/consents/{consent}/withdrawal", new { reason = "x" })).Is(HttpStatusCode.NotFound);
        (await world.Technician.Client.SendAsync($"cases/{id}/consents/{Guid.CreateVersion7()}/withdrawal", new { reason = "x" })).Is(HttpStatusCode.NotFound);
    }

    internal static async Task<Deployed> AskingAsync(CaseWorld world)
    {
        var on = await world.DeployAsync();
        var settings = new { weighing = new { charge = new { kind = "none" }, alternatives = new[] { new { name = "人工阅片" } }, guideline = "指南" }, aiConsentRequired = true };
        (await world.Officer.PutAsync($"deployments/{on.Id}/use-settings", Calls.Json(settings), "\"1\"")).Is(HttpStatusCode.OK);
        return on;
    }

    private static System.Text.Json.Nodes.JsonObject AiUse(CaseWorld world) => world.ConsentBody().With("kind", "aiUse");
}
