using Hengjian.Methods.Common;

namespace Hengjian.Methods.Economics;

/// <summary>The expected cost and effect of one arm.</summary>
/// <param name="Cost">In one currency, any sign.</param>
/// <param name="Effect">In one unit, more is better.</param>
public readonly record struct CostEffect(double Cost, double Effect);

/// <summary>Where an arm stands among the others.</summary>
public enum ArmStatus
{
    /// <summary>On the efficiency frontier.</summary>
    Frontier,

    /// <summary>Another arm costs no more and helps no less, one of them strictly (of identical arms: the later).</summary>
    Dominated,

    /// <summary>A mixture of two other arms costs no more and helps more.</summary>
    ExtendedlyDominated,
}

/// <summary>An arm in the fully incremental analysis; positions count from 0 in the input.</summary>
/// <param name="Arm">Position in the input.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Ratio">Cost per unit of effect against the previous arm of the frontier; null for its first arm and off the frontier.</param>
/// <param name="Versus">Position of that previous arm, or null.</param>
public readonly record struct IncrementalArm(int Arm, ArmStatus Status, double? Ratio, int? Versus);

/// <summary>
/// Fully incremental cost-effectiveness analysis: dominance, extended dominance, ratios along the frontier.
/// Source: M. F. Drummond et al., Methods for the Economic Evaluation of Health Care Programmes, ch. 4.
/// </summary>
public static class IncrementalCostEffectiveness
{
    // A ratio exceeds the next only by more than rounding: arms on one straight line all stay on the frontier.
    const double Rounding = 1e-12;

    /// <summary>Analyses the arms; the result is by rising cost, equal costs in the order of the input.</summary>
    /// <param name="arms">At least one, with finite numbers.</param>
    /// <exception cref="BadInputException">No arm, or a number that is not finite.</exception>
    public static IReadOnlyList<IncrementalArm> Compute(IReadOnlyList<CostEffect> arms)
    {
        if (arms.Count == 0)
            throw new BadInputException("no arms");
        for (var i = 0; i < arms.Count; i++)
        {
            if (!double.IsFinite(arms[i].Cost) || !double.IsFinite(arms[i].Effect))
                throw new BadInputException("cost and effect must be finite", i + 1);
        }

        int[] byCost = [.. Enumerable.Range(0, arms.Count).OrderBy(i => arms[i].Cost)];
        int[] undominated = [.. byCost.Where(i => !Enumerable.Range(0, arms.Count).Any(other => Dominates(arms, other, i)))];
        var frontier = Frontier(arms, undominated);
        return [.. byCost.Select(Place)];

        IncrementalArm Place(int arm)
        {
            var position = frontier.IndexOf(arm);
            if (position > 0)
                return new IncrementalArm(arm, ArmStatus.Frontier, Ratio(arms, frontier[position - 1], arm), frontier[position - 1]);
            if (position == 0)
                return new IncrementalArm(arm, ArmStatus.Frontier, null, null);
            return new IncrementalArm(arm, undominated.Contains(arm) ? ArmStatus.ExtendedlyDominated : ArmStatus.Dominated, null, null);
        }
    }

    static bool Dominates(IReadOnlyList<CostEffect> arms, int one, int other)
    {
        var (a, b) = (arms[one], arms[other]);
        return a == b ? one < other : a.Effect >= b.Effect && a.Cost <= b.Cost;
    }

    /// <summary>The arms with rising ratios: an arm whose ratio exceeds the next one's falls out, until none does.</summary>
    static List<int> Frontier(IReadOnlyList<CostEffect> arms, int[] undominated)
    {
        var frontier = new List<int>();
        foreach (var arm in undominated)
        {
            while (frontier.Count > 1 && Exceeds(Ratio(arms, frontier[^2], frontier[^1]), Ratio(arms, frontier[^1], arm)))
                frontier.RemoveAt(frontier.Count - 1);
            frontier.Add(arm);
        }

        return frontier;
    }

    static bool Exceeds(double ratio, double next) => ratio > next * (1 + Rounding);

    static double Ratio(IReadOnlyList<CostEffect> arms, int from, int to) =>
        (arms[to].Cost - arms[from].Cost) / (arms[to].Effect - arms[from].Effect);
}
