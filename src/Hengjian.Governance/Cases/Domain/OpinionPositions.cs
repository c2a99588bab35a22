using System.Globalization;
using System.Text.Json;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>
/// Where each opinion stands by the deployment's rule of agreement. Opinions of one position agree; without a rule the label is the position. With a measurement, the
/// values of a group are parted into windows within the tolerance, the one with most values first (the lowest among equals), so that two readers agree exactly when
/// their values lie within it. Who states no measurement contradicts none and stands with most.
/// </summary>
internal sealed class OpinionPositions(ReadingPlan plan, Func<Opinion, string?> openFields)
{
    private readonly AgreementRule _rule = plan.Agreement;

    /// <summary>False where label and position are the same.</summary>
    public bool Differ => _rule.Groups.Count > 0 || _rule.Measurement is not null;

    public IReadOnlyDictionary<string, string> Groups => _rule.Groups;

    /// <summary>Opinion's id → position.</summary>
    public IReadOnlyDictionary<Guid, string> Of(IEnumerable<Opinion> opinions)
    {
        var positions = new Dictionary<Guid, string>();
        foreach (var group in opinions.GroupBy(o => _rule.GroupOf(o.Label), StringComparer.Ordinal))
        {
            var measured = new List<(Guid Id, double Value)>();
            var unmeasured = new List<Guid>();
            foreach (var opinion in group)
            {
                if (Measured(opinion) is { } value)
                {
                    measured.Add((opinion.Id, value));
                }
                else
                {
                    unmeasured.Add(opinion.Id);
                }
            }

            Part(group.Key, [.. measured.OrderBy(m => m.Value)], positions);
            foreach (var id in unmeasured)
            {
                positions[id] = measured.Count == 0 ? group.Key : Window(group.Key, 1);
            }
        }

        return positions;
    }

    /// <summary>Label and value, where the measurement is compared.</summary>
    public string? Says(Opinion opinion) => Measured(opinion) is not { } value
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{opinion.Label} {value} {plan.Fields.FirstOrDefault(f => f.Code == _rule.Measurement)?.Unit}").TrimEnd();

    private double? Measured(Opinion opinion)
    {
        if (_rule.Measurement is not { } code || openFields(opinion) is not { } json)
        {
            return null;
        }

        using var fields = JsonDocument.Parse(json);
        return fields.RootElement.TryGetProperty(code, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    private void Part(string group, List<(Guid Id, double Value)> values, Dictionary<Guid, string> positions)
    {
        for (var window = 1; values.Count > 0; window++)
        {
            var (start, length) = Largest(values);
            foreach (var (id, _) in values.GetRange(start, length))
            {
                positions[id] = Window(group, window);
            }

            values.RemoveRange(start, length);
        }
    }

    private static string Window(string group, int number) => group + "#" + number.ToString(CultureInfo.InvariantCulture);

    private (int Start, int Length) Largest(List<(Guid Id, double Value)> values)
    {
        var best = (Start: 0, Length: 1);
        for (var start = 0; start < values.Count; start++)
        {
            var length = values.Skip(start).TakeWhile(v => _rule.Within(values[start].Value, v.Value)).Count();
            if (length > best.Length)
            {
                best = (start, length);
            }
        }

        return best;
    }
}
