using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>The register of equipment, its three kinds of upkeep, and what a linked instrument means for R17-3.8.1a.</summary>
public sealed class EquipmentTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Upkeep_RecordedAndDue_IsDecidedByKind(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var id = (await store.Keeper.SendAsync("equipment", store.Scanner())).Created().Id;
        (await OutcomesAsync(store, id)).ShouldBe(["HP-15.1 notSatisfied", "HP-15.2 notSatisfied", "HP-15.3 notApplicable", "R17-3.8.2 notSatisfied"]);

        // Twelve months to the day: the due day is today, which is in time.
        await RecordAsync(store, id, "verification", store.Today.AddYears(-1));
        await RecordAsync(store, id, "qualityTesting", store.Today.AddMonths(-6).AddDays(-1));
        (await store.SecondKeeper.SendAsync($"equipment/{id}/receipt-check", new { })).Created();

        (await OutcomesAsync(store, id)).ShouldBe(["HP-15.1 satisfied", "HP-15.2 notSatisfied", "HP-15.3 notApplicable", "R17-3.8.2 satisfied"]);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Upkeep_Failed_BlocksUntilPassedAgainAndALateEntryDoesNotMoveItBack(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var id = (await store.Keeper.SendAsync("equipment", store.Scanner())).Created().Id;

        await RecordAsync(store, id, "verification", store.Today.AddDays(-10), "failed");
        (await OutcomesAsync(store, id))[0].ShouldBe("HP-15.1 notSatisfied");
        await RecordAsync(store, id, "verification", store.Today.AddDays(-5));
        await RecordAsync(store, id, "verification", store.Today.AddYears(-3));

        (await OutcomesAsync(store, id))[0].ShouldBe("HP-15.1 satisfied");
        (await store.Keeper.AskAsync("equipment?due=verificationOverdue&pageSize=200")).At("items").EnumerateArray().ShouldNotContain(e => e.GetProperty("id").GetGuid() == id);
    }

    [Theory, MemberData(nameof(All))]
    public async Task LinkedInstrument_WithoutACertificate_BlocksTheDeployment(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var on = await store.World.DeployAsync();
        await store.World.RegisterAsync(store.World.CaseBody(on: on));
        var body = store.Scanner().With("deploymentIds", new[] { on.Id }).With("certificates", Array.Empty<object>());
        var id = (await store.Keeper.SendAsync("equipment", body)).Created().Id;

        (await store.World.Technician.Client.SendAsync("cases", store.World.CaseBody(on: on))).RefusedBy("R17-3.8.1a");

        var tag = (await store.Keeper.AskAsync($"equipment/{id}")).ETag;
        (await store.Keeper.PutAsync($"equipment/{id}", body.With("certificates", store.Scanner()["certificates"]!.DeepClone()), tag)).Is(HttpStatusCode.OK);
        await store.World.RegisterAsync(store.World.CaseBody(on: on));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Certificate_EndingTheDayBeforeDelivery_BlocksAndOnTheDayServes(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var on = await store.World.DeployAsync();
        var delivered = store.Today.AddYears(-1);
        var body = store.Scanner().With("deploymentIds", new[] { on.Id }).With("certificates.0.validTo", CaseWorld.Day(delivered.AddDays(-1)));
        var id = (await store.Keeper.SendAsync("equipment", body)).Created().Id;
        (await store.World.Technician.Client.SendAsync("cases", store.World.CaseBody(on: on))).RefusedBy("R17-3.8.1a");

        (await store.Keeper.PutAsync($"equipment/{id}", body.With("certificates.0.validTo", CaseWorld.Day(delivered)), "\"1\"")).Is(HttpStatusCode.OK);

        await store.World.RegisterAsync(store.World.CaseBody(on: on));
    }

    [Theory, MemberData(nameof(All))]
    public async Task SerialNumber_OfTheSameMakeAgain_IsRefused(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var body = store.Scanner();
        (await store.Keeper.SendAsync("equipment", body)).Created();

        (await store.Keeper.SendAsync("equipment", body)).Names("serial", "device.serialTaken");
        (await store.Keeper.SendAsync("equipment", body.With("model", "CT-128"))).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Readiness_LinkedInstrumentNotVerified_BlocksUntilItIs(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var on = await store.World.DeployAsync();
        var id = (await store.Keeper.SendAsync("equipment", store.Scanner().With("deploymentIds", new[] { on.Id }))).Created().Id;
        (await store.World.Officer.AskAsync($"deployments/{on.Id}/readiness")).Is(HttpStatusCode.OK).Text.ShouldContain("\"clause\":\"HP-15.1\"");
        (await OutcomeAsync(store, on.Id, "HP-15.1")).ShouldBe("notSatisfied");

        await RecordAsync(store, id, "verification", store.Today.AddDays(-1));

        (await OutcomeAsync(store, on.Id, "HP-15.1")).ShouldBe("satisfied");
        (await OutcomeAsync(store, on.Id, "HP-15.3")).ShouldBe("notApplicable");
    }

    public static TheoryData<string, string, string> WrongFields => new()
    {
        { "name", "\" \"", "name" }, { "name", "\"\\u0001\"", "name" }, { "kind", "\"toaster\"", "kind" }, { "kind", "null", "kind" }, { "acquires", "[]", "acquires" }, { "acquires", "[\"xray\"]", "acquires[0]" },
        { "departmentId", "\"0198c0de-0000-7000-8000-000000000000\"", "departmentId" }, { "departmentId", "\"x\"", "departmentId" }, { "manufacturer", "null", "manufacturer" },
        { "deliveredOn", "\"2999-01-01\"", "deliveredOn" }, { "deliveredOn", "\"1066-10-14\"", "deliveredOn" }, { "deliveredOn", "\"2026-02-30\"", "deliveredOn" },
        { "acceptedOn", "\"1990-01-01\"", "acceptedOn" }, { "acceptedOn", "\"2999-01-01\"", "acceptedOn" }, { "verificationMonths", "0", "verificationMonths" }, { "testingMonths", "241", "testingMonths" },
        { "maintenanceMonths", "1.5", "maintenanceMonths" }, { "retiredOn", "\"1990-01-01\"", "retiredOn" }, { "certificates.0.number", "\"X-1\"", "certificates[0].number" },
        { "certificates.0.validTo", "\"1990-01-01\"", "certificates[0].validTo" }, { "certificates.0", "null", "certificates[0]" }, { "udi", "\"(01)09504000059119\"", "udi" },
        { "deploymentIds", "[\"0198c0de-0000-7000-8000-000000000000\"]", "deploymentIds" }, { "serial", "\"" + new string('9', 101) + "\"", "serial" },
        { "breaks", """[{ "from": "2026-01-01", "reason": "维修" }, { "from": "2026-02-01", "to": "2026-02-03", "reason": "维修" }]""", "breaks" },
        { "breaks", """[{ "from": "2026-02-03", "to": "2026-02-01", "reason": "维修" }]""", "breaks[0].to" }, { "breaks", """[null]""", "breaks[0]" },
        { "overrides", "[]", "overrides" },
    };

    [Theory, MemberData(nameof(WrongFields))]
    public async Task Equipment_WrongField_IsNamed(string path, string value, string field)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var body = store.Scanner().With(path, System.Text.Json.Nodes.JsonNode.Parse(value));

        (await store.Keeper.SendAsync("equipment", body)).Names(field);
    }

    public static TheoryData<string, string, string> WrongUpkeep => new()
    {
        { "kind", "null", "kind" }, { "kind", "\"maintenance\"", "kind" }, { "doneOn", "\"2999-01-01\"", "doneOn" }, { "doneOn", "null", "doneOn" }, { "doneBy", "\"\"", "doneBy" },
        { "document", "null", "document" }, { "result", "\"fine\"", "result" }, { "dueOn", "\"1999-01-01\"", "dueOn" },
    };

    [Theory, MemberData(nameof(WrongUpkeep))]
    public async Task Upkeep_WrongField_IsNamed(string path, string value, string field)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var id = (await store.Keeper.SendAsync("equipment", store.Scanner())).Created().Id;
        var body = Calls.Json(new { kind = "verification", doneOn = CaseWorld.Day(store.Today), doneBy = "计量院", document = "JD-1", result = "passed" }).With(path, System.Text.Json.Nodes.JsonNode.Parse(value));

        (await store.Keeper.SendAsync($"equipment/{id}/upkeep", body)).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Equipment_ChangedByTwo_TheSecondIsToldOfTheChange(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var body = store.Scanner();
        var id = (await store.Keeper.SendAsync("equipment", body)).Created().Id;

        (await store.Keeper.PutAsync($"equipment/{id}", body.With("location", "甲"), "\"1\"")).Is(HttpStatusCode.OK);
        (await store.SecondKeeper.PutAsync($"equipment/{id}", body.With("location", "乙"), "\"1\"")).Is(HttpStatusCode.PreconditionFailed);
    }

    [Theory, MemberData(nameof(All))]
    public async Task List_Filtered_ShowsWhatIsAskedFor(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var body = store.Scanner();
        var id = (await store.Keeper.SendAsync("equipment", body)).Created().Id;
        var serial = body["serial"]!.GetValue<string>();

        foreach (var query in new[] { "", "&kind=acquisition", "&due=overdue", "&due=verificationOverdue", $"&department={store.World.Department}" })
        {
            (await store.Keeper.AskAsync($"equipment?q={serial}{query}")).At("items").EnumerateArray().Select(e => e.GetProperty("id").GetGuid()).ShouldBe([id], query);
        }

        (await store.Keeper.AskAsync($"equipment?q={serial}&kind=pacs")).At("total").GetInt32().ShouldBe(0);
        (await store.Keeper.AskAsync("equipment?kind=toaster")).Names("kind");
        (await (await store.World.StrangerAsync(Role.DeviceKeeper)).AskAsync($"equipment/{id}")).IsProblem(HttpStatusCode.NotFound);
    }

    private static async Task RecordAsync(Store store, Guid id, string kind, DateOnly on, string result = "passed") =>
        (await store.Keeper.SendAsync($"equipment/{id}/upkeep", new { kind, doneOn = CaseWorld.Day(on), doneBy = "省计量科学研究院", document = "JD-" + CaseWorld.Next(), result })).Created();

    private static async Task<string> OutcomeAsync(Store store, Guid deployment, string clause)
    {
        var answer = (await store.World.Officer.AskAsync($"deployments/{deployment}/readiness")).Is(HttpStatusCode.OK).Json;
        var decisions = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("decisions");
        return decisions.EnumerateArray().Single(d => d.GetProperty("clause").GetString() == clause).GetProperty("outcome").GetString()!;
    }

    private static async Task<List<string>> OutcomesAsync(Store store, Guid id) =>
    [
        .. (await store.Keeper.AskAsync($"equipment/{id}/decisions")).Is(HttpStatusCode.OK).Json.EnumerateArray()
            .Select((JsonElement d) => $"{d.GetProperty("clause").GetString()} {d.GetProperty("outcome").GetString()}"),
    ];
}
