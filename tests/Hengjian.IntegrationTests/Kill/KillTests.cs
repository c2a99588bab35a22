using System.Diagnostics;
using System.Globalization;
using Hengjian.Cli.Counters;
using Hengjian.Cli.Ledger;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Hengjian.IntegrationTests.Reporting;
using Microsoft.EntityFrameworkCore;
using Case = Hengjian.Governance.Cases.Domain.Case;

namespace Hengjian.IntegrationTests.Kill;

/// <summary>
/// The server is killed (SIGKILL) at random points under a load of registrations, AI results, signed opinions and final diagnoses, while it reports to a receiver. Afterwards every
/// acknowledged write is there once, the ledger and the counters agree with the data, and the receiver has each concluded case once. 10 kills in the suite, 200 with <c>--long</c>.
/// </summary>
public sealed class KillTests
{
    private const int Seed = 20260924;

    private static int Kills => Sizes.Of(5, 100);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Server_KilledAtRandomPoints_LosesAndDoublesNothing(TestDatabase database)
    {
        var clock = Stopwatch.StartNew();
        await using var platform = await ReferenceReceiver.StartAsync();
        var (folder, tokens, world) = await FurnishAsync(database, platform);
        try
        {
            var (load, downtime) = await RunAsync(folder, tokens, world);
            using (load)
            {
                load.Faults.ShouldBeEmpty();
                var figures = await CheckAsync(folder, database, load.Acknowledged, platform);
                var line = string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {database} | {Kills} | {load.Acknowledged.Total} | {load.Acknowledged.Resent} | 0 | 0 | {figures.Reports} | {platform.Posts.Count} | {downtime.TotalSeconds / Kills:0.0} | {clock.Elapsed.TotalSeconds:0} |");
                TestContext.Current.SendDiagnosticMessage(line);
                if (Environment.GetEnvironmentVariable("HENGJIAN_KILL_FIGURES") is { } file)
                {
                    await File.AppendAllTextAsync(file, line + "\n");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A department with a receiver for every case, in a folder that no process holds any more; the world is there for its bodies alone.</summary>
    private static async Task<(string Folder, IReadOnlyDictionary<string, string> Tokens, CaseWorld World)> FurnishAsync(TestDatabase database, ReferenceReceiver platform)
    {
        await using var app = await AppFixture.StartAsync(database, keepFolder: true);
        var world = await CaseWorld.OverAsync(app);
        var body = Desk.Receiver(address: platform.Address, key: platform.Key);
        var receiver = (await world.Officer.SendAsync("reporting/receivers", body)).Created().Id;
        await world.AllowAsync(body["name"]!.GetValue<string>(), 1_000_000);
        platform.Trust(await world.SigningKeyAsync(receiver));
        var tokens = new Dictionary<string, string>();
        foreach (var (name, person) in new[] { ("technician", world.Technician), ("first", world.First), ("second", world.Second), ("clinician", world.Clinician) })
        {
            tokens[name] = await app.TokenAsync(person.User);
        }

        return (app.Settings.DataDirectory, tokens, world);
    }

    private static async Task<(WardLoad Load, TimeSpan Downtime)> RunAsync(string folder, IReadOnlyDictionary<string, string> tokens, CaseWorld world)
    {
        var random = new Random(Seed);
        await using var server = await ServerProcess.StartAsync(folder);
        var load = new WardLoad(server.Address, tokens, () => world.CaseBody(), () => world.ResultBody());
        var stop = false;
        var workers = Enumerable.Range(0, 6).Select(_ => load.WorkAsync(() => Volatile.Read(ref stop))).ToList();
        var downtime = Stopwatch.StartNew();
        downtime.Reset();
        for (var kill = 0; kill < Kills && load.Faults.IsEmpty; kill++)
        {
            // From the first request after a start to a server in full work: every other time some writes have been acknowledged first, however slow the machine is.
            if (random.Next(2) == 0)
            {
                await UntilAsync(load.Acknowledged, load.Acknowledged.Total + random.Next(1, 12));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 1500)));
            downtime.Start();
            await server.KillAsync();
            await server.StartAsync();
            downtime.Stop();
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(workers);
        await DrainAsync(folder);
        await server.KillAsync();
        return (load, downtime.Elapsed);
    }

    private static async Task UntilAsync(Acknowledged acknowledged, int total)
    {
        for (var clock = Stopwatch.StartNew(); acknowledged.Total < total && clock.Elapsed < TimeSpan.FromSeconds(60);)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Waits until the server has reported everything; retries come after 30 s at the earliest.</summary>
    private static async Task DrainAsync(string folder)
    {
        using var database = new Governance.Persistence.Database(
            Governance.Persistence.DatabaseSettings.FromDirectory(folder), new Governance.Persistence.Protection.KeyFolder(Governance.Persistence.DatabaseSettings.FromDirectory(folder)));
        var clock = Stopwatch.StartNew();
        while (true)
        {
            await using (var db = database.Read(Guid.Empty))
            {
                if (!await db.Set<ReportMessage>().IgnoreQueryFilters().AnyAsync(m => m.State != ReportState.Accepted))
                {
                    return;
                }
            }

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(5), "the outbox did not become empty");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<(int Reports, int Records)> CheckAsync(string folder, TestDatabase database, Acknowledged acknowledged, ReferenceReceiver platform)
    {
        (await VerifyAsync(LedgerCommand.RunAsync, "verify", "--data", folder)).ShouldBe(0, "the ledger is not intact");
        (await VerifyAsync(CountersCommand.RunAsync, "rebuild", "--data", folder, "--check")).ShouldBe(0, "the counters differ from the cases");
        await using var app = await AppFixture.StartInAsync(folder, database);
        await using var db = app.Read();
        (await db.Set<Case>().Select(c => c.Id).ToListAsync()).ShouldBe(acknowledged.Cases, ignoreOrder: true);
        (await db.Set<AiResult>().Select(c => c.Id).ToListAsync()).ShouldBe(acknowledged.AiResults, ignoreOrder: true);
        (await db.Set<Opinion>().Select(c => c.Id).ToListAsync()).ShouldBe(acknowledged.Opinions, ignoreOrder: true);
        (await db.Set<FinalDiagnosis>().Select(c => c.Id).ToListAsync()).ShouldBe(acknowledged.FinalDiagnoses, ignoreOrder: true);

        platform.Faults.ShouldBeEmpty();
        var messages = await db.Set<ReportMessage>().ToListAsync();
        messages.Select(m => m.SubjectId).ShouldBe(await db.Set<FinalDiagnosis>().Select(d => d.CaseId).ToListAsync(), ignoreOrder: true);
        messages.Select(m => m.Id).ShouldBe(platform.Stored.Keys, ignoreOrder: true);
        (await db.Set<ReportReceipt>().CountAsync()).ShouldBe(messages.Count);
        (await db.Set<Case>().CountAsync(c => c.State != Governance.Cases.Contracts.CaseState.Reported)).ShouldBe(0);
        return (messages.Count, acknowledged.Total);
    }

    private static async Task<int> VerifyAsync(Func<string[], TextWriter, TextWriter, Task<int>> command, params string[] arguments)
    {
        await using var output = new StringWriter();
        return await command(arguments, output, output);
    }
}
