using System.Net;
using Hengjian.Governance.Regulations;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>Receipt, waste, counts and billing, and what R17-3.8.2 says of them.</summary>
public sealed class StockTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Receipt_OneWrongLine_StoresNothingAndNamesTheLine(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();

        var refused = await store.Keeper.SendAsync($"consumables/{id}/receipts", new
        {
            items = new object[] { new { udi = store.Udi(gtin, "L1", "S1") }, new { udi = $"(01){gtin}(17)991399" }, new { udi = store.Udi(Store.NewGtin(), "L1", "S2") }, new { udi = store.Udi(gtin, "L1", "S1") } },
        });

        refused.Names("items[1].udi", "identifier.udi.date").Names("items[2].udi", "device.otherProduct").Names("items[3].udi", "device.unitKnown");
        (await store.Keeper.AskAsync($"consumables/{id}")).At("stock.received").GetInt32().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Register_EverythingInOrder_SatisfiesTheClauseOnceASecondPersonChecked(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var receipt = (await store.Keeper.SendAsync($"consumables/{id}/receipts", new
        {
            supplier = "测试供应商", document = "JH-7", storagePlace = "介入室 2 号柜",
            items = new object[] { new { udi = store.Udi(gtin, "LA", "S1") }, new { udi = store.Udi(gtin, "LA"), quantity = 3 }, new { udi = store.Udi(gtin, "LB"), quantity = 10, byCount = true } },
        })).Created();
        receipt.At("units").GetArrayLength().ShouldBe(4);
        receipt.At("byCount").GetInt32().ShouldBe(10);
        (await DecisionAsync(store, id)).ShouldContain("notSatisfied");

        (await store.Keeper.SendAsync($"consumables/{id}/receipts/{receipt.Id}/check", new { })).Conflicts("device.samePerson");
        (await store.SecondKeeper.SendAsync($"consumables/{id}/receipts/{receipt.Id}/check", new { })).Created();
        (await store.SecondKeeper.SendAsync($"consumables/{id}/receipts/{receipt.Id}/check", new { })).Conflicts("device.alreadyChecked");

        (await DecisionAsync(store, id)).ShouldContain("\"outcome\":\"satisfied\"");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Waste_OfAnOpenedUnit_TakesItOutAndRefusesItsUse(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, udi) = await store.UnitAsync();

        (await store.World.Technician.Client.SendAsync($"consumables/{id}/waste", new { udi, reason = "openedUnused" })).Created();

        (await store.Keeper.SendAsync($"consumables/{id}/waste", new { udi, reason = "damaged" })).Conflicts("device.notInStock");
        (await store.UseAsync(await store.World.RegisterAsync(), udi)).RefusedBy("R17-3.8.1b");
        var stock = (await store.Keeper.AskAsync($"consumables/{id}")).At("stock");
        stock.GetProperty("wasted").GetInt32().ShouldBe(1);
        stock.GetProperty("onHand").GetInt32().ShouldBe(0);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Count_ThatDiffers_StandsOpenUntilExplained(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, _) = await store.UnitAsync();

        (await store.Keeper.SendAsync($"consumables/{id}/counts", new { counted = 0 })).Created();
        (await DecisionAsync(store, id)).ShouldContain("not explained");

        (await store.Keeper.SendAsync($"consumables/{id}/counts", new { counted = 0, explanation = "已借予急诊，当日归还" })).Created();
        (await DecisionAsync(store, id)).ShouldNotContain("not explained");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Billing_ThatDiffersFromUse_IsNamedAndCanBeCorrected(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, udi) = await store.UnitAsync();
        (await store.UseAsync(await store.World.RegisterAsync(), udi)).Created();
        var (from, to) = (CaseWorld.Day(store.Today.AddDays(-30)), CaseWorld.Day(store.Today));

        (await store.Keeper.SendAsync($"consumables/{id}/billings", new { from, to, quantity = 2, document = "SF-1" })).Created();
        (await DecisionAsync(store, id)).ShouldContain("1 were used and 2 billed");

        (await store.Keeper.SendAsync($"consumables/{id}/billings", new { from = to, to, quantity = 2, document = "SF-1" })).Names("from", "device.periodOverlaps");
        (await store.Keeper.SendAsync($"consumables/{id}/billings", new { from, to, quantity = 1, document = "SF-2" })).Created();
        (await DecisionAsync(store, id)).ShouldNotContain("billed.");
    }

    public static TheoryData<string, string> WrongUnits => new()
    {
        { """{ "udi": null }""", "udi" }, { """{ "udi": 5 }""", "udi" }, { """{ "udi": "" }""", "udi" }, { """{ "lot": "A", "quantity": 0 }""", "quantity" },
        { """{ "lot": "A", "quantity": 10001 }""", "quantity" }, { """{ "lot": "A", "expiresOn": "0001-01-01" }""", "expiresOn" }, { """{ "lot": "A", "expiresOn": "2026-02-30" }""", "expiresOn" },
        { """{ "lot": "A", "receivedOn": "2999-01-01" }""", "receivedOn" }, { """{ "lot": "A", "supplier": "\u0007" }""", "supplier" },
        { """{ "lot": "012345678901234567890123456789012345678901234567890" }""", "lot" }, { """{ "udi": "(01)09504000059119" }""", "udi" },
    };

    [Theory, MemberData(nameof(WrongUnits))]
    public async Task Units_WrongField_IsNamed(string body, string field)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var (id, _) = await store.ProductAsync();

        (await store.Keeper.SendRawAsync($"consumables/{id}/units", body)).Names(field);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Product_ChangedByTwo_TheSecondIsToldOfTheChange(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var tag = (await store.Keeper.AskAsync($"consumables/{id}")).ETag;
        var body = store.Product(gtin);

        (await store.Keeper.PutAsync($"consumables/{id}", body.With("specification", "18G"), tag)).Is(HttpStatusCode.OK);
        (await store.SecondKeeper.PutAsync($"consumables/{id}", body.With("specification", "19G"), tag)).Is(HttpStatusCode.PreconditionFailed);

        (await store.Keeper.AskAsync($"consumables/{id}")).At("specification").GetString().ShouldBe("18G");
    }

    [Theory]
    [InlineData("udiDi", "\"09504000059119\"")]
    [InlineData("udiDi", "null")]
    [InlineData("singleUse", "null")]
    [InlineData("name", "\"\"")]
    [InlineData("manufacturer", "5")]
    [InlineData("certificates.0.number", "\"X\"", "certificates[0].number")]
    [InlineData("certificates.0.validFrom", "null", "certificates[0].validFrom")]
    [InlineData("certificates.0.validTo", "\"1999-01-01\"", "certificates[0].validTo")]
    [InlineData("deploymentIds", "[\"0198c0de-0000-7000-8000-000000000000\"]")]
    public async Task Product_WrongField_IsNamed(string path, string value, string? field = null)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var body = store.Product(Store.NewGtin()).With(path, System.Text.Json.Nodes.JsonNode.Parse(value));

        (await store.Keeper.SendAsync("consumables", body)).Names(field ?? path);
    }

    private static async Task<string> DecisionAsync(Store store, Guid id)
    {
        var decision = (await store.Keeper.AskAsync($"consumables/{id}/stock")).Is(HttpStatusCode.OK).At("decision");
        decision.GetProperty("clause").GetString().ShouldBe(ClauseIds.Registers);
        return decision.GetRawText();
    }
}
