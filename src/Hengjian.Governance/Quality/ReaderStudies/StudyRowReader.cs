using System.Globalization;

namespace Hengjian.Governance.Quality.ReaderStudies;

/// <summary>Reports a row that is left out.</summary>
internal delegate void RejectRow(int row, string? column, string code, params (string Name, string Value)[] arguments);

/// <summary>Reads one row by the map, or rejects it with the column to blame.</summary>
internal sealed class StudyRowReader
{
    private const int LongestKey = 200;
    private const int LongestLabel = 64;
    private const double MostSeconds = 86_400;

    private readonly StudyMap _map;
    private readonly RejectRow _reject;
    private readonly int _width;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<string> _withAi;
    private readonly HashSet<string> _withoutAi;

    public StudyRowReader(StudyTable table, StudyMap map, RejectRow reject)
    {
        _map = map;
        _reject = reject;
        _width = table.Header.Count;
        _places = table.Header.Select((name, place) => (name, place)).Where(h => h.name.Length > 0).ToDictionary(h => h.name, h => h.place, StringComparer.Ordinal);
        _withAi = map.WithAi.Select(StudyLabel.Canonical).ToHashSet(StringComparer.Ordinal);
        _withoutAi = map.WithoutAi.Select(StudyLabel.Canonical).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The row, or null where it was rejected.</summary>
    public StudyReadingRow? Read(StudyRow row)
    {
        if (row.Cells.Length != _width)
        {
            _reject(row.Number, null, "import.ragged", ("found", Text(row.Cells.Length)), ("expected", Text(_width)));
            return null;
        }

        if (Needed(row, _map.Case!, LongestKey) is not { } key
            || Needed(row, _map.Reader!, LongestKey) is not { } reader
            || Needed(row, _map.ReaderLabel!, LongestLabel) is not { } label
            || (_map.Group is { } groupColumn && Needed(row, groupColumn, LongestKey) is null)
            || Condition(row) is not { } condition
            || !Optional(row, _map.Truth, LongestLabel, out var truth)
            || !Optional(row, _map.AiLabel, LongestLabel, out var aiLabel)
            || !Number(row, _map.AiScore, double.MinValue, double.MaxValue, out var score)
            || !Number(row, _map.Seconds, 0, MostSeconds, out var seconds)
            || Subgroups(row) is not { } subgroups)
        {
            return null;
        }

        return new StudyReadingRow(
            row.Number,
            _map.Group is { } group ? Cell(row, group) : null,
            key,
            reader,
            condition.Name,
            condition.WithAi,
            truth is null ? null : StudyLabel.Canonical(truth),
            StudyLabel.Canonical(label),
            aiLabel is null ? null : StudyLabel.Canonical(aiLabel),
            score,
            seconds,
            subgroups);
    }

    private (string Name, bool WithAi)? Condition(StudyRow row)
    {
        if (_map.Condition is not { } column)
        {
            return ("", false);
        }

        if (Needed(row, column, LongestKey) is not { } text)
        {
            return null;
        }

        var condition = StudyLabel.Canonical(text);
        if (_withAi.Contains(condition))
        {
            return (condition, true);
        }

        if (_withoutAi.Contains(condition) || (_withAi.Count == 0 && _withoutAi.Count == 0))
        {
            return (condition, false);
        }

        _reject(row.Number, column, "import.conditionUnknown", ("value", text));
        return null;
    }

    private string? Needed(StudyRow row, string column, int longest)
    {
        if (!Optional(row, column, longest, out var text))
        {
            return null;
        }

        if (text is null)
        {
            _reject(row.Number, column, "import.blank");
        }

        return text;
    }

    /// <summary>False when the row was rejected; <paramref name="text"/> is null where the cell is blank or the map has no such column.</summary>
    private bool Optional(StudyRow row, string? column, int longest, out string? text)
    {
        text = column is null ? null : Cell(row, column);
        if (string.IsNullOrEmpty(text))
        {
            text = null;
            return true;
        }

        if (text.Length > longest)
        {
            _reject(row.Number, column, "import.cellTooLong", ("longest", Text(longest)));
            return false;
        }

        if (text.Any(char.IsControl))
        {
            _reject(row.Number, column, "import.controlCharacters");
            return false;
        }

        return true;
    }

    private bool Number(StudyRow row, string? column, double least, double most, out double? number)
    {
        number = null;
        if (column is null || Cell(row, column) is not { Length: > 0 } text)
        {
            return true;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) || !double.IsFinite(parsed))
        {
            _reject(row.Number, column, "import.notNumber", ("value", text.Length > LongestLabel ? text[..LongestLabel] : text));
            return false;
        }

        if (parsed < least || parsed > most)
        {
            _reject(row.Number, column, "import.outOfRange", ("value", text), ("from", Text(least)), ("to", Text(most)));
            return false;
        }

        number = parsed;
        return true;
    }

    private string[]? Subgroups(StudyRow row)
    {
        var values = new string[_map.Subgroups.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (!Optional(row, _map.Subgroups[i], LongestKey, out var value))
            {
                return null;
            }

            values[i] = value ?? "";
        }

        return values;
    }

    private string Cell(StudyRow row, string column) => row.Cells[_places[column]].Trim();

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
