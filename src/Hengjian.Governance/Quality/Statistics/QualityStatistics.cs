using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.Persistence;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>Statistics of a deployment from its cells (interfaces.md, <c>GET /quality/statistics</c>).</summary>
public sealed class QualityStatistics(
    Database database, ICaseFacts cases, StudyVisibility studies, IPractitionerDirectory practitioners, StatisticsDefinition definition)
{
    private readonly FigureMath _math = new(definition.Level);

    /// <summary>The figures, or why not: an unknown deployment, another reader's figures, an unknown filter value.</summary>
    public async Task<Outcome<StatisticsAnswer>> AskAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        if (await RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var cells = new CellReader(database, caller.InstitutionId);
        var filter = FilterOf(question);
        var sums = await cells.SumAsync(filter, cancellationToken);
        var hidden = await cases.HiddenAsync(caller, question.Deployment, cancellationToken);
        TakeAway(sums, hidden, question);
        var figures = new StatisticsFigures(_math, definition, question);
        if (IsWithheld(caller, figures.WithReference(sums), definition))
        {
            return figures.Suppressed(sums);
        }

        bool Judges(string reference) => figures.Judges(reference);
        return figures.Answer(
            sums,
            await cells.BinsAsync(filter, Series.SecondsAlone, _ => true, cancellationToken),
            await cells.BinsAsync(filter, Series.SecondsWithAi, _ => true, cancellationToken),
            // Scores of hidden cases cannot be taken out of the bins one by one, so while there are any the curve waits.
            hidden.Count > 0 ? [] : await cells.BinsAsync(filter, Series.ScorePositive, Judges, cancellationToken),
            hidden.Count > 0 ? [] : await cells.BinsAsync(filter, Series.ScoreNegative, Judges, cancellationToken));
    }

    internal static CellFilter FilterOf(StatisticsQuestion question) => new(
        question.Deployment,
        question.Reader ?? Guid.Empty,
        question.From,
        question.To,
        question.Subgroup?.Dimension ?? "",
        question.Subgroup?.Value ?? "");

    /// <summary>Few judged cases could tell a single result to somebody who may not see every case. None tells nothing.</summary>
    internal static bool IsWithheld(Caller caller, long judged, StatisticsDefinition definition) =>
        judged > 0 && judged < definition.LeastCases && !QualityAccess.SeesSmallNumbers(caller);

    /// <summary>Why a question is not answered, or null.</summary>
    internal async Task<Refusal?> RefusedAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        if (await studies.FindAsync(caller.InstitutionId, question.Deployment, cancellationToken) is null)
        {
            return new NotFound("deployment");
        }

        if (question.Reader is { } asked && !QualityAccess.SeesReader(caller, asked))
        {
            return new Forbidden("quality.othersFigures");
        }

        var errors = new FieldErrors();
        errors.Require(question.From is null || question.To is null || question.From <= question.To, "to", "quality.fromAfterTo");
        await using var db = database.Read(caller.InstitutionId);
        if (question.Reader is { } reader && await practitioners.FindAsync(db, reader, null, cancellationToken) is null)
        {
            errors.Add("reader", "query.unknownValue", ("value", reader.ToString("D")));
        }

        if (question.Subgroup is { } group)
        {
            var known = await new CellReader(database, caller.InstitutionId).BySubgroupAsync(
                new CellFilter(question.Deployment, Guid.Empty, null, null, "", ""), cancellationToken);
            errors.Require(known.ContainsKey((group.Dimension, group.Value)), "subgroup", "query.unknownValue", ("value", group.ToString()));
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    /// <summary>Takes cases that the caller must not learn of out of the sums; see <see cref="ICaseFacts.HiddenAsync"/>.</summary>
    internal static void TakeAway(CountSums sums, IReadOnlyList<CaseFacts> hidden, StatisticsQuestion question)
    {
        foreach (var facts in hidden)
        {
            var day = Period.DayOf(facts.ExaminedAt);
            if (day < question.From || day > question.To
                || (question.Subgroup is { } group && facts.Subgroups.GetValueOrDefault(group.Dimension) != group.Value))
            {
                continue;
            }

            foreach (var (key, counts) in CaseTallies.Of(facts).Counts)
            {
                if (key.Reader == (question.Reader ?? Guid.Empty) && key.Reference.Length > 0)
                {
                    sums.Add(key.Reference, counts, -1);
                }
            }
        }
    }
}

/// <summary>Turns sums into the answer to one question.</summary>
internal sealed class StatisticsFigures(FigureMath math, StatisticsDefinition definition, StatisticsQuestion question)
{
    private const string Highest = "highest";

    /// <summary>True for cells whose judgement counts to the question.</summary>
    public bool Judges(string reference) =>
        question.Reference is { } kind ? reference == CaseTallies.OfKind(kind) : CaseTallies.HighestKind(reference) is not null;

    public long WithReference(CountSums sums) => Judged(sums, Tally.Cases);

    /// <summary>A count over the judgements that the question asks for.</summary>
    public long Judged(CountSums sums, Tally what) => sums.ByReference.Where(s => Judges(s.Key)).Sum(s => s.Value[(int)what]);

    public StatisticsAnswer Suppressed(CountSums sums) => Frame(sums) with { Suppressed = true };

    /// <summary>The answer without distributions.</summary>
    public StatisticsAnswer Answer(CountSums sums) => Answer(sums, [], [], [], []) with { MedianSeconds = null, SecondsAlone = null, SecondsWithAi = null };

    public StatisticsAnswer Answer(
        CountSums sums,
        SortedDictionary<long, long> secondsAlone,
        SortedDictionary<long, long> secondsWithAi,
        SortedDictionary<long, long> positiveScores,
        SortedDictionary<long, long> negativeScores)
    {
        var judged = new long[Tallies.Count];
        foreach (var (_, counts) in sums.ByReference.Where(s => Judges(s.Key)))
        {
            for (var i = 0; i < judged.Length; i++)
            {
                judged[i] += counts[i];
            }
        }

        var alone = math.Confusion(judged, Tally.AloneTp);
        var withAi = math.Confusion(judged, Tally.WithAiTp);
        var wrong = judged[(int)Tally.ShownFp] + judged[(int)Tally.ShownFn];
        var (timesAlone, timesWithAi) = (FigureMath.Seconds(secondsAlone), FigureMath.Seconds(secondsWithAi));
        return Frame(sums) with
        {
            Ai = math.Confusion(judged, question.Unit == AiUnit.Case ? Tally.AiTp : Tally.ShownTp),
            PhysiciansAlone = alone,
            PhysiciansWithAi = withAi,
            IncrementalAccuracy = math.Difference(withAi.Accuracy, alone.Accuracy),
            PairedGain = math.Paired(judged),
            FollowedWrongAi = math.Proportion(judged[(int)Tally.FollowedWrongAi], wrong),
            CorrectedWrongAi = math.Proportion(judged[(int)Tally.CorrectedWrongAi], wrong),
            MedianSeconds = new MedianSeconds(timesAlone.Median, timesWithAi.Median),
            SecondsAlone = timesAlone,
            SecondsWithAi = timesWithAi,
            Auc = FigureMath.Auc(positiveScores, negativeScores),
            Composition = question.Reference is null
                ? [.. sums.ByReference
                    .Select(s => (Kind: CaseTallies.HighestKind(s.Key), Cases: s.Value[(int)Tally.Cases]))
                    .Where(s => s is { Kind: not null, Cases: > 0 })
                    .OrderByDescending(s => s.Kind)
                    .Select(s => new ReferenceShare(s.Kind!.Value, s.Cases))]
                : [],
        };
    }

    private StatisticsAnswer Frame(CountSums sums)
    {
        var (all, judged) = (sums.Of("", Tally.Cases), WithReference(sums));
        return new StatisticsAnswer
        {
            Definition = new DefinitionName(definition.Id, definition.Version),
            Reference = question.Reference is { } kind ? CodeName.Of(kind) : Highest,
            Unit = CodeName.Of(question.Unit),
            Cases = all,
            WithReference = judged,
            MissingReference = all - judged,
            AiFailures = sums.Of("", Tally.AiFailures),
            ReadingsAlone = sums.Of("", Tally.ReadingsAlone),
            ReadingsWithAi = sums.Of("", Tally.ReadingsWithAi),
        };
    }
}
