using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Readiness.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Readiness.Evaluation;

/// <summary>Starts the daily runs when they are due, and evaluates an institution's deployments soon after one of its registers changed.</summary>
internal sealed class ReadinessService(DailyRuns runs, RecordSignal changes, IOptions<ReadinessOptions> options, TimeProvider clock, ILogger<ReadinessService> log) : BackgroundService
{
    /// <summary>How often it is looked whether a day's run is due.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    /// <summary>After a change it waits so long for others that come with it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await GuardedAsync(() => runs.StartDueAsync(stoppingToken), "The daily runs could not be started.", stoppingToken);
                var rung = await changes.TakeAsync(Look, stoppingToken);
                if (rung.Count == 0)
                {
                    continue;
                }

                await Task.Delay(Settle, clock, stoppingToken);
                foreach (var institution in rung.Union(await changes.TakeAsync(TimeSpan.Zero, stoppingToken)))
                {
                    await GuardedAsync(() => runs.EvaluateAsync(institution, stoppingToken), "Deployments could not be evaluated after a change.", stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown: the next start looks again at what is due.
        }
    }

    private async Task GuardedAsync(Func<Task> work, string failure, CancellationToken stoppingToken)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // one failed look must not end the service
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "{Failure}", failure);
        }
    }
}
