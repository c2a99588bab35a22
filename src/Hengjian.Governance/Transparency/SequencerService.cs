using Hengjian.Governance.Persistence.Governed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Governance.Transparency;

/// <summary>
/// Runs the sequencer: everything at the start, then at most every second while records arrive, and once more at shutdown. What a command beside this process wrote does
/// not ring here, so it is looked for as well.
/// </summary>
public sealed class SequencerService(LedgerSequencer sequencer, LedgerSignal signal, TimeProvider clock, ILogger<SequencerService> log) : BackgroundService
{
    private const int RoundsToLook = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>True once the tail found at the start is integrated; part of readiness.</summary>
    public bool CaughtUp { get; private set; }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var institution in await sequencer.WaitingAsync(cancellationToken))
        {
            await IntegrateAsync(institution, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var intact = true;
        foreach (var institution in await sequencer.WaitingAsync(stoppingToken))
        {
            intact &= await IntegrateAsync(institution, stoppingToken);
        }

        CaughtUp = intact;
        try
        {
            for (var round = 1; !stoppingToken.IsCancellationRequested; round++)
            {
                var rung = await signal.TakeAsync(RoundsToLook * Pause, stoppingToken);
                foreach (var institution in rung.Count == 0 || round % RoundsToLook == 0 ? await sequencer.WaitingAsync(stoppingToken) : rung)
                {
                    await IntegrateAsync(institution, stoppingToken);
                }

                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown: StopAsync integrates what is left.
        }
    }

    private async Task<bool> IntegrateAsync(Guid institution, CancellationToken cancellationToken)
    {
        try
        {
            await sequencer.IntegrateAsync(institution, cancellationToken);
            return true;
        }
        catch (InvalidDataException exception)
        {
            log.LogCritical(exception, "The ledger of {Institution} is broken: no record is integrated. Run 'hengjian ledger verify'.", institution);
            return false;
        }
    }
}
