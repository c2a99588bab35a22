using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.DataUses;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Reporting;

/// <summary>
/// The reporting desk of a department of its own: what it registers would concern every case of the shared one. Tests that use it stand in the collection "Reporting", one after
/// the other.
/// </summary>
internal static class Desk
{
    private static readonly ConcurrentDictionary<TestDatabase, Lazy<Task<CaseWorld>>> Worlds = new();

    /// <summary>The department, with no receiver in use yet.</summary>
    public static async Task<CaseWorld> OpenAsync(TestDatabase database)
    {
        var world = await Worlds.GetOrAdd(database, d => new Lazy<Task<CaseWorld>>(async () => await CaseWorld.OverAsync(await AppFixture.StartAsync(d)))).Value;
        await world.App.WriteAsync(world.App.InstitutionId, async scope =>
        {
            foreach (var receiver in await scope.Db.Set<ReportReceiver>().Where(r => r.Active).ToListAsync())
            {
                receiver.Active = false;
            }
        });
        return world;
    }

    public static async Task CloseAllAsync()
    {
        foreach (var world in Worlds.Values.Where(w => w.IsValueCreated && w.Value.IsCompletedSuccessfully))
        {
            await (await world.Value).App.DisposeAsync();
        }
    }

    public static JsonObject Receiver(string channel = "https", Uri? address = null, string? key = null) => Calls.Json(new
    {
        name = "接收方 " + CaseWorld.Next(),
        kind = "technologyPlatform",
        channel,
        duty = "always",
        address = address?.ToString(),
        receiptKey = key,
    });

    /// <summary>Registers a receiver, and the entry of the register of data use that lets reports leave for it.</summary>
    public static async Task<Guid> ReceiverAsync(this CaseWorld world, JsonObject body, bool dataUse = true)
    {
        var id = (await world.Officer.SendAsync("reporting/receivers", body)).Created().Id;
        if (dataUse)
        {
            await world.AllowAsync(body["name"]!.GetValue<string>());
        }

        return id;
    }

    public static Task<Guid> AllowAsync(this CaseWorld world, string receiver, int amount = 100) => world.RegisterEntryAsync(
        world.Entry(receiver).With("amountLimit", amount).With("purpose", "reporting").With("categories", new[] { "aiResults", "reports", "demographics" }).With("basis", "law"));

    public static async Task<Guid> ReferenceAsync(this CaseWorld world, ReferenceReceiver receiver)
    {
        var id = await world.ReceiverAsync(Receiver(address: receiver.Address, key: receiver.Key));
        receiver.Trust(await world.SigningKeyAsync(id));
        return id;
    }

    /// <summary>Our public key for a receiver, in base64.</summary>
    public static async Task<string> SigningKeyAsync(this CaseWorld world, Guid receiver) =>
        (await world.Officer.AskAsync($"reporting/receivers/{receiver}")).At("signingKey").GetString()!;

    /// <summary>A message of a new case for a receiver, as an act on the case would queue it.</summary>
    public static async Task<Guid> QueueAsync(CaseWorld world, Guid receiver)
    {
        var subject = await world.RegisterAsync();
        var id = Guid.Empty;
        await world.App.WriteAsync(world.App.InstitutionId, async scope => id = (await QueueReports.AddAsync(
            scope, new QueueReports.Addressee(receiver, ReportSubject.Case, subject), ReportKind.Original, [], world.Today.AddDays(10), null, CancellationToken.None)).Id);
        return id;
    }

    /// <summary>What the clock does: makes what is queued and sends what is due.</summary>
    public static async Task RunAsync(this CaseWorld world)
    {
        await world.App.Services.GetRequiredService<MakeReports>().RunAsync(world.App.InstitutionId, CancellationToken.None);
        await world.App.Services.GetRequiredService<SendReports>().RunAsync(world.App.InstitutionId, CancellationToken.None);
    }

    /// <summary>What the clock does for cases of which nothing is outstanding.</summary>
    public static Task SettleAsync(this CaseWorld world) =>
        world.App.Services.GetServices<IRoutine>().OfType<SettleCases>().Single().RunAsync(world.App.InstitutionId, CancellationToken.None);

    /// <summary>The messages of a case to a receiver in their order.</summary>
    public static async Task<IReadOnlyList<JsonElement>> MessagesAsync(this CaseWorld world, Guid caseId, Guid receiver) =>
        [.. (await world.Officer.AskAsync($"reporting/outbox?case={caseId}&receiver={receiver}")).Is(HttpStatusCode.OK).At("items").EnumerateArray().OrderBy(m => m.GetProperty("number").GetString(), StringComparer.Ordinal)];

    public static string Member(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static Guid IdOf(this JsonElement element) => element.GetProperty("id").GetGuid();
}
