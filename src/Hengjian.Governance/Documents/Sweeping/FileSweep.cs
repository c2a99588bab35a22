using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hengjian.Governance.Documents.Sweeping;

/// <summary>
/// Removes files that no row names (decisions.md 10), at the start and every day: a file is stored before the act that names it, and an act that was refused leaves it behind.
/// </summary>
internal sealed class FileSweep(Database database, FileStore files, IInstitutionRegister institutions, IEnumerable<IStoredFileOwner> owners, TimeProvider clock, ILogger<FileSweep> log)
    : BackgroundService
{
    /// <summary>No act takes so long between storing a file and naming it.</summary>
    internal static readonly TimeSpan Spared = TimeSpan.FromDays(1);

    private const int Batch = 500;

    /// <summary>Removes an institution's orphans; answers how many.</summary>
    public async Task<int> SweepAsync(Guid institution, CancellationToken cancellationToken)
    {
        await using var db = database.Read(institution);
        var removed = 0;
        foreach (var batch in files.OlderThan(institution, Spared).Chunk(Batch))
        {
            var named = new HashSet<string>(StringComparer.Ordinal);
            foreach (var owner in owners)
            {
                named.UnionWith(await owner.NamedAsync(db, batch, cancellationToken));
            }

            removed += batch.Count(name => !named.Contains(name) && files.Remove(institution, name, Spared));
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var institution in await institutions.AllAsync(stoppingToken))
                {
                    if (await SweepAsync(institution.Id, stoppingToken) is > 0 and var removed && log.IsEnabled(LogLevel.Information))
                    {
                        log.LogInformation("{Removed} files that nothing names were removed.", removed);
                    }
                }

                await Task.Delay(Spared, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
