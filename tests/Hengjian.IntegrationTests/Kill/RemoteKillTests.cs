using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hengjian.Cli.Ledger;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.IntegrationTests.Agreements;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.IntegrationTests.Kill;

/// <summary>
/// The server is killed (SIGKILL) while readers of another hospital sign: whatever the moment, the asking hospital's opinion and the note in the reading hospital's ledger are both
/// there or neither is. 3 kills in the suite, 30 with <c>--long</c>.
/// </summary>
public sealed class RemoteKillTests
{
    private const int Seed = 20261125;
    private const int Workers = 4;

    private static int Kills => Environment.GetEnvironmentVariable("HENGJIAN_LONG") == "1" ? 30 : 3;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Server_KilledWhileARemoteReaderSigns_LeavesBothLedgersWithTheOpinionOrNeither(TestDatabase database)
    {
        var (folder, tokens, scene) = await FurnishAsync(database);
        try
        {
            var signed = await RunAsync(folder, tokens, scene);
            signed.Count.ShouldBeGreaterThan(0);
            await using var output = new StringWriter();
            (await LedgerCommand.RunAsync(["verify", "--data", folder], output, output)).ShouldBe(0, output.ToString());
            await using var app = await AppFixture.StartInAsync(folder, database);
            await using var asking = app.Read(scene.World.App.InstitutionId);
            await using var reading = app.Read(scene.Reading);
            (await asking.Set<Opinion>().Select(o => o.Id).ToListAsync()).ShouldBe(signed, ignoreOrder: true);
            (await reading.Set<LedgerRecordRow>().Where(r => r.Action == "remote.opinion.signed").Select(r => r.SubjectId).ToListAsync()).ShouldBe(signed, ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Folder, IReadOnlyDictionary<string, string> Tokens, RemoteWorld Scene)> FurnishAsync(TestDatabase database)
    {
        await using var app = await AppFixture.StartAsync(database, keepFolder: true);
        var scene = await RemoteWorld.OpenAsync(await CaseWorld.OverAsync(app));
        await scene.InForceAsync();
        var tokens = new Dictionary<string, string> { ["technician"] = await app.TokenAsync(scene.World.Technician.User), ["reader"] = await app.TokenAsync(scene.Reader.User) };
        return (app.Settings.DataDirectory, tokens, scene);
    }

    /// <summary>Ids of the opinions that the server said it had stored.</summary>
    private static async Task<IReadOnlyCollection<Guid>> RunAsync(string folder, IReadOnlyDictionary<string, string> tokens, RemoteWorld scene)
    {
        var random = new Random(Seed);
        var signed = new ConcurrentBag<Guid>();
        var faults = new ConcurrentQueue<string>();
        await using var server = await ServerProcess.StartAsync(folder);
        using var client = new PersistentClient(server.Address, tokens, faults.Enqueue, () => { });
        var stop = false;
        var workers = Enumerable.Range(0, Workers).Select(_ => WorkAsync()).ToList();
        for (var kill = 0; kill < Kills && faults.IsEmpty; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 2500)));
            await server.KillAsync();
            await server.StartAsync();
        }

        // The last start is given work too.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Volatile.Write(ref stop, true);
        await Task.WhenAll(workers);
        await server.KillAsync();
        faults.ShouldBeEmpty();
        return signed;

        async Task WorkAsync()
        {
            while (!Volatile.Read(ref stop) && faults.IsEmpty)
            {
                if (await client.SendAsync("technician", "cases", Locked(() => scene.World.CaseBody(on: scene.On))) is not { } id
                    || await client.SendAsync("technician", $"cases/{id}/ai-results", Locked(() => scene.World.ResultBody(on: scene.On))) is null
                    || await client.SendAsync("reader", $"remote/cases/{id}/opinions", CaseSteps.OpinionBody()) is not { } opinion)
                {
                    return;
                }

                signed.Add(opinion);
            }
        }

        JsonObject Locked(Func<JsonObject> make)
        {
            lock (signed)
            {
                return make();
            }
        }
    }
}
