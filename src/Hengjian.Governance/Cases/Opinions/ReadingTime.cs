using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Cases.Opinions;

/// <summary>Seconds of a reading, and where they come from.</summary>
internal sealed record ReadingTime(double? Seconds, SecondsSource? Source)
{
    private const double Longest = 86_400;

    /// <summary>What the client measured, never longer than the time since the server opened the page; without a measurement that time itself, marked as such.</summary>
    public static ReadingTime Of(double? stated, TimeSpan? elapsed) => (stated, elapsed) switch
    {
        (null, null) => new(null, null),
        ({ } seconds, null) => new(seconds, SecondsSource.Stated),
        (null, { } since) => new(Rounded(since.TotalSeconds), SecondsSource.Elapsed),
        ({ } seconds, { } since) => new(Rounded(Math.Min(seconds, since.TotalSeconds)), SecondsSource.Measured),
    };

    private static double Rounded(double seconds) => Math.Round(Math.Min(seconds, Longest), 1, MidpointRounding.ToZero);
}
