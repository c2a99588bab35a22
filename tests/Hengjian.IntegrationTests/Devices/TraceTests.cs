using System.Net;
using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>Trace both ways and recalls.</summary>
public sealed class TraceTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Trace_FromUdiLotSerialAndLabel_FindsTheCaseAndTheOrigin(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var (lot, serial) = ("TR" + CaseWorld.Next(), "SN" + CaseWorld.Next());
        var udi = store.Udi(gtin, lot, serial);
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi, supplier = "源头供应商", document = "JH-9" })).Created();
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = store.Udi(gtin, lot, serial + "X") })).Created();
        var used = await store.World.RegisterAsync();
        (await store.UseAsync(used, udi)).Created();

        foreach (var (query, units) in new[] { ("udi=" + Uri.EscapeDataString(udi), 1), ("lot=" + lot, 2), ("serial=" + serial, 1), ("udi=" + gtin, 2) })
        {
            var answer = (await store.Keeper.AskAsync("trace?" + query)).Is(HttpStatusCode.OK);
            answer.At("cases").EnumerateArray().Select(c => c.GetProperty("id").GetGuid()).ShouldBe([used], query);
            answer.At("units").GetArrayLength().ShouldBe(units, query);
            answer.At("sources").EnumerateArray().Select(s => s.GetProperty("supplier").GetString()).ShouldContain("源头供应商");
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Trace_FromACase_ShowsEverythingThatTouchedIt(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var on = await store.World.DeployAsync();
        var scanner = (await store.Keeper.SendAsync("equipment", store.Scanner().With("deploymentIds", new[] { on.Id }))).Created().Id;
        var (product, udi) = await store.UnitAsync();
        var id = await store.World.AnalysedAsync(on: on);
        (await store.World.First.OpineAsync(id)).Created();
        (await store.UseAsync(id, udi)).Created();
        var number = (await store.World.CaseAsync(id)).At("number").GetString()!;

        foreach (var value in new[] { number, id.ToString() })
        {
            var touched = (await store.Keeper.AskAsync("trace?case=" + value)).Is(HttpStatusCode.OK).At("touched");
            touched.GetProperty("equipment").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(scanner);
            touched.GetProperty("consumables").EnumerateArray().Single().GetProperty("consumableId").GetGuid().ShouldBe(product);
            touched.GetProperty("algorithms").EnumerateArray().Single().GetProperty("version").GetString().ShouldBe(on.Release);
            touched.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("act").GetString()).ShouldBe(["operate", "opinion"]);
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Trace_BySoftwareVersion_FindsItsCasesWithPatientsMaskedOrAbsent(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var version = "9.9." + CaseWorld.Next();
        var on = await store.World.DeployAsync(
            t => t.With("certificates.0.registeredVersion", "9.9"), v => v.With("algorithmVersion", version));
        var id = await store.World.AnalysedAsync(on: on);

        var keeper = (await store.Keeper.AskAsync("trace?softwareVersion=" + version)).Is(HttpStatusCode.OK).At("cases").EnumerateArray().Single();
        var officer = (await store.World.Officer.AskAsync("trace?softwareVersion=" + version)).At("cases").EnumerateArray().Single();

        keeper.GetProperty("id").GetGuid().ShouldBe(id);
        (keeper.TryGetProperty("patient", out var hidden) && hidden.ValueKind != JsonValueKind.Null).ShouldBeFalse("a keeper of devices reads no patients");
        officer.GetProperty("patient").GetString().ShouldBe("测**");
    }

    [Fact]
    public async Task Trace_OfARegulatorOrWithoutAStart_IsRefused()
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);

        (await (await store.World.App.ClientAsync(Role.Regulator)).AskAsync("trace?lot=A")).IsProblem(HttpStatusCode.Forbidden);
        (await store.Keeper.AskAsync("trace")).Names("udi");
        (await store.Keeper.AskAsync("trace?lot=A&serial=B")).Names("serial");
        (await store.Keeper.AskAsync("trace?case=0000-000000")).IsProblem(HttpStatusCode.NotFound);
        (await store.Keeper.AskAsync("trace?lot=NOSUCHLOT")).Is(HttpStatusCode.OK).At("cases").GetArrayLength().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Recall_OfALot_StopsItsUnitsAndOpensATaskForEachCase(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var lot = "RC" + CaseWorld.Next();
        var units = Enumerable.Range(1, 3).Select(i => store.Udi(gtin, lot, "S" + CaseWorld.Next())).ToList();
        (await store.Keeper.SendAsync($"consumables/{id}/receipts", new { items = units.Select(udi => new { udi }) })).Created();
        var other = store.Udi(gtin, "OK" + CaseWorld.Next(), "S1");
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = other })).Created();
        var touched = await store.World.RegisterAsync();
        (await store.UseAsync(touched, units[0])).Created();

        var recall = (await store.Keeper.SendAsync("recalls", new { kind = "lot", consumableId = id, lot, notice = "FSN-1", reason = "灭菌失效" })).Created();

        recall.At("cases").GetInt32().ShouldBe(1);
        recall.At("unitsInStock").GetInt32().ShouldBe(2);
        (await store.UseAsync(touched, units[1])).RefusedBy("R17-3.8.1b").Text.ShouldContain(recall.At("number").GetString()!);
        (await store.UseAsync(touched, other)).Created();
        var late = store.Udi(gtin, lot, "S" + CaseWorld.Next());
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = late })).Created();
        (await store.UseAsync(touched, late)).RefusedBy("R17-3.8.1b");
        await FollowUpAsync(store, recall.Id);

        (await store.UseAsync(touched, units[2])).RefusedBy("R17-3.8.1b");
        (await store.Keeper.SendAsync($"recalls/{recall.Id}/withdrawal", new { note = "误报" })).Created();
        (await store.UseAsync(touched, units[2])).Created();
    }

    [Theory, MemberData(nameof(All))]
    public async Task Recall_OfASoftwareVersion_ListsItsCases(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var version = "9.8." + CaseWorld.Next();
        var on = await store.World.DeployAsync(t => t.With("certificates.0.registeredVersion", "9.8"), v => v.With("algorithmVersion", version));
        var ids = new[] { await store.World.AnalysedAsync(on: on), await store.World.AnalysedAsync(on: on) };

        var recall = (await store.World.Officer.SendAsync("recalls", new { kind = "softwareVersion", softwareVersion = version, notice = "FSN-2", reason = "薄层测量偏小", dueOn = CaseWorld.Day(store.Today) })).Created();

        (await store.World.Officer.AskAsync($"recalls/{recall.Id}")).At("tasks").EnumerateArray().Select(t => t.GetProperty("case").GetProperty("id").GetGuid()).ShouldBe(ids, ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{ "kind": "lot", "notice": "N", "reason": "R" }""", "lot")]
    [InlineData("""{ "kind": "lot", "lot": "A", "notice": "N", "reason": "R" }""", "consumableId")]
    [InlineData("""{ "kind": "product", "consumableId": "0198c0de-0000-7000-8000-000000000000", "notice": "N", "reason": "R" }""", "consumableId")]
    [InlineData("""{ "kind": "softwareVersion", "notice": "N", "reason": "R" }""", "softwareVersion")]
    [InlineData("""{ "kind": "softwareVersion", "softwareVersion": "1", "reason": "R" }""", "notice")]
    [InlineData("""{ "kind": "softwareVersion", "softwareVersion": "1", "notice": "N" }""", "reason")]
    [InlineData("""{ "kind": "softwareVersion", "softwareVersion": "1", "notice": "N", "reason": "R", "dueOn": "2001-01-01" }""", "dueOn")]
    [InlineData("""{ "kind": "all" }""", "kind")]
    public async Task Recall_WrongField_IsNamed(string body, string field)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);

        (await store.Keeper.SendRawAsync("recalls", body)).Names(field);
    }

    private static async Task FollowUpAsync(Store store, Guid recall)
    {
        var staff = await store.World.App.ClientAsync(Role.FollowUpStaff);
        var task = (await staff.AskAsync($"recalls/{recall}")).Is(HttpStatusCode.OK).At("tasks").EnumerateArray().Single().GetProperty("id").GetGuid();
        (await store.Keeper.SendAsync($"recalls/{recall}/closure", new { note = "完成" })).Conflicts("device.tasksOpen");
        (await store.Keeper.SendAsync($"recalls/{recall}/tasks/{task}", new { outcome = "unchanged" })).IsProblem(HttpStatusCode.Forbidden);
        (await staff.SendAsync($"recalls/{recall}/tasks/{task}", new { outcome = "conclusionChanged" })).Names("note");
        (await staff.SendAsync($"recalls/{recall}/tasks/{task}", new { outcome = "unchanged" })).Created();
        (await staff.SendAsync($"recalls/{recall}/tasks/{task}", new { outcome = "unchanged" })).Conflicts("device.taskDone");
        (await staff.AskAsync($"recalls/{recall}")).At("recall.done").GetInt32().ShouldBe(1);
        (await store.Keeper.SendAsync($"recalls/{recall}/closure", new { note = "完成" })).Created();
    }
}
