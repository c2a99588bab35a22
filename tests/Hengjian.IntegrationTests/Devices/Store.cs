using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hengjian.Governance.Access.Contracts;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;

namespace Hengjian.IntegrationTests.Devices;

/// <summary>The shared department with its keeper of devices, and bodies that are right; a test changes what it is about.</summary>
internal sealed record Store(CaseWorld World, HttpClient Keeper, HttpClient SecondKeeper)
{
    private static readonly ConcurrentDictionary<TestDatabase, Lazy<Task>> Policies = new();
    private static int _products = Environment.ProcessId % 1000 * 10_000;

    public static async Task<Store> OpenAsync(TestDatabase database)
    {
        var world = await CaseWorld.SharedAsync(database);
        await Policies.GetOrAdd(database, _ => new Lazy<Task>(() => world.App.WriteRegisterPolicyAsync(world.App.InstitutionId))).Value;
        return new Store(world, await world.App.ClientAsync(Role.DeviceKeeper), await world.App.ClientAsync(Role.DeviceKeeper));
    }

    public DateOnly Today => World.Today;

    /// <summary>A GTIN-14 that no other test uses.</summary>
    public static string NewGtin()
    {
        var digits = "069" + Interlocked.Increment(ref _products).ToString("0000000000", CultureInfo.InvariantCulture);
        var sum = digits.Select((c, i) => (c - '0') * (i % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    public static string Short(DateOnly day) => day.ToString("yyMMdd", CultureInfo.InvariantCulture);

    /// <summary>An element string in brackets, as a person types it.</summary>
    public string Udi(string gtin, string lot, string? serial = null, DateOnly? expires = null) =>
        $"(01){gtin}(17){Short(expires ?? Today.AddYears(1))}(10){lot}{(serial is null ? "" : "(21)" + serial)}";

    public JsonObject Product(string gtin, bool singleUse = true) => Calls.Json(new
    {
        name = "同轴活检针 " + CaseWorld.Next(),
        specification = "17G",
        manufacturer = "测试器械有限公司",
        singleUse,
        udiDi = gtin,
        certificates = new[] { new { number = "国械注准20993140001", validFrom = CaseWorld.Day(Today.AddYears(-1)), validTo = CaseWorld.Day(Today.AddYears(4)) } },
    });

    public async Task<(Guid Id, string Gtin)> ProductAsync(bool singleUse = true)
    {
        var gtin = NewGtin();
        return ((await Keeper.SendAsync("consumables", Product(gtin, singleUse))).Created().Id, gtin);
    }

    /// <summary>A product with one unit of a serial in stock; answers the product and the unit's UDI.</summary>
    public async Task<(Guid Id, string Udi)> UnitAsync(bool singleUse = true, DateOnly? expires = null)
    {
        var (id, gtin) = await ProductAsync(singleUse);
        var udi = Udi(gtin, "L" + CaseWorld.Next(), "S" + CaseWorld.Next(), expires);
        (await Keeper.SendAsync($"consumables/{id}/units", new { udi })).Created();
        return (id, udi);
    }

    public Task<Answer> UseAsync(Guid caseId, string udi) => World.Technician.Client.SendAsync($"cases/{caseId}/consumables", new { udi });

    public JsonObject Scanner() => Calls.Json(new
    {
        name = "CT 扫描仪 " + CaseWorld.Next(),
        kind = "acquisition",
        acquires = new[] { "ct" },
        departmentId = World.Department,
        location = "东院 1 号机房",
        manufacturer = "测试影像设备有限公司",
        model = "CT-64",
        serial = "SN" + CaseWorld.Next(),
        certificates = new[] { new { number = "国械注准20993060001", validFrom = CaseWorld.Day(Today.AddYears(-2)), validTo = CaseWorld.Day(Today.AddYears(3)) } },
        supplier = "测试供应商",
        invoice = "FP-1",
        deliveredOn = CaseWorld.Day(Today.AddYears(-1)),
        deliveryDocument = "JH-1",
        acceptedOn = CaseWorld.Day(Today.AddYears(-1).AddDays(7)),
        acceptanceDocument = "YS-1",
        verificationMonths = 12,
        testingMonths = 6,
    });
}
