using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Quality.Persistence;

namespace Hengjian.Governance.Quality.Statistics;

internal sealed class ReaderFigures(QualityStatistics statistics, Database database) : IReaderFigures
{
    public async Task<ReaderCounts> OfAsync(Caller caller, Guid reader, IReadOnlyCollection<Guid> deployments, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var sum = ReaderCounts.None;
        foreach (var deployment in deployments)
        {
            var asked = await statistics.AskAsync(
                caller, new StatisticsQuestion { Deployment = deployment, Reader = reader, From = from, To = to, Unit = AiUnit.Reading }, cancellationToken);
            if (asked.Value is { Suppressed: false } answer)
            {
                sum += Counts(answer);
            }
        }

        return sum;
    }

    public async Task<IReadOnlyList<Guid>> ReadersAsync(Guid institution, Guid deployment, CancellationToken cancellationToken) =>
        [.. (await new CellReader(database, institution).ReadersAsync(deployment, cancellationToken)).Where(r => r != Guid.Empty)];

    private static ReaderCounts Counts(StatisticsAnswer a)
    {
        var (alone, withAi, ai) = (a.PhysiciansAlone!, a.PhysiciansWithAi!, a.Ai!);
        var rightWithAi = withAi.Tp + withAi.Tn;

        // Right with AI is right where the AI was right, or where it was wrong and was corrected.
        return new ReaderCounts(
            alone.Judged + withAi.Judged, alone.Tp + alone.Tn + rightWithAi, ai.Tp + ai.Tn, ai.Fp + ai.Fn, rightWithAi - a.CorrectedWrongAi!.Numerator, a.FollowedWrongAi!.Numerator);
    }
}
