using Hengjian.Methods.Common;

namespace Hengjian.Methods.Economics;

/// <summary>The simulated outcomes of one arm, simulation by simulation.</summary>
/// <param name="Effects">One a simulation.</param>
/// <param name="Costs">One a simulation, of the same length.</param>
public sealed record SimulatedArm(IReadOnlyList<double> Effects, IReadOnlyList<double> Costs);

/// <summary>The decision at one willingness to pay k.</summary>
/// <param name="WillingnessToPay">k, money per unit of effect.</param>
/// <param name="MeanNetBenefit">Mean of k·effect − cost, one an arm.</param>
/// <param name="OptimalArm">Position of the arm with the highest mean; the first where tied.</param>
/// <param name="ExpectedValueOfPerfectInformation">mean(max NB) − max(mean NB) per decision, not negative.</param>
/// <param name="ProbabilityBest">Share of the simulations in which each arm has the highest net benefit, ties to the first; sum 1.</param>
/// <param name="ProbabilityCostEffective">For each arm but the baseline the share in which its net benefit exceeds the baseline's.</param>
public sealed record DecisionAtThreshold(
    double WillingnessToPay, IReadOnlyList<double> MeanNetBenefit, int OptimalArm, double ExpectedValueOfPerfectInformation,
    IReadOnlyList<double> ProbabilityBest, IReadOnlyList<double> ProbabilityCostEffective);

/// <summary>A probabilistic sensitivity analysis.</summary>
/// <param name="Means">Mean cost and effect, one an arm.</param>
/// <param name="AgainstBaseline">Difference of the means to the baseline, one an arm but the baseline.</param>
/// <param name="Decisions">One a willingness to pay.</param>
public sealed record ProbabilisticSensitivityResult(
    IReadOnlyList<CostEffect> Means, IReadOnlyList<CostEffectDifference> AgainstBaseline, IReadOnlyList<DecisionAtThreshold> Decisions);

/// <summary>
/// Probabilistic sensitivity analysis: net benefit, acceptability curves and the expected value of perfect information.
/// Source: A. Briggs, K. Claxton and M. Sculpher, Decision Modelling for Health Economic Evaluation (2006), ch. 5 and 6.
/// </summary>
public static class ProbabilisticSensitivity
{
    /// <summary>Analyses the simulations.</summary>
    /// <param name="arms">At least one arm; every list of the same length, at least 1.</param>
    /// <param name="baseline">Position of the arm of comparison.</param>
    /// <param name="willingnessToPay">Thresholds, not below 0.</param>
    /// <exception cref="BadInputException">Lists of different lengths, no simulation, or a threshold below 0.</exception>
    public static ProbabilisticSensitivityResult Compute(IReadOnlyList<SimulatedArm> arms, int baseline, IReadOnlyList<double> willingnessToPay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(baseline);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(baseline, arms.Count);
        var simulations = arms[0].Effects.Count;
        if (simulations == 0 || arms.Any(arm => arm.Effects.Count != simulations || arm.Costs.Count != simulations))
            throw new BadInputException("every arm needs the same number of simulated effects and costs, at least one");
        if (willingnessToPay.Any(k => !(k >= 0)))
            throw new BadInputException("a willingness to pay must not be below 0");

        int[] others = [.. Enumerable.Range(0, arms.Count).Where(arm => arm != baseline)];
        CostEffect[] means = [.. arms.Select(arm => new CostEffect(ExactSum.Mean([.. arm.Costs]), ExactSum.Mean([.. arm.Effects])))];
        return new ProbabilisticSensitivityResult(
            means,
            [.. others.Select(arm => new CostEffectDifference(means[arm].Cost - means[baseline].Cost, means[arm].Effect - means[baseline].Effect))],
            [.. willingnessToPay.Select(k => Decide(arms, baseline, others, k))]);
    }

    static DecisionAtThreshold Decide(IReadOnlyList<SimulatedArm> arms, int baseline, int[] others, double k)
    {
        double[][] benefits = [.. arms.Select(arm => arm.Effects.Zip(arm.Costs, (effect, cost) => (k * effect) - cost).ToArray())];
        var simulations = benefits[0].Length;
        var highest = new double[simulations];
        var best = new double[arms.Count];
        for (var i = 0; i < simulations; i++)
        {
            var leader = 0;
            for (var arm = 1; arm < benefits.Length; arm++)
            {
                if (benefits[arm][i] > benefits[leader][i])
                    leader = arm;
            }

            highest[i] = benefits[leader][i];
            best[leader]++;
        }

        double[] means = [.. benefits.Select(benefit => ExactSum.Mean(benefit))];
        var optimal = Array.IndexOf(means, means.Max());
        return new DecisionAtThreshold(
            k,
            means,
            optimal,
            Math.Max(0, ExactSum.Mean(highest) - means[optimal]),
            [.. best.Select(count => count / simulations)],
            [.. others.Select(arm => (double)benefits[arm].Zip(benefits[baseline]).Count(pair => pair.First > pair.Second) / simulations)]);
    }
}
