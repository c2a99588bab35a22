using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>Suspensions and departures as lists of days: ending one keeps it on record, so that the past answers as it was.</summary>
internal static class Absences
{
    /// <summary>The one that is in force on a day, or the next one to come.</summary>
    public static AbsenceFact? InForceOrToCome(IReadOnlyList<AbsenceFact> absences, DateOnly day) =>
        absences.Where(a => a.To is null || a.To >= day).MinBy(a => a.From);

    /// <summary>The list as a request wants it: given whole, or by the first day of the one in force alone.</summary>
    public static IReadOnlyList<AbsenceFact> Resolve(IReadOnlyList<AbsenceInput>? given, DateOnly? since, IReadOnlyList<AbsenceFact> stored, DateOnly today)
    {
        if (given is not null)
        {
            return [.. given.Where(a => a?.From is not null).Select(a => new AbsenceFact(a.From!.Value, a.To, a.Reason?.Trim())).OrderBy(a => a.From)];
        }

        var current = InForceOrToCome(stored, today);
        if (since == current?.From)
        {
            return stored;
        }

        IEnumerable<AbsenceFact> others = stored.Where(a => a != current);
        if (since is { } from)
        {
            return [.. others.Append(new AbsenceFact(from)).OrderBy(a => a.From)];
        }

        // Lifted today: the days before it stay.
        return current!.From < today ? [.. others.Append(current with { To = today.AddDays(-1) }).OrderBy(a => a.From)] : [.. others];
    }
}
