using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.Persistence;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Quality.CasesBehind;

/// <summary>What a figure counts. From <see cref="AiTp"/> on as in <see cref="Tally"/>, judged by the reference that the question asks for.</summary>
public enum FigureCell
{
    Cases,
    WithReference,
    MissingReference,
    AiFailures,
    ReadingsAlone,
    ReadingsWithAi,
    AiTp,
    AiFp,
    AiTn,
    AiFn,
    AloneTp,
    AloneFp,
    AloneTn,
    AloneFn,
    WithAiTp,
    WithAiFp,
    WithAiTn,
    WithAiFn,
    ShownTp,
    ShownFp,
    ShownTn,
    ShownFn,
    FollowedWrongAi,
    CorrectedWrongAi,
    PairsBothRight,
    PairsGained,
    PairsLost,
    PairsBothWrong,
}

/// <summary>A page of the cases behind a figure.</summary>
/// <param name="Items">The cases, newest first.</param>
/// <param name="Total">How many were found; a lower bound where <paramref name="TotalIsLowerBound"/>.</param>
/// <param name="TotalIsLowerBound">The search ended when the page was full.</param>
/// <param name="Counted">What the figure counts, cases or readings, from its cells; it includes cases that the caller may not see. Null where withheld.</param>
public sealed record CasesBehindPage(IReadOnlyList<CaseBehind> Items, int Total, bool TotalIsLowerBound, long? Counted);

/// <summary>A case behind a figure.</summary>
public sealed record CaseBehind(
    Guid Id,
    string Number,
    string? StudyKey,
    DateTimeOffset ExaminedAt,
    CaseState State,
    ReferenceFact? Reference,
    IReadOnlyList<AiResultFact> AiResults,
    IReadOnlyList<ReadingBehind> Readings,
    IReadOnlyDictionary<string, string> Subgroups);

/// <summary>A reading behind a figure; without its reader where the caller may not know whose it is.</summary>
public sealed record ReadingBehind(Guid? ReaderId, string? ReaderName, bool WithAi, string Label, double? Seconds, string? ShownAiLabel);

