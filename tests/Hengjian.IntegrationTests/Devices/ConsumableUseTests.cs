using System.Net;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>R17-3.8.1b at the counter: one use of a single-use unit, nothing expired or recalled, every refused attempt on record.</summary>
public sealed class ConsumableUseTests
{
    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Unit_UsedTwice_IsRefusedTheSecondTimeOnWhateverCase(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (product, udi) = await store.UnitAsync();
        var first = await store.World.RegisterAsync();

        (await store.UseAsync(first, udi)).Created();

        (await store.UseAsync(first, udi)).RefusedBy("R17-3.8.1b");
        (await store.UseAsync(await store.World.RegisterAsync(), udi)).RefusedBy("R17-3.8.1b");
        (await KindsAsync(store, product)).ShouldBe(["received", "refused", "refused", "used"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Unit_TwentyAttemptsAtOnce_IsUsedOnceAndEachOtherAttemptIsRecorded(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (product, udi) = await store.UnitAsync();
        var cases = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            cases.Add(await store.World.RegisterAsync());
        }

        var answers = await Task.WhenAll(cases.Select(id => store.UseAsync(id, udi)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created))
        {
            refused.RefusedBy("R17-3.8.1b");
        }

        (await KindsAsync(store, product)).GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(new Dictionary<string, int> { ["received"] = 1, ["used"] = 1, ["refused"] = 19 }, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Unit_OnItsLastDay_MayBeUsedAndOnTheDayAfterNot(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (_, today) = await store.UnitAsync(expires: store.Today);
        var (_, yesterday) = await store.UnitAsync(expires: store.Today.AddDays(-1));
        var id = await store.World.RegisterAsync();

        (await store.UseAsync(id, today)).Created();
        (await store.UseAsync(id, yesterday)).RefusedBy("R17-3.8.1b").Text.ShouldContain(CaseWorld.Day(store.Today.AddDays(-1)));
    }

    [Theory, MemberData(nameof(All))]
    public async Task ReusableUnit_UsedAgain_IsAllowedUntilItExpires(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (product, udi) = await store.UnitAsync(singleUse: false);
        var id = await store.World.RegisterAsync();

        (await store.UseAsync(id, udi)).Created();
        (await store.UseAsync(id, udi)).Created();

        (await store.Keeper.AskAsync($"consumables/{product}")).At("stock.onHand").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task ScannedText_WithAndWithoutBracketsAndSeparator_IsTheSameUnit(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var expires = Store.Short(store.Today.AddYears(1));
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = $"]d201{gtin}17{expires}10LOT7\u001d21SER7" })).Created();

        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = $"(01){gtin}(17){expires}(10)LOT7(21)SER7" })).Names("udi", "device.unitKnown");
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = $"01{gtin}17{expires}10LOT7<GS>21SER7" })).Names("udi", "device.unitKnown");

        (await store.UseAsync(await store.World.RegisterAsync(), $"01{gtin}17{expires}10LOT7{{GS}}21SER7")).Created();
        (await store.UseAsync(await store.World.RegisterAsync(), $"(01){gtin}(21)SER7")).RefusedBy("R17-3.8.1b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task UnitWithoutASerial_GetsALabelAndIsUsedOnceByIt(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        var label = (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = store.Udi(gtin, "LB1") })).Created().At("label").GetString()!;
        var found = await store.World.RegisterAsync();

        label.ShouldStartWith("HJ");
        (await store.UseAsync(found, label.ToLowerInvariant())).Created();
        (await store.UseAsync(found, label)).RefusedBy("R17-3.8.1b");
        (await store.UseAsync(found, store.Udi(gtin, "LB1"))).RefusedBy("R17-3.8.1b");
    }

    [Theory, MemberData(nameof(All))]
    public async Task StockByCount_UsedUp_IsRefused(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (id, gtin) = await store.ProductAsync();
        (await store.Keeper.SendAsync($"consumables/{id}/units", new { udi = store.Udi(gtin, "LC1"), quantity = 2, byCount = true })).Created();
        var found = await store.World.RegisterAsync();

        (await store.UseAsync(found, store.Udi(gtin, "LC1"))).Created();
        (await store.UseAsync(found, store.Udi(gtin, "LC1"))).Created();
        (await store.UseAsync(found, store.Udi(gtin, "LC1"))).RefusedBy("R17-3.8.1b");
    }

    [Theory]
    [InlineData("MA.156.M0.123456.1234567Y", "MA.156.M0.123456.1234567Y.S0001.LAB1.E991231")]
    [InlineData("AHM-83960130", "AHM-83960130-000017")]
    public async Task Unit_OfAnotherIssuer_IsUsedOnce(string di, string udi)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var keeper = await store.World.StrangerAsync(Role.DeviceKeeper);
        var id = (await keeper.SendAsync("consumables", store.Product(di))).Created().Id;

        (await keeper.SendAsync($"consumables/{id}/units", new { udi })).Created();

        (await keeper.SendAsync($"consumables/{id}/units", new { udi })).Names("udi", "device.unitKnown");
        (await keeper.SendAsync($"consumables/{id}/units", new { udi = "MA.156.M0.999999.9999999Z.S1" })).Names("udi", "device.otherProduct");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Use_OutsideTheCallersScopeOrOnAClosedCase_IsNotFoundOrRefused(TestDatabase database)
    {
        var store = await Store.OpenAsync(database);
        var (_, udi) = await store.UnitAsync();
        var found = await store.World.RegisterAsync();

        (await (await store.World.StrangerAsync(Role.Operator)).SendAsync($"cases/{found}/consumables", new { udi })).IsProblem(HttpStatusCode.NotFound);
        (await store.UseAsync(Guid.CreateVersion7(), udi)).IsProblem(HttpStatusCode.NotFound);
        (await store.World.First.Client.SendAsync($"cases/{found}/consumables", new { udi })).IsProblem(HttpStatusCode.Forbidden);
        (await store.World.Officer.SendAsync($"cases/{found}/cancellation", new { reason = "测试" })).Created();
        (await store.UseAsync(found, udi)).Conflicts("device.caseNotOpen");
    }

    [Theory]
    [InlineData("")]
    [InlineData("(01)09504000059119")]
    [InlineData("06901234567899999")]
    public async Task Use_OfWhatWasNeverReceived_NamesTheField(string udi)
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);

        (await store.UseAsync(await store.World.RegisterAsync(), udi)).Names("udi");
    }

    [Fact]
    public async Task KeeperOfDevices_RecordsAUseOnACaseAndReadsNothingElseOfIt()
    {
        var store = await Store.OpenAsync(TestDatabase.Sqlite);
        var (_, udi) = await store.UnitAsync();
        var found = await store.World.RegisterAsync();

        (await store.Keeper.SendAsync($"cases/{found}/consumables", new { udi })).Created();

        (await store.Keeper.AskAsync($"cases/{found}")).Is(HttpStatusCode.Forbidden);
        var seen = await store.World.Technician.Client.AskAsync($"cases/{found}/consumables");
        seen.Json.EnumerateArray().Single().GetProperty("unit").GetString().ShouldBe(udi);
    }

    private static async Task<List<string>> KindsAsync(Store store, Guid product) =>
        [.. (await store.Keeper.AskAsync($"consumables/{product}/stock")).Is(HttpStatusCode.OK).At("movements").EnumerateArray().Select(m => m.GetProperty("kind").GetString()!)];
}
