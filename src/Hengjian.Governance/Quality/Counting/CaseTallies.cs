using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Quality.Counting;

/// <summary>Within one case: whose counts, judged by what. <paramref name="Reader"/> is empty for everybody; <paramref name="Reference"/> is empty where nothing is judged.</summary>
internal readonly record struct TallyKey(Guid Version, Guid Reader, string Reference);

/// <summary>Within one case: a value of a distribution.</summary>
internal readonly record struct BinKey(Guid Version, Guid Reader, string Reference, Series Series, long Bin);

/// <summary>
/// What one case contributes to the statistics: a pure function of its facts. Each count stands once for everybody and once for each reader of the case, and each
/// judgement once for its kind of reference and, if that is the case's highest, once more as such.
/// </summary>
internal sealed class CaseTallies
{
    public const double SecondsGrid = 0.1;
    public const double ScoreGrid = 0.001;

    private const string HighestPrefix = "highest:";

    private readonly CaseFacts _facts;
    private readonly Guid[] _readers;

    private CaseTallies(CaseFacts facts)
    {
        _facts = facts;
        _readers = [Guid.Empty, .. facts.Readings.Select(r => r.ReaderId).Distinct()];
    }

    public Dictionary<TallyKey, long[]> Counts { get; } = [];

    public Dictionary<BinKey, long> Bins { get; } = [];

    /// <summary>Reference part of the cells that count each case by its reference of highest precedence, which is of this kind.</summary>
    public static string Highest(ReferenceKind kind) => HighestPrefix + CodeName.Of(kind);

    /// <summary>Reference part of the cells of one kind of reference, whether or not a case has a higher one.</summary>
    public static string OfKind(ReferenceKind kind) => CodeName.Of(kind);

    /// <summary>The kind, where <paramref name="reference"/> is the highest of its cases; else null.</summary>
    public static ReferenceKind? HighestKind(string reference) =>
        reference.StartsWith(HighestPrefix, StringComparison.Ordinal) ? CodeName.Parse<ReferenceKind>(reference[HighestPrefix.Length..]) : null;

    /// <summary>Nothing for no case and for a cancelled one.</summary>
    public static CaseTallies Of(CaseFacts? facts)
    {
        var tallies = new CaseTallies(facts ?? Nothing);
        if (facts is not null && facts.State != CaseState.Cancelled)
        {
            tallies.CountAll();
            foreach (var (reference, positive) in Judgements(facts.References))
            {
                tallies.Judge(reference, positive);
            }
        }

        return tallies;
    }

    private static CaseFacts Nothing { get; } = new(
        Guid.Empty, Guid.Empty, Guid.Empty, DateTimeOffset.UnixEpoch, CaseState.Cancelled, ReadingProtocol.Concurrent, Study: false, WithoutAi: false, [], [], [], new Dictionary<string, string>());

    private void CountAll()
    {
        foreach (var reader in _readers)
        {
            Add(reader, "", Tally.Cases);
            if (_facts is { WithoutAi: true, Study: false })
            {
                Add(reader, "", Tally.AiFailures);
            }
        }

        foreach (var reading in _facts.Readings)
        {
            AddReading(reading, "", reading.WithAi ? Tally.ReadingsWithAi : Tally.ReadingsAlone);
            if (reading.Seconds is { } seconds)
            {
                var series = reading.WithAi ? Series.SecondsWithAi : Series.SecondsAlone;
                AddBin(Guid.Empty, "", series, seconds, SecondsGrid);
                AddBin(reading.ReaderId, "", series, seconds, SecondsGrid);
            }
        }
    }

    private void Judge(string reference, bool truth)
    {
        foreach (var reader in _readers)
        {
            Add(reader, reference, Tally.Cases);
            foreach (var result in _facts.AiResults)
            {
                if (result.Positive is { } positive)
                {
                    Add(reader, reference, Confusion(Tally.AiTp, positive, truth));
                }

                if (result.Score is { } score)
                {
                    AddBin(reader, reference, truth ? Series.ScorePositive : Series.ScoreNegative, score, ScoreGrid);
                }
            }
        }

        foreach (var reading in _facts.Readings)
        {
            if (reading.Positive is { } positive)
            {
                JudgeReading(reading, positive, reference, truth);
            }
        }

        JudgePairs(reference, truth);
    }