/// <summary>Opens a figure to its cases within the caller's scope: each case is counted by the same function that the cells come from.</summary>
public sealed class CasesBehindFigure(
    Database database, ICaseFacts cases, QualityStatistics statistics, StudyVisibility studies, IPractitionerDirectory practitioners, StatisticsDefinition definition)
{
    public async Task<Outcome<CasesBehindPage>> ListAsync(
        Caller caller, StatisticsQuestion question, IReadOnlyList<FigureCell> asked, PageRequest page, CancellationToken cancellationToken)
    {
        if (await statistics.RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var deployment = (await studies.FindAsync(caller.InstitutionId, question.Deployment, cancellationToken))!;
        var figures = new StatisticsFigures(new FigureMath(definition.Level), definition, question);
        var found = new List<VisibleCase>();
        var complete = true;
        await foreach (var visible in cases.VisibleAsync(caller, Search(question, asked, deployment.Labels), cancellationToken))
        {
            if (!Counts(visible.Facts, question, asked, figures))
            {
                continue;
            }

            if (found.Count == page.Skip + page.Size)
            {
                complete = false;
                break;
            }

            found.Add(visible);
        }

        var shown = found.Skip(page.Skip).ToList();
        await using var db = database.Read(caller.InstitutionId);
        var readers = shown.SelectMany(c => c.Facts.Readings).Select(r => r.ReaderId).Where(r => QualityAccess.SeesReader(caller, r)).ToHashSet();
        var names = await practitioners.NamesAsync(db, readers, cancellationToken);
        return new CasesBehindPage(
            [.. shown.Select(c => Behind(c, question, names))],
            found.Count + (complete ? 0 : 1),
            !complete,
            await CountedAsync(caller, question, asked, figures, cancellationToken));
    }

    private async Task<long?> CountedAsync(
        Caller caller, StatisticsQuestion question, IReadOnlyList<FigureCell> asked, StatisticsFigures figures, CancellationToken cancellationToken)
    {
        var sums = await new CellReader(database, caller.InstitutionId).SumAsync(QualityStatistics.FilterOf(question), cancellationToken);
        QualityStatistics.TakeAway(sums, await cases.HiddenAsync(caller, question.Deployment, cancellationToken), question);
        return QualityStatistics.IsWithheld(caller, figures.WithReference(sums), definition) ? null : asked.Sum(cell => Count(sums, cell, figures));
    }

    private static bool Counts(CaseFacts facts, StatisticsQuestion question, IReadOnlyList<FigureCell> asked, StatisticsFigures figures)
    {
        if (question.Subgroup is { } group && facts.Subgroups.GetValueOrDefault(group.Dimension) != group.Value)
        {
            return false;
        }

        var sums = new CountSums();
        foreach (var (key, counts) in CaseTallies.Of(facts).Counts)
        {
            if (key.Reader == (question.Reader ?? Guid.Empty))
            {
                sums.Add(key.Reference, counts);
            }
        }

        return asked.Any(cell => Count(sums, cell, figures) > 0);
    }

    private static long Count(CountSums sums, FigureCell cell, StatisticsFigures figures) => cell switch
    {
        FigureCell.WithReference => figures.WithReference(sums),
        FigureCell.MissingReference => sums.Of("", Tally.Cases) - figures.WithReference(sums),
        < FigureCell.AiTp => sums.Of("", Enum.Parse<Tally>(cell.ToString())),
        _ => figures.Judged(sums, Enum.Parse<Tally>(cell.ToString())),
    };

    /// <summary>What every case behind the figure has, so that few others are read.</summary>
    private static CaseFactsSearch Search(StatisticsQuestion question, IReadOnlyList<FigureCell> asked, IReadOnlyList<LabelDefinition> labels)
    {
        // The name of a confusion cell ends in what is positive or negative: Tp and Fp are positive calls, Tp and Fn positive truths.
        string[]? Codes(string prefix, Func<string, bool> positive) => asked.All(c => c.ToString() is { } name && name.StartsWith(prefix, StringComparison.Ordinal) && IsConfusion(name))
            ? [.. labels.Where(l => asked.Any(c => positive(c.ToString()[^2..]) == l.Positive)).Select(l => l.Code)]
            : null;
        static bool CallsPositive(string outcome) => outcome is "Tp" or "Fp";
        static bool IsPositive(string outcome) => outcome is "Tp" or "Fn";
        var ai = Codes("Ai", CallsPositive) ?? Codes("Shown", CallsPositive);
        var readings = Codes("Alone", CallsPositive) ?? Codes("WithAi", CallsPositive);
        return new CaseFactsSearch(
            question.Deployment,
            question.From is { } from ? ShanghaiDay.Start(from) : null,
            question.To is { } to && to < DateOnly.MaxValue ? ShanghaiDay.Start(to.AddDays(1)) : null,
            question.Reader,
            ai,
            readings,
            ai is null && readings is null ? null : Codes("", IsPositive),
            asked.All(c => c is FigureCell.WithReference or >= FigureCell.AiTp) ? true
                : asked is [FigureCell.MissingReference] && question.Reference is null ? false : null);
    }

    private static bool IsConfusion(string name) => name[^2..] is "Tp" or "Fp" or "Tn" or "Fn";

    private static CaseBehind Behind(VisibleCase visible, StatisticsQuestion question, IReadOnlyDictionary<Guid, string> names)
    {
        var facts = visible.Facts;
        var judging = facts.References.Where(r => question.Reference is null || r.Kind == question.Reference).OrderBy(r => r.Kind).LastOrDefault();
        return new CaseBehind(
            facts.CaseId,
            visible.Number,
            visible.StudyKey,
            facts.ExaminedAt,
            facts.State,
            judging,
            facts.AiResults,
            [.. facts.Readings.Where(r => question.Reader is null || r.ReaderId == question.Reader).Select(r => new ReadingBehind(
                names.ContainsKey(r.ReaderId) ? r.ReaderId : null, names.GetValueOrDefault(r.ReaderId), r.WithAi, r.Label, r.Seconds, r.ShownAi?.Label))],
            facts.Subgroups);
    }
}
