using System.Text.Json.Nodes;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Documents;

namespace Hengjian.IntegrationTests.DataUses;

/// <summary>Entries of the register of data use, made through the API.</summary>
internal static class Outbox
{
    public static JsonObject Entry(this CaseWorld world, string? receiver = null) => Calls.Json(new
    {
        receiver = receiver ?? "接收方 " + CaseWorld.Next(),
        purpose = "service",
        purposeText = "肺结节检测服务的故障分析",
        basis = "separateConsent",
        basisText = "患者同意书 V2",
        categories = new[] { "images", "aiResults" },
        identifiable = false,
        amountLimit = 100,
        unit = "cases",
        agreement = "数合 2026-01",
        from = CaseWorld.Day(world.Today.AddDays(-30)),
        to = CaseWorld.Day(world.Today.AddDays(30)),
    });

    public static async Task<Guid> RegisterEntryAsync(this CaseWorld world, JsonObject entry, bool agreement = true)
    {
        var id = (await world.Officer.SendAsync("data-uses", entry)).Created().Id;
        if (agreement)
        {
            (await world.Officer.AttachAsync(id, SampleFiles.Pdf(), "协议.pdf", kind: "dataUse", category: "agreement", title: "协议")).Created();
        }

        return id;
    }

    public static Task<Answer> TransferAsync(this CaseWorld world, Guid entry, int amount = 10) => world.Officer.SendAsync($"data-uses/{entry}/transfers", Transfer(amount));

    public static JsonObject Transfer(int amount = 10) => Calls.Json(new { what = "去标识 CT 一批", categories = new[] { "images" }, amount, hash = new string('a', 64) });
}
