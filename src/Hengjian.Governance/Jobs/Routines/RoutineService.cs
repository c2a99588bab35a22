using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Jobs.Routines;

/// <summary>Calls the modules' routines for each institution when they are due, one after the other; one that fails is logged and called again at its next time.</summary>
internal sealed class RoutineService(
    IEnumerable<IRoutine> routines, IInstitutionRegister institutions, IOptions<RoutineOptions> options, TimeProvider clock, ILogger<RoutineService> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        var next = routines.ToDictionary(r => r, _ => clock.GetUtcNow());
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var routine in next.Keys.Where(r => next[r] <= clock.GetUtcNow()).ToList())
                {
                    await RunAsync(routine, stoppingToken);
                    next[routine] = clock.GetUtcNow() + routine.Every;
                }

                await Task.Delay(Look, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown: what is due is found again at the next start.
        }
    }

    private async Task RunAsync(IRoutine routine, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var institution in await institutions.AllAsync(stoppingToken))
            {
                await routine.RunAsync(institution.Id, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // one failed routine must not end the others
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The routine {Routine} failed.", routine.GetType().Name);
        }
    }
}
