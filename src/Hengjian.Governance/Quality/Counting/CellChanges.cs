using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Quality.Counting;

/// <summary>Key of a row of counts. <paramref name="Dimension"/> and <paramref name="Value"/> are empty in the cell of all subgroups.</summary>
internal readonly record struct CountCell(Guid Deployment, Guid Reader, string Period, string Dimension, string Value, string Reference, Guid Version)
    : IComparable<CountCell>
{
    /// <summary>The one order in which rows are written, so that two acts never wait for each other in a circle.</summary>
    public int CompareTo(CountCell other)
    {
        var order = Deployment.CompareTo(other.Deployment);
        order = order != 0 ? order : Reader.CompareTo(other.Reader);
        order = order != 0 ? order : string.CompareOrdinal(Period, other.Period);
        order = order != 0 ? order : string.CompareOrdinal(Dimension, other.Dimension);
        order = order != 0 ? order : string.CompareOrdinal(Value, other.Value);
        order = order != 0 ? order : string.CompareOrdinal(Reference, other.Reference);
        return order != 0 ? order : Version.CompareTo(other.Version);
    }
}

/// <summary>Key of a value of a distribution.</summary>
internal readonly record struct BinCell(CountCell Cell, Series Series, long Bin) : IComparable<BinCell>
{
    public int CompareTo(BinCell other)
    {
        var order = Cell.CompareTo(other.Cell);
        order = order != 0 ? order : Series.CompareTo(other.Series);
        return order != 0 ? order : Bin.CompareTo(other.Bin);
    }
}

/// <summary>Changes of cells, added up over the cases of an act (or, from nothing, over all cases).</summary>
internal sealed class CellChanges
{
    /// <summary>Counts by <see cref="Tally"/>; none is all zero.</summary>
    public Dictionary<CountCell, long[]> Counts { get; } = [];

    public Dictionary<BinCell, long> Bins { get; } = [];

    /// <summary>Adds what a case contributes after an act and takes away what it contributed before.</summary>
    public void Move(CaseFacts? before, CaseFacts? after)
    {
        if (before is not null && after is not null && SamePlace(before, after))
        {
            var (old, now) = (CaseTallies.Of(before), CaseTallies.Of(after));
            Subtract(now, old);
            Spread(after, now, 1);
            return;
        }

        if (before is not null)
        {
            Spread(before, CaseTallies.Of(before), -1);
        }

        if (after is not null)
        {
            Spread(after, CaseTallies.Of(after), 1);
        }
    }

    private static bool SamePlace(CaseFacts a, CaseFacts b) =>
        a.DeploymentId == b.DeploymentId
        && a.ExaminedAt == b.ExaminedAt
        && a.Subgroups.Count == b.Subgroups.Count
        && a.Subgroups.All(s => b.Subgroups.TryGetValue(s.Key, out var value) && value == s.Value);

    /// <summary>Most acts change little of a case; what stays is taken out before it is spread over periods and subgroups.</summary>
    private static void Subtract(CaseTallies now, CaseTallies old)
    {
        foreach (var (key, counts) in old.Counts)
        {
            if (!now.Counts.TryGetValue(key, out var current))
            {
                now.Counts[key] = current = new long[Tallies.Count];
            }

            for (var i = 0; i < counts.Length; i++)
            {
                current[i] -= counts[i];
            }

            if (!current.AsSpan().ContainsAnyExcept(0L))
            {
                now.Counts.Remove(key);
            }
        }

        foreach (var (key, n) in old.Bins)
        {
            Shift(now.Bins, key, -n);
        }
    }

    private void Spread(CaseFacts facts, CaseTallies tallies, int sign)
    {
        var periods = Period.Of(Period.DayOf(facts.ExaminedAt));
        (string Dimension, string Value)[] groups = [("", ""), .. facts.Subgroups.Select(s => (s.Key, s.Value))];
        foreach (var period in periods)
        {
            foreach (var (dimension, value) in groups)
            {
                foreach (var (key, counts) in tallies.Counts)
                {
                    Shift(new CountCell(facts.DeploymentId, key.Reader, period, dimension, value, key.Reference, key.Version), counts, sign);
                }

                foreach (var (key, n) in tallies.Bins)
                {
                    var cell = new CountCell(facts.DeploymentId, key.Reader, period, dimension, value, key.Reference, key.Version);
                    Shift(Bins, new BinCell(cell, key.Series, key.Bin), n * sign);
                }
            }
        }
    }

    private void Shift(CountCell cell, long[] counts, int sign)
    {
        if (!Counts.TryGetValue(cell, out var sum))
        {
            Counts[cell] = sum = new long[Tallies.Count];
        }

        for (var i = 0; i < counts.Length; i++)
        {
            sum[i] += counts[i] * sign;
        }

        if (!sum.AsSpan().ContainsAnyExcept(0L))
        {
            Counts.Remove(cell);
        }
    }

    private static void Shift<TKey>(Dictionary<TKey, long> cells, TKey key, long by)
        where TKey : notnull
    {
        var n = cells.GetValueOrDefault(key) + by;
        if (n == 0)
        {
            cells.Remove(key);
        }
        else
        {
            cells[key] = n;
        }
    }
}
