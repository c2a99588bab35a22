namespace Hengjian.Web.Components.Charts;

/// <summary>A linear scale from values to pixels, with round ticks.</summary>
internal sealed class Scale
{
    Scale(double low, double high, double step, double from, double to)
    {
        Low = low;
        High = high;
        Step = step;
        From = from;
        To = to;
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Distance of ticks: 1, 2, 2.5 or 5 times a power of ten.</summary>
    public double Step { get; }

    public double From { get; }

    public double To { get; }

    /// <summary>Decimals that write every tick exactly.</summary>
    public int Decimals
    {
        get
        {
            for (var decimals = 0; decimals < 9; decimals++)
            {
                var scaled = Step * Math.Pow(10, decimals);
                if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6)
                    return decimals;
            }
            return 9;
        }
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            var count = (int)Math.Floor((High - Low) / Step + 1e-6);
            for (var i = 0; i <= count; i++)
                yield return Math.Round(Low + i * Step, 10);
        }
    }

    public double this[double value] => From + (value - Low) / (High - Low) * (To - From);

    /// <summary>Pixels of a value kept within the scale.</summary>
    public double Clamped(double value) => this[Math.Clamp(value, Low, High)];

    /// <summary>
    /// The least round range that covers all values, in about <paramref name="ticks"/> steps; <paramref name="low"/> and <paramref name="high"/> bound it where given.
    /// Without values it is 0…1.
    /// </summary>
    public static Scale Over(IEnumerable<double?> values, double from, double to, int ticks = 5, double? low = null, double? high = null)
    {
        var known = values.Where(v => v is { } x && double.IsFinite(x)).Select(v => v!.Value).ToList();
        var min = low ?? (known.Count == 0 ? 0 : known.Min());
        var max = high ?? (known.Count == 0 ? 1 : known.Max());
        if (max - min < 1e-12)
        {
            var room = Math.Max(Math.Abs(max) * 0.1, 1e-3);
            min = low ?? min - room;
            max = high ?? max + room;
            if (max <= min)
                max = min + room;
        }
        var step = low is { } l && high is { } h ? EvenStep(h - l, ticks) : NiceStep((max - min) / Math.Max(ticks, 1));
        var first = low ?? Math.Floor(min / step + 1e-9) * step;
        return new Scale(first, high ?? first + Math.Ceiling((max - first) / step - 1e-9) * step, step, from, to);
    }

    // Between two given ends the step divides the range evenly, in about the wanted number of steps; where no round step does, the range itself is divided.
    static double EvenStep(double range, int ticks)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range)));
        var steps = new[] { power, power / 10, power / 100 }.SelectMany(p => new[] { 5 * p, 2.5 * p, 2 * p, p });
        var even = steps.Where(s => s <= range / 2 && Math.Abs(range / s - Math.Round(range / s)) < 1e-9).ToList();
        return even.Count == 0 ? range / Math.Max(ticks, 1) : even.MinBy(s => Math.Abs(Math.Log(range / s / ticks)));
    }

    static double NiceStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var share = raw / power;
        return (share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 2.5 + 1e-9 ? 2.5 : share <= 5 + 1e-9 ? 5 : 10) * power;
    }
}
