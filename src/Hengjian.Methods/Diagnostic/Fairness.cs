using Hengjian.Methods.Common;

namespace Hengjian.Methods.Diagnostic;

/// <summary>How a binary prediction serves one group. A rate has no value where its denominator is zero.</summary>
/// <param name="Group">Name of the group.</param>
/// <param name="Counts">Prediction against truth.</param>
/// <param name="TruePositiveRate">TP/positives.</param>
/// <param name="FalsePositiveRate">FP/negatives.</param>
/// <param name="SelectionRate">Predicted positive/all.</param>
/// <param name="PositivePredictiveValue">TP/predicted positive.</param>
/// <param name="Accuracy">Right/all.</param>
public sealed record GroupRates(
    string Group,
    ConfusionCounts Counts,
    ProportionEstimate TruePositiveRate,
    ProportionEstimate FalsePositiveRate,
    ProportionEstimate SelectionRate,
    ProportionEstimate PositivePredictiveValue,
    ProportionEstimate Accuracy);

/// <summary>The largest difference of one rate between groups that have it.</summary>
/// <param name="Value">Highest − lowest, in [0, 1]; null where fewer than two groups have the rate.</param>
/// <param name="HighGroup">The first group with the highest rate.</param>
/// <param name="LowGroup">The first other group with the lowest.</param>
/// <param name="Interval">Newcombe's hybrid score interval.</param>
/// <param name="Without">Groups that lack the denominator.</param>
public sealed record FairnessGap(double? Value, string? HighGroup, string? LowGroup, Interval? Interval, IReadOnlyList<string> Without);

/// <summary>Subgroup performance and its gaps.</summary>
/// <param name="Groups">In order of first appearance.</param>
/// <param name="EqualOpportunity">Gap of the true positive rate.</param>
/// <param name="FalsePositiveRate">Gap of the false positive rate.</param>
/// <param name="DemographicParity">Gap of the selection rate.</param>
/// <param name="PredictiveParity">Gap of the positive predictive value.</param>
/// <param name="Accuracy">Gap of the accuracy.</param>
/// <param name="EqualizedOdds">The larger of the first two gaps; null where either is.</param>
/// <param name="AverageOdds">Their mean; null where either is.</param>
public sealed record FairnessResult(
    IReadOnlyList<GroupRates> Groups,
    FairnessGap EqualOpportunity,
    FairnessGap FalsePositiveRate,
    FairnessGap DemographicParity,
    FairnessGap PredictiveParity,
    FairnessGap Accuracy,
    double? EqualizedOdds,
    double? AverageOdds);

/// <summary>Whether a prediction works equally well for every group.</summary>
/// <remarks>
/// Hardt, Price and Srebro, NIPS 29 (2016) for equalised odds and equal opportunity; intervals of Wilson and, for differences, of Newcombe,
/// Statist. Med. 17 (1998) 873.
/// </remarks>
public static class Fairness
{
    /// <summary>Rates by group and their gaps.</summary>
    /// <param name="truth">Whether each case has the condition.</param>
    /// <param name="prediction">Whether it was predicted to.</param>
    /// <param name="group">The group of each case.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">No cases, or different lengths.</exception>
    public static FairnessResult Analyse(
        IReadOnlyList<bool> truth, IReadOnlyList<bool> prediction, IReadOnlyList<string> group, double level = 0.95)
    {
        if (truth.Count != prediction.Count || truth.Count != group.Count)
            throw new BadInputException("truth, prediction and group have different lengths");
        if (truth.Count == 0)
            throw new BadInputException("there are no cases");
        var names = new List<string>();
        var cells = new Dictionary<string, (List<bool> Truth, List<bool> Prediction)>();
        for (var i = 0; i < truth.Count; i++)
        {
            if (!cells.TryGetValue(group[i], out var cell))
            {
                cells.Add(group[i], cell = ([], []));
                names.Add(group[i]);
            }
            cell.Truth.Add(truth[i]);
            cell.Prediction.Add(prediction[i]);
        }
        return Compare([.. names.Select(name => (name, ConfusionCounts.Of([.. cells[name].Truth], [.. cells[name].Prediction])))], level);
    }

    /// <summary>The same from the counts of each group.</summary>
    /// <param name="groups">Names with prediction against truth, at least one.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="BadInputException">A count is negative.</exception>
    public static FairnessResult Compare(IReadOnlyList<(string Name, ConfusionCounts Counts)> groups, double level = 0.95)
    {
        GroupRates[] rates = [.. groups.Select(group => Rates(group.Name, group.Counts, level))];
        var opportunity = Gap(rates, rate => rate.TruePositiveRate, level);
        var falsePositives = Gap(rates, rate => rate.FalsePositiveRate, level);
        return new FairnessResult(
            rates,
            opportunity,
            falsePositives,
            Gap(rates, rate => rate.SelectionRate, level),
            Gap(rates, rate => rate.PositivePredictiveValue, level),
            Gap(rates, rate => rate.Accuracy, level),
            opportunity.Value is { } tpr && falsePositives.Value is { } fpr ? Math.Max(tpr, fpr) : null,
            (opportunity.Value + falsePositives.Value) / 2);
    }

    static GroupRates Rates(string name, ConfusionCounts counts, double level)
    {
        var (tp, fp, _, tn) = counts;
        return new GroupRates(
            name,
            counts,
            Proportion.Estimate(tp, counts.Positives, level),
            Proportion.Estimate(fp, counts.Negatives, level),
            Proportion.Estimate(tp + fp, counts.Total, level),
            Proportion.Estimate(tp, tp + fp, level),
            Proportion.Estimate(tp + tn, counts.Total, level));
    }

    static FairnessGap Gap(GroupRates[] rates, Func<GroupRates, ProportionEstimate> measure, double level)
    {
        string[] without = [.. rates.Where(rate => measure(rate).Value is null).Select(rate => rate.Group)];
        GroupRates[] with = [.. rates.Where(rate => measure(rate).Value is not null)];
        if (with.Length < 2)
            return new FairnessGap(null, null, null, null, without);
        // MaxBy and MinBy keep the first of equals; the lowest is another group also where all are equal.
        var high = with.MaxBy(rate => measure(rate).Value)!;
        var low = with.Where(rate => rate != high).MinBy(rate => measure(rate).Value)!;
        var (first, second) = (measure(high), measure(low));
        var interval = Proportion.NewcombeDifference(first.Events, first.Trials, second.Events, second.Trials, level);
        return new FairnessGap(first.Value - second.Value, high.Group, low.Group, interval, without);
    }
}
