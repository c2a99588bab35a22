using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>Turns the rows of a file into groups of cases with readings, and says of every row that it leaves out why.</summary>
internal sealed class StudyPlanBuilder(StudyTable table, StudyMap map)
{
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<ImportWarning> _warnings = [];
    private readonly SortedDictionary<string, int> _varying = new(StringComparer.Ordinal);
    private readonly List<string> _readers = [];
    private readonly Dictionary<string, int> _readerPlaces = new(StringComparer.Ordinal);
    private int _rejectedCount;

    public StudyPlan Build()
    {
        var reader = new StudyRowReader(table, map, Reject);
        var rows = new List<StudyReadingRow>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            if (reader.Read(row) is { } reading)
            {
                rows.Add(reading);
            }
        }

        var positive = map.Positive.Select(StudyLabel.Canonical).ToHashSet(StringComparer.Ordinal);
        var groups = rows.GroupBy(r => r.Group, StringComparer.Ordinal).Select(g => Group(g.Key, [.. g], positive)).Where(g => g.Cases.Count > 0).ToList();
        Warn(groups, positive);
        return new StudyPlan(groups, _readers, _rejected, _rejectedCount, _warnings);
    }

    private PlannedGroup Group(string? name, List<StudyReadingRow> rows, HashSet<string> positive)
    {
        var cases = new List<PlannedCase>();
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        var conflicts = 0;
        foreach (var sameCase in rows.GroupBy(r => r.Case, StringComparer.Ordinal))
        {
            var truths = sameCase.Select(r => r.Truth).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            if (truths.Count > 1 && ++conflicts <= StudyPlan.MostListed)
            {
                Warn("import.truthConflict", ("case", sameCase.Key), ("group", name ?? ""), ("truths", string.Join(", ", truths)));
            }

            // Rows without a truth belong to the one truth that there is; beside several they are a case of their own without one.
            var parts = truths.Count > 1
                ? sameCase.GroupBy(r => r.Truth, StringComparer.Ordinal).Select(g => (g.Key is null ? sameCase.Key : sameCase.Key + "#" + g.Key, g.Key, g.ToList()))
                : [(sameCase.Key, truths.FirstOrDefault(), sameCase.ToList())];
            foreach (var (key, truth, of) in parts)
            {
                var planned = Case(key, truth, of);
                if (planned.Readings.Count > 0)
                {
                    cases.Add(planned);
                    labels.UnionWith(planned.Readings.Select(r => r.Label).Concat(planned.AiResults.Select(r => r.Label).OfType<string>()));
                    labels.UnionWith(truth is null ? [] : [truth]);
                }
            }
        }

        return new PlannedGroup(name, [.. labels.Select(l => new LabelDefinition(l, l, positive.Contains(l)))], cases);
    }

    private PlannedCase Case(string key, string? truth, List<StudyReadingRow> rows)
    {
        var results = AiResults(key, rows);
        var seen = new HashSet<(string, string)>();
        var readings = new List<PlannedReading>(rows.Count);
        foreach (var row in rows)
        {
            if (!seen.Add((row.Reader, row.Condition)))
            {
                Reject(row.Row, map.Reader, "import.duplicateReading", ("case", key), ("reader", row.Reader), ("condition", row.Condition));
                continue;
            }

            int? shown = row.WithAi && results.FindIndex(r => r.Label == row.AiLabel) is >= 0 and var place && row.HasAi ? place : null;
            readings.Add(new PlannedReading(ReaderPlace(row.Reader), row.Condition, row.WithAi, row.Label, row.Seconds, shown));
        }

        return new PlannedCase(key, Subgroups(rows), results, readings, truth);
    }

    private List<StudyAiResult> AiResults(string key, List<StudyReadingRow> rows)
    {
        var results = new List<StudyAiResult>();
        foreach (var same in rows.Where(r => r.HasAi).GroupBy(r => r.AiLabel, StringComparer.Ordinal))
        {
            var scores = same.Select(r => r.AiScore).OfType<double>().Distinct().ToList();
            if (scores.Count > 1)
            {
                Warn("import.scoresDiffer", ("case", key), ("label", same.Key ?? ""));
            }

            results.Add(new StudyAiResult(same.Key, scores.Count == 1 ? scores[0] : null));
        }

        return results;
    }

    /// <summary>A value that differs between the rows of a case is no property of the case, and is left out.</summary>
    private Dictionary<string, string> Subgroups(List<StudyReadingRow> rows)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < map.Subgroups.Count; i++)
        {
            var distinct = rows.Select(r => r.Subgroups[i]).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).Take(2).ToList();
            if (distinct.Count == 1)
            {
                values[map.Subgroups[i]] = distinct[0];
            }
            else if (distinct.Count > 1)
            {
                _varying[map.Subgroups[i]] = _varying.GetValueOrDefault(map.Subgroups[i]) + 1;
            }
        }

        return values;
    }

    private int ReaderPlace(string name)
    {
        if (!_readerPlaces.TryGetValue(name, out var place))
        {
            _readerPlaces[name] = place = _readers.Count;
            _readers.Add(name);
        }

        return place;
    }

    private void Warn(List<PlannedGroup> groups, HashSet<string> positive)
    {
        foreach (var label in positive.Where(p => groups.TrueForAll(g => g.Labels.All(l => l.Code != p))))
        {
            Warn("import.positiveUnused", ("label", label));
        }

        var unshown = groups.Sum(g => g.Cases.Sum(c => c.Readings.Count(r => r is { WithAi: true, ShownAiResult: null })));
        if (unshown > 0)
        {
            Warn("import.aiUnknown", ("readings", unshown.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var (column, cases) in _varying)
        {
            Warn("import.subgroupVaries", ("column", column), ("cases", cases.ToString(CultureInfo.InvariantCulture)));
        }

        var unjudged = map.Truth is null ? 0 : groups.Sum(g => g.Cases.Count(c => c.Truth is null));
        if (unjudged > 0)
        {
            Warn("import.truthMissing", ("cases", unjudged.ToString(CultureInfo.InvariantCulture)));
        }

        if (map is { Truth: not null, Reference: null })
        {
            Warn("import.referenceAssumed");
        }

        if (_rejectedCount > _rejected.Count)
        {
            Warn("import.moreRejected", ("rows", (_rejectedCount - _rejected.Count).ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void Warn(string code, params (string Name, string Value)[] arguments)
    {
        if (_warnings.Count < StudyPlan.MostListed)
        {
            _warnings.Add(new ImportWarning(code, arguments.ToDictionary(a => a.Name, a => a.Value)));
        }
    }

    private void Reject(int row, string? column, string code, params (string Name, string Value)[] arguments)
    {
        _rejectedCount++;
        if (_rejected.Count < StudyPlan.MostListed)
        {
            _rejected.Add(new RejectedRow(row, column, code, arguments.ToDictionary(a => a.Name, a => a.Value)));
        }
    }
}

/// <summary>A row that can be used, its labels in canonical form.</summary>
internal sealed record StudyReadingRow(
    int Row,
    string? Group,
    string Case,
    string Reader,
    string Condition,
    bool WithAi,
    string? Truth,
    string Label,
    string? AiLabel,
    double? AiScore,
    double? Seconds,
    string[] Subgroups)
{
    /// <summary>The row tells an AI result, shown or not.</summary>
    public bool HasAi => AiLabel is not null || AiScore is not null;
}

internal static class StudyLabel
{
    /// <summary>Labels that both parse as numbers compare as numbers (<c>1</c> = <c>1.0</c>): a number is written in its shortest form, anything else without blanks around it.</summary>
    public static string Canonical(string text)
    {
        var trimmed = text.Trim();
        return double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture)
            : trimmed;
    }
}
