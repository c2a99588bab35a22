using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Statistics;
using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;

namespace Hengjian.Governance.Quality.Agreement;

/// <summary>Agreement between readers, which needs no truth and is never called accuracy.</summary>
/// <param name="Definition">The definition that the numbers follow.</param>
/// <param name="LeastCommonCases">Pairs of readers with fewer common cases are left out.</param>
/// <param name="Conditions">By the condition or phase of the readings.</param>
public sealed record AgreementAnswer(DefinitionName Definition, int LeastCommonCases, IReadOnlyList<ConditionAgreement> Conditions);

/// <summary>Agreement under one condition.</summary>
/// <param name="Condition">The study's condition, or the phase's code.</param>
/// <param name="Readings">Independent readings.</param>
/// <param name="Cases">Cases read.</param>
/// <param name="Readers">Readers.</param>
/// <param name="Pairs">Pairs of readers with enough common cases whose kappa is defined.</param>
/// <param name="UndefinedPairs">Pairs with enough common cases where both gave one and the same label throughout: kappa is not defined.</param>
/// <param name="MeanKappa">Mean of the pairs' Cohen's kappas; null without pairs.</param>
/// <param name="LowestKappa">The lowest.</param>
/// <param name="HighestKappa">The highest.</param>
/// <param name="MeanObserved">Mean share of common cases on which a pair gave the same label.</param>
/// <param name="OfPairs">Each pair, lowest kappa first; names only for who sees readers by name.</param>
public sealed record ConditionAgreement(
    string Condition,
    long Readings,
    int Cases,
    int Readers,
    int Pairs,
    int UndefinedPairs,
    double? MeanKappa,
    double? LowestKappa,
    double? HighestKappa,
    double? MeanObserved,
    IReadOnlyList<PairAgreement> OfPairs);

/// <summary>One pair of readers.</summary>
public sealed record PairAgreement(string? First, string? Second, long CommonCases, double Observed, double Kappa, double Low, double High);

/// <summary>Pairwise Cohen's kappa of independent readings, per condition (interfaces.md; practice.md 1).</summary>
public sealed class ReaderAgreement(
    Database database, ICaseFacts cases, StudyVisibility studies, IPractitionerDirectory practitioners, StatisticsDefinition definition)
{
    public async Task<Outcome<AgreementAnswer>> AskAsync(Caller caller, Guid deployment, CancellationToken cancellationToken)
    {
        if (await studies.FindAsync(caller.InstitutionId, deployment, cancellationToken) is null)
        {
            return new NotFound("deployment");
        }

        var conditions = new SortedDictionary<string, ConditionTally>(StringComparer.Ordinal);
        await foreach (var reading in cases.IndependentReadingsAsync(caller.InstitutionId, deployment, cancellationToken))
        {
            if (!conditions.TryGetValue(reading.Condition, out var tally))
            {
                conditions[reading.Condition] = tally = new ConditionTally();
            }

            tally.Add(reading);
        }

        await using var db = database.Read(caller.InstitutionId);
        var names = QualityAccess.SeesReadersByName(caller)
            ? await practitioners.NamesAsync(db, [.. conditions.Values.SelectMany(c => c.Readers).Distinct()], cancellationToken)
            : new Dictionary<Guid, string>();
        return new AgreementAnswer(
            new DefinitionName(definition.Id, definition.Version),
            definition.LeastCommonCases,
            [.. conditions.Select(c => c.Value.Judge(c.Key, definition, names))]);
    }

    /// <summary>Readings of one condition by case.</summary>
    private sealed class ConditionTally
    {
        private readonly Dictionary<Guid, Dictionary<Guid, string>> _byCase = [];
        private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
        private long _readings;

        public HashSet<Guid> Readers { get; } = [];

        public void Add(IndependentReading reading)
        {
            if (!_byCase.TryGetValue(reading.CaseId, out var labels))
            {
                _byCase[reading.CaseId] = labels = [];
            }

            labels[reading.ReaderId] = reading.Label;
            _labels.Add(reading.Label);
            Readers.Add(reading.ReaderId);
            _readings++;
        }

        public ConditionAgreement Judge(string condition, StatisticsDefinition definition, IReadOnlyDictionary<Guid, string> names)
        {
            var pairs = new List<PairAgreement>();
            var undefined = 0;
            foreach (var ((first, second), table) in Tables())
            {
                if (Total(table) < definition.LeastCommonCases)
                {
                    continue;
                }

                try
                {
                    var kappa = CohenKappa.FromTable(table, level: definition.Level);
                    pairs.Add(new PairAgreement(
                        names.GetValueOrDefault(first), names.GetValueOrDefault(second), kappa.N, kappa.ObservedAgreement, kappa.Kappa, kappa.Interval.Low, kappa.Interval.High));
                }
                catch (UndefinedResultException)
                {
                    undefined++;
                }
            }

            pairs.Sort((a, b) => a.Kappa.CompareTo(b.Kappa));
            return new ConditionAgreement(
                condition,
                _readings,
                _byCase.Count,
                Readers.Count,
                pairs.Count,
                undefined,
                pairs.Count == 0 ? null : pairs.Average(p => p.Kappa),
                pairs.Count == 0 ? null : pairs[0].Kappa,
                pairs.Count == 0 ? null : pairs[^1].Kappa,
                pairs.Count == 0 ? null : pairs.Average(p => p.Observed),
                pairs);
        }

        /// <summary>The table of labels of every pair of readers with a common case.</summary>
        private Dictionary<(Guid First, Guid Second), long[,]> Tables()
        {
            var places = _labels.Order(StringComparer.Ordinal).Select((label, place) => (label, place)).ToDictionary(l => l.label, l => l.place, StringComparer.Ordinal);
            var tables = new Dictionary<(Guid, Guid), long[,]>();
            foreach (var labels in _byCase.Values)
            {
                var read = labels.OrderBy(l => l.Key).ToList();
                for (var i = 0; i < read.Count; i++)
                {
                    for (var j = i + 1; j < read.Count; j++)
                    {
                        var pair = (read[i].Key, read[j].Key);
                        if (!tables.TryGetValue(pair, out var table))
                        {
                            tables[pair] = table = new long[places.Count, places.Count];
                        }

                        table[places[read[i].Value], places[read[j].Value]]++;
                    }
                }
            }

            return tables;
        }

        private static long Total(long[,] table)
        {
            long total = 0;
            foreach (var count in table)
            {
                total += count;
            }

            return total;
        }
    }
}
