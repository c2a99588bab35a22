using System.Globalization;

namespace Hengjian.BrowserTests;

/// <summary>The real clock, moved on where people of a walk let hours or months pass.</summary>
internal sealed class MovedClock : TimeProvider
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <summary>Nine in the morning in Shanghai, so many days on.</summary>
    public void Morning(int days)
    {
        var now = GetUtcNow();
        Advance(new DateTimeOffset(now.ToOffset(Shanghai).Date.AddDays(days), Shanghai).AddHours(9) - now);
    }

    /// <summary>Today, or so many years or days from it, on the hospital's clock.</summary>
    public string Day(int years = 0, int days = 0) =>
        DateOnly.FromDateTime(GetUtcNow().ToOffset(Shanghai).DateTime).AddYears(years).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>So many hours from now, as a field for day and time takes it.</summary>
    public string Minute(int hours) => GetUtcNow().ToOffset(Shanghai).AddHours(hours).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
