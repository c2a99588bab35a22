namespace Hengjian.Governance.Regulations;

/// <summary>A pack as it decides for one institution at one moment: overlays merged in.</summary>
/// <param name="Pack">The pack underneath.</param>
/// <param name="Key">Pack and overlays with versions, <c>R17@1+SITE@2</c>.</param>
/// <param name="Deviations">Where the overlays ask less (clause R17-0.0).</param>
public sealed record EffectivePack(RegulationPack Pack, string Key, IReadOnlyList<PackDeviation> Deviations)
{
    private readonly Dictionary<string, Clause> changed = new(StringComparer.Ordinal);

    /// <summary>The clause with merged level and parameters, or <c>null</c>.</summary>
    public Clause? Find(string clause) => changed.GetValueOrDefault(clause) ?? Pack.Find(clause);

    /// <summary>
    /// Lays the overlays on the pack in the given order. A deviation without approval is added to <paramref name="problems"/>.
    /// </summary>
    internal static EffectivePack Compose(RegulationPack pack, IReadOnlyList<OverlayPack> overlays, List<PackProblem> problems)
    {
        var deviations = new List<PackDeviation>();
        var merged = new EffectivePack(pack, string.Join('+', overlays.Select(o => o.Key).Prepend(pack.Key)), deviations);
        foreach (var overlay in overlays)
        {
            foreach (var (id, change) in overlay.Clauses)
            {
                if (merged.Find(id) is { } clause)
                    merged.changed[id] = Merge(clause, change, overlay, deviations, problems);
                else
                    problems.Add(new PackProblem($"{overlay.Key} {id}", $"is no clause of {pack.Key}"));
            }
        }

        return merged;
    }

    private static Clause Merge(
        Clause clause, OverlayClause change, OverlayPack overlay, List<PackDeviation> deviations, List<PackProblem> problems)
    {
        var where = $"{overlay.Key} $.clauses.{clause.Id}";
        if (change.Level > clause.Level)
        {
            if (change.Lowering is { } lowering)
            {
                var (from, to) = (CodeName.Of(clause.Level), CodeName.Of(change.Level.Value));
                deviations.Add(new PackDeviation(clause.Id, "level", from, to, overlay.Key, lowering.By, lowering.On, lowering.Reason));
            }
            else
            {
                problems.Add(new PackProblem(
                    where + ".level",
                    $"lowers {CodeName.Of(clause.Level)} to {CodeName.Of(change.Level.Value)}; name committee, day and legal reason in 'lowering'"));
            }
        }

        var parameters = new Dictionary<string, ClauseParameter>(clause.Parameters, StringComparer.Ordinal);
        foreach (var (name, given) in change.Parameters)
        {
            if (!parameters.TryGetValue(name, out var below))
            {
                problems.Add(new PackProblem($"{where}.parameters.{name}", "is no parameter of this clause"));
                continue;
            }

            var above = below with { Value = given.Value, ToBeConfirmed = false };
            parameters[name] = above;
            if (!below.IsLoosenedBy(given.Value))
                continue;
            if (given.Approval is { } approval)
            {
                deviations.Add(new PackDeviation(
                    clause.Id, name, below.ValueText, above.ValueText, overlay.Key, approval.By, approval.On, approval.Reason));
            }
            else
            {
                problems.Add(new PackProblem(
                    $"{where}.parameters.{name}",
                    $"asks less ({above.ValueText}) than the value underneath ({below.ValueText}); name who approved it in 'approval'"));
            }
        }

        return clause with { Level = change.Level ?? clause.Level, Parameters = parameters };
    }
}
