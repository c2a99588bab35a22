using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Quality.Persistence;

namespace Hengjian.Governance.Quality.Counting;

/// <summary>Moves the cells with every act on a case, in the act's own transaction (decisions.md 7).</summary>
internal sealed class QualityCounters : ICaseObserver
{
    public Task CaseChangedAsync(WriteScope scope, CaseFacts? before, CaseFacts after, CancellationToken cancellationToken) =>
        CasesChangedAsync(scope, [(before, after)], cancellationToken);

    public Task CasesChangedAsync(WriteScope scope, IReadOnlyList<(CaseFacts? Before, CaseFacts After)> changes, CancellationToken cancellationToken)
    {
        var cells = new CellChanges();
        foreach (var (before, after) in changes)
        {
            cells.Move(before, after);
        }

        return CellStore.AddAsync(scope, cells, cancellationToken);
    }
}