    private void JudgeReading(ReadingFact reading, bool positive, string reference, bool truth)
    {
        AddReading(reading, reference, Confusion(reading.WithAi ? Tally.WithAiTp : Tally.AloneTp, positive, truth));
        if (!reading.WithAi || reading.ShownAi?.Positive is not { } shown)
        {
            return;
        }

        AddReading(reading, reference, Confusion(Tally.ShownTp, shown, truth));
        if (shown != truth && reading.Label == reading.ShownAi.Label)
        {
            AddReading(reading, reference, Tally.FollowedWrongAi);
        }
        else if (shown != truth && positive == truth)
        {
            AddReading(reading, reference, Tally.CorrectedWrongAi);
        }
    }

    /// <summary>A reader's last reading alone against the last one with AI.</summary>
    private void JudgePairs(string reference, bool truth)
    {
        foreach (var reader in _readers.Skip(1))
        {
            var alone = _facts.Readings.LastOrDefault(r => r.ReaderId == reader && !r.WithAi && r.Positive is not null);
            var withAi = _facts.Readings.LastOrDefault(r => r.ReaderId == reader && r.WithAi && r.Positive is not null);
            if (alone is not null && withAi is not null)
            {
                AddReading(withAi, reference, (alone.Positive == truth, withAi.Positive == truth) switch
                {
                    (true, true) => Tally.PairsBothRight,
                    (false, true) => Tally.PairsGained,
                    (true, false) => Tally.PairsLost,
                    _ => Tally.PairsBothWrong,
                });
            }
        }
    }

    /// <summary>The latest reference of each kind, and the one of highest precedence again as such. One whose label the deployment does not know judges nothing.</summary>
    private static IEnumerable<(string Reference, bool Positive)> Judgements(IReadOnlyList<ReferenceFact> references)
    {
        ReferenceFact? highest = null;
        foreach (var kind in references.GroupBy(r => r.Kind))
        {
            var latest = kind.Last();
            highest = highest is null || latest.Kind > highest.Kind ? latest : highest;
            if (latest.Positive is { } positive)
            {
                yield return (OfKind(latest.Kind), positive);
            }
        }

        if (highest?.Positive is { } truth)
        {
            yield return (Highest(highest.Kind), truth);
        }
    }

    private static Tally Confusion(Tally truePositive, bool positive, bool truth) => truePositive + (positive, truth) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        _ => 3,
    };

    private void AddReading(ReadingFact reading, string reference, Tally what)
    {
        Add(Guid.Empty, reference, what);
        Add(reading.ReaderId, reference, what);
    }

    private void Add(Guid reader, string reference, Tally what)
    {
        var key = new TallyKey(VersionOf(reference), reader, reference);
        if (!Counts.TryGetValue(key, out var counts))
        {
            Counts[key] = counts = new long[Tallies.Count];
        }

        counts[(int)what]++;
    }

    private void AddBin(Guid reader, string reference, Series series, double value, double grid)
    {
        // Far beyond any time or score; keeps the number of grid steps a whole number.
        var steps = (long)Math.Round(Math.Clamp(value, -1e12, 1e12) / grid, MidpointRounding.AwayFromZero);
        var key = new BinKey(VersionOf(reference), reader, reference, series, steps);
        Bins[key] = Bins.GetValueOrDefault(key) + 1;
    }

    /// <summary>What is judged belongs to the version that gave the AI result. The rest belongs to none, so an arriving AI result moves nothing by itself.</summary>
    private Guid VersionOf(string reference) => reference.Length == 0 || _facts.AiResults.Count == 0 ? Guid.Empty : _facts.VersionId;
}
