using System.Globalization;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Notices.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Notices.Reminders;

/// <summary>
/// Reminds ahead of what ends (HP-2.1): once at each of the pack's days ahead and on the last day. The nearest reminder alone stands; it is closed when the thing was
/// renewed, replaced or withdrawn, that is when no source tells of that end any more.
/// </summary>
internal sealed class ExpiryReminders(
    Database database, RegulationCatalog catalog, IInstitutionRegister institutions, IEnumerable<IExpirySource> sources, NoticeBatches notices, TimeProvider clock) : IReminders
{
    public async Task<IReadOnlyList<Expiry>> EndingAsync(HengjianDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var found = new List<Expiry>();
        foreach (var source in sources)
        {
            found.AddRange(await source.EndingByAsync(db, day, cancellationToken));
        }

        return [.. found.OrderBy(e => e.LastDay).ThenBy(e => e.Title, StringComparer.Ordinal)];
    }

    public async Task<int> RemindAsync(Guid institution, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = ShanghaiDay.Of(now);
        await using var db = database.Read(institution);
        var ahead = DaysAhead(now, await institutions.CreditCodeAsync(db, cancellationToken));
        var ending = await EndingAsync(db, today.AddDays(ahead.Max()), cancellationToken);
        var standing = await db.Set<Notice>().Where(n => n.ClosedAt == null && n.DaysAhead != null).ToListAsync(cancellationToken);
        var current = ending.GroupBy(Stem).Select(g => g.First()).ToDictionary(Stem, e => (Expiry: e, Days: Stage(e, today, ahead)), StringComparer.Ordinal);
        var raise = current.Values.Where(e => !standing.Exists(n => n.UniqueKey == Key(e.Expiry, e.Days))).ToList();
        var over = standing.Where(n => !current.TryGetValue(StemOf(n.UniqueKey), out var e) || n.UniqueKey != Key(e.Expiry, e.Days)).Select(n => n.Id).ToList();
        await notices.RaiseAsync(
            institution,
            raise.Select(e => new NoticeDraft(e.Expiry.Kind, e.Expiry.SubjectId, e.Expiry.Title, e.Expiry.Path, e.Expiry.Owner, Key(e.Expiry, e.Days)) { DueOn = e.Expiry.LastDay, DaysAhead = e.Days }),
            cancellationToken);
        await notices.CloseAsync(institution, over, cancellationToken);
        return raise.Count;
    }

    /// <summary>Days ahead by the pack, and the last day itself.</summary>
    private List<int> DaysAhead(DateTimeOffset now, string? institution)
    {
        var terms = catalog.Parameters(ClauseIds.ExpiryReminders, now, institution);
        return [.. new[] { terms.Int("firstDays"), terms.Int("secondDays"), terms.Int("lastDays"), 0 }.Distinct().OrderDescending()];
    }

    /// <summary>The nearest stage that has begun: 30 from the thirtieth day ahead until the seventh, 0 on the last day and ever after.</summary>
    private static int Stage(Expiry expiry, DateOnly today, List<int> ahead) => ahead.Where(days => expiry.LastDay.DayNumber - today.DayNumber <= days).Min();

    private static string Stem(Expiry expiry) => string.Create(CultureInfo.InvariantCulture, $"expiry|{expiry.Kind}|{expiry.SubjectId:D}|{expiry.LastDay:yyyy-MM-dd}");

    private static string Key(Expiry expiry, int days) => string.Create(CultureInfo.InvariantCulture, $"{Stem(expiry)}|{days}");

    private static string StemOf(string key) => key[..key.LastIndexOf('|')];
}
