using System.Net;
using System.Text;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.IntegrationTests.Cases;
using Hengjian.IntegrationTests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.IntegrationTests.Practitioners;

/// <summary>A long import says how far it is, is taken back whole when somebody cancels it, and stores nothing over what others stored meanwhile.</summary>
public sealed class ImportProgressTests
{
    private const int People = 1_000;

    public static TheoryData<TestDatabase> All => Databases.All;

    [Theory, MemberData(nameof(All))]
    public async Task Import_OfManyRows_TellsHowManyAreDone(TestDatabase database)
    {
        var (registry, import, preview, context) = await PreviewedAsync(database);
        var told = new List<(int Done, int Total)>();

        (await import.ConfirmAsync(preview, false, context, (done, total) => told.Add((done, total)), CancellationToken.None)).Value!.New.ShouldBe(People);

        told.Count.ShouldBeGreaterThan(5);
        told.ShouldAllBe(t => t.Total == People && t.Done < People);
        told.Select(t => t.Done).ShouldBeInOrder();
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(People);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_CancelledWhileItStores_StoresNothing(TestDatabase database)
    {
        var (registry, import, preview, context) = await PreviewedAsync(database);

        await Should.ThrowAsync<OperationCanceledException>(() => import.ConfirmAsync(
            preview, false, context, (done, _) => _ = done > People * 3 / 4 ? throw new OperationCanceledException() : done, CancellationToken.None));

        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(0);
        (await registry.ConfirmAsync(preview)).State.ShouldBe("done", "it may be confirmed again");
    }

    [Theory, MemberData(nameof(All))]
    public async Task Import_WhereARecordIsMadeBetweenComparingAndStoring_StoresNothing(TestDatabase database)
    {
        var (registry, import, preview, context) = await PreviewedAsync(database);
        var made = false;

        var outcome = await import.ConfirmAsync(
            preview,
            false,
            context,
            (_, _) =>
            {
                if (!made)
                {
                    // Still comparing, outside any act.
                    made = true;
                    Task.Run(() => registry.RegisterAsync(Registry.Physician("插入者", staffNumber: "P0007"))).GetAwaiter().GetResult();
                }
            },
            CancellationToken.None);

        outcome.Refusal.ShouldBeOfType<Conflict>().Code.ShouldBe("tables.changedSince");
        (await registry.Officer.AskAsync("practitioners")).At("total").GetInt32().ShouldBe(1);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Job_InsideOneAct_ShowsItsProgressAndHearsThatItIsCancelled(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var jobs = registry.App.Services.GetRequiredService<JobQueue>();
        var writer = registry.App.Services.GetRequiredService<IWriter>();
        var context = new WriteRequest(CallerOf(registry));
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var id = await jobs.StartAsync(
            context,
            "practitioners.import",
            "人员.csv",
            async (report, _) =>
            {
                await writer.WriteAsync<bool>(
                    context,
                    async (_, ct) =>
                    {
                        report.Note(40, 100);
                        inside.TrySetResult();
                        while (true)
                        {
                            await Task.Delay(20, ct);
                            report.Note(41, 100);
                        }
                    },
                    CancellationToken.None);
                return new JobEnd(JobState.Done, null);
            },
            CancellationToken.None);
        await inside.Task.WaitAsync(TimeSpan.FromMinutes(2));

        var seen = (await jobs.FindAsync(context.Caller, id, CancellationToken.None)).ShouldNotBeNull();
        (seen.State, seen.Done >= 40, seen.Total).ShouldBe((JobState.Running, true, 100));
        (await jobs.CancelAsync(id, context, CancellationToken.None)).Refusal.ShouldBeNull();

        JobView? ended;
        do
        {
            await Task.Delay(20);
            ended = await jobs.FindAsync(context.Caller, id, CancellationToken.None);
        }
        while (ended!.IsRunning);
        ended.State.ShouldBe(JobState.Cancelled);
    }

    private static async Task<(Registry Registry, ImportPractitioners Import, Guid Preview, WriteRequest Context)> PreviewedAsync(TestDatabase database)
    {
        var registry = await Registry.OpenAsync(database);
        var csv = new StringBuilder("工号,姓名,人员类别\r\n");
        for (var i = 0; i < People; i++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"P{i:0000},护士{i},护士\r\n");
        }

        var preview = await registry.UploadAsync(csv.ToString());
        preview.Is(HttpStatusCode.Created);
        return (registry, registry.App.Services.GetRequiredService<ImportPractitioners>(), preview.Id, new WriteRequest(CallerOf(registry)));
    }

    private static Caller CallerOf(Registry registry) =>
        new(CallerKind.User, registry.User.Id, "", registry.Institution, null, new HashSet<Role> { Role.GovernanceOfficer }, new HashSet<string>());
}
