using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Counting;
using Hengjian.Governance.Quality.Persistence;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>A part of the statistics, judged as a whole answer is. <see cref="StatisticsAnswer.Auc"/> and times are left out of parts.</summary>
/// <param name="Key">What part: a reader's id, a subgroup's value, a month (<c>yyyy-MM</c>), a kind of reference.</param>
/// <param name="Name">Its name for people; null where it has none or must not be told.</param>
/// <param name="Figures">The figures.</param>
public sealed record StatisticsPart(string Key, string? Name, StatisticsAnswer Figures);

/// <summary>The parts of one subgroup dimension, largest first.</summary>
public sealed record SubgroupParts(string Dimension, IReadOnlyList<StatisticsPart> Values);

/// <summary>A reader's figures. Without a name where the caller may not know whose they are (practice.md 14).</summary>
/// <param name="ReaderId">Null where the caller may not know it.</param>
/// <param name="Name">Null with the id.</param>
/// <param name="Own">The caller's own.</param>
/// <param name="TooFew">Fewer judged readings than the definition's least: the figures are not for judging.</param>
/// <param name="Figures">The figures; withheld where too few and not named.</param>
public sealed record ReaderPart(Guid? ReaderId, string? Name, bool Own, bool TooFew, StatisticsAnswer? Figures);

/// <summary>The statistics of a deployment in parts: by reader, subgroup, month and kind of reference. Each part is read from its own cells.</summary>
public sealed class QualityBreakdowns(
    Database database, QualityStatistics statistics, ICaseFacts cases, IPractitionerDirectory practitioners, StatisticsDefinition definition)
{
    private readonly FigureMath _math = new(definition.Level);

    /// <summary>
    /// Every reader of the deployment. Named rows stand by name, the others in an order that tells nothing; the others are left out altogether where they are so few
    /// that each could be guessed.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<ReaderPart>>> ReadersAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        question = question with { Reader = null };
        if (await statistics.RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var cells = new CellReader(database, caller.InstitutionId);
        var readers = await cells.ReadersAsync(question.Deployment, cancellationToken);
        await using var db = database.Read(caller.InstitutionId);
        var names = await practitioners.NamesAsync(db, readers, cancellationToken);
        var hidden = await cases.HiddenAsync(caller, question.Deployment, cancellationToken);
        var parts = new List<(string Order, ReaderPart Part)>();
        foreach (var reader in readers)
        {
            var asked = question with { Reader = reader };
            var sums = await cells.SumAsync(QualityStatistics.FilterOf(asked), cancellationToken);
            QualityStatistics.TakeAway(sums, hidden, asked);
            var figures = new StatisticsFigures(_math, definition, asked).Answer(sums);
            if (figures.ReadingsAlone + figures.ReadingsWithAi == 0)
            {
                continue;
            }

            var tooFew = figures.PhysiciansAlone!.Judged + figures.PhysiciansWithAi!.Judged < definition.LeastReadingsOfReader;
            var known = QualityAccess.SeesReader(caller, reader);
            var name = known ? names.GetValueOrDefault(reader) : null;
            // Not by name, and by nothing that follows from the figures: a shuffle that stays the same from day to day.
            var order = known ? "0" + name : "1" + database.Fields.BlindIndex(caller.InstitutionId, "reader-order", reader.ToString("D"));
            parts.Add((order, new ReaderPart(known ? reader : null, name, reader == caller.PractitionerId, tooFew, tooFew && !known ? null : figures)));
        }

        var unnamed = parts.Count(p => p.Part.ReaderId is null);
        return parts.OrderBy(p => p.Order, StringComparer.Ordinal).Select(p => p.Part)
            .Where(p => p.ReaderId is not null || unnamed >= definition.LeastUnnamedReaders).ToList();
    }

    /// <summary>Every value of every subgroup dimension.</summary>
    public async Task<Outcome<IReadOnlyList<SubgroupParts>>> SubgroupsAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        question = question with { Subgroup = null };
        if (await statistics.RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var groups = await new CellReader(database, caller.InstitutionId).BySubgroupAsync(QualityStatistics.FilterOf(question), cancellationToken);
        var hidden = await cases.HiddenAsync(caller, question.Deployment, cancellationToken);
        return groups
            .GroupBy(g => g.Key.Dimension, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SubgroupParts(
                g.Key,
                [.. g.Select(v => Part(caller, v.Key.Value, v.Value, hidden, question with { Subgroup = new Subgroup(v.Key.Dimension, v.Key.Value) }))
                    .OrderByDescending(p => p.Figures.Cases).ThenBy(p => p.Key, StringComparer.Ordinal)]))
            .ToList();
    }

    /// <summary>Month by month of the examination, those without cases left out.</summary>
    public async Task<Outcome<IReadOnlyList<StatisticsPart>>> MonthsAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        if (await statistics.RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var months = await new CellReader(database, caller.InstitutionId).ByMonthAsync(QualityStatistics.FilterOf(question), cancellationToken);
        var hidden = await cases.HiddenAsync(caller, question.Deployment, cancellationToken);
        return months
            .OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m =>
            {
                var first = DateOnly.ParseExact(m.Key + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                return Part(caller, m.Key, m.Value, hidden, question with { From = first, To = first.AddMonths(1).AddDays(-1) });
            })
            .ToList();
    }

    /// <summary>By each kind of reference that judges a case, whether or not a higher one does too.</summary>
    public async Task<Outcome<IReadOnlyList<StatisticsPart>>> ReferencesAsync(Caller caller, StatisticsQuestion question, CancellationToken cancellationToken)
    {
        question = question with { Reference = null };
        if (await statistics.RefusedAsync(caller, question, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var sums = await new CellReader(database, caller.InstitutionId).SumAsync(QualityStatistics.FilterOf(question), cancellationToken);
        QualityStatistics.TakeAway(sums, await cases.HiddenAsync(caller, question.Deployment, cancellationToken), question);
        return Enum.GetValues<ReferenceKind>()
            .OrderDescending()
            .Where(kind => sums.Of(CaseTallies.OfKind(kind), Tally.Cases) > 0)
            .Select(kind => Part(caller, CaseTallies.OfKind(kind), sums, [], question with { Reference = kind }))
            .ToList();
    }

    private StatisticsPart Part(Caller caller, string key, CountSums sums, IReadOnlyList<CaseFacts> hidden, StatisticsQuestion question)
    {
        QualityStatistics.TakeAway(sums, hidden, question);
        var figures = new StatisticsFigures(_math, definition, question);
        return new StatisticsPart(key, null, QualityStatistics.IsWithheld(caller, figures.WithReference(sums), definition) ? figures.Suppressed(sums) : figures.Answer(sums));
    }
}
