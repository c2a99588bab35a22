using Hengjian.Methods.Common;

namespace Hengjian.Methods.Monitoring;

/// <summary>What was counted in one sample of a p-, p′- or u-chart.</summary>
/// <param name="Events">Events seen, a whole number not below 0; in a p-chart at most <paramref name="Size"/>.</param>
/// <param name="Size">Units looked at: a whole number above 0 in a p-chart, any exposure above 0 in a u-chart.</param>
/// <param name="SetsCentre">Whether the sample belongs to phase 1, whose samples set the centre and the spread.</param>
public readonly record struct CountSample(double Events, double Size, bool SetsCentre = true)
{
    internal double Rate => Events / Size;

    /// <summary>ΣEvents/ΣSize over phase 1. Sums of counts are exact, so a rate equal to the centre compares equal.</summary>
    internal static double Centre(IReadOnlyList<CountSample> samples)
    {
        double events = 0, size = 0;
        foreach (var sample in samples)
        {
            if (!sample.SetsCentre)
                continue;
            events += sample.Events;
            size += sample.Size;
        }

        return size > 0 ? events / size : throw new BadInputException("no sample sets the centre");
    }

    internal static void RequireProportions(IReadOnlyList<CountSample> samples)
    {
        RequireCounts(samples);
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples[i].Events > samples[i].Size)
                throw new BadInputException("more events than units in the sample", i + 1);
        }
    }

    internal static void RequireCounts(IReadOnlyList<CountSample> samples)
    {
        for (var i = 0; i < samples.Count; i++)
        {
            if (!(samples[i].Events >= 0 && double.IsFinite(samples[i].Events)))
                throw new BadInputException("the number of events must not be below 0", i + 1);
            if (!(samples[i].Size > 0 && double.IsFinite(samples[i].Size)))
                throw new BadInputException("the size of a sample must be above 0", i + 1);
        }
    }
}

/// <summary>A point of a control chart with its own limits, in the unit of the data.</summary>
/// <param name="Value">The plotted statistic.</param>
/// <param name="Lower">Lower control limit.</param>
/// <param name="Upper">Upper control limit.</param>
public readonly record struct ChartPoint(double Value, double Lower, double Upper)
{
    /// <summary>Whether the value lies strictly outside its limits.</summary>
    public bool IsBeyond => Value < Lower || Value > Upper;
}
