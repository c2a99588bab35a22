using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Practitioners.Registers;

/// <summary>Titles as a list of days held, given whole or by a physician's present title alone.</summary>
internal static class Titles
{
    public static IReadOnlyList<TitleFact> Resolve(PractitionerRequest request, IReadOnlyList<TitleFact> stored, DateOnly today)
    {
        if (request.Titles is { } given)
        {
            return [.. given.Where(t => t?.Title is not null).Select(t => new TitleFact(t.Title!.Value, t.From, t.To)).OrderBy(t => t.From ?? DateOnly.MinValue)];
        }

        // A client that knows physicians' titles alone says nothing of a technician's or a nurse's.
        var known = Held(stored, today) is { } held ? StaffTitles.OfPhysician(held.Title) : null;
        return request.Title == known ? stored : Replace(stored, request.Title is { } title ? StaffTitles.Of(title) : null, today);
    }

    /// <summary>The titles with this one held from today on, or none: the former one ended yesterday.</summary>
    public static IReadOnlyList<TitleFact> Replace(IReadOnlyList<TitleFact> stored, StaffTitle? title, DateOnly today)
    {
        var current = Held(stored, today);
        if (title == current?.Title)
        {
            return stored;
        }

        var kept = stored.Where(t => t != current).ToList();
        if (current is not null && (current.From is null || current.From < today))
        {
            kept.Add(current with { To = today.AddDays(-1) });
        }

        if (title is { } now)
        {
            // Obtained on a day that nobody stated: the first title is taken as long held, a later one from today.
            kept.Add(new TitleFact(now, kept.Count == 0 ? null : today));
        }

        return [.. kept.OrderBy(t => t.From ?? DateOnly.MinValue)];
    }

    private static TitleFact? Held(IReadOnlyList<TitleFact> titles, DateOnly day) => titles.LastOrDefault(t => t.Contains(day));

    public static ProfessionalTitle? OfPhysicianOn(IReadOnlyList<TitleFact> titles, DateOnly day) =>
        titles.Where(t => t.Contains(day)).Select(t => StaffTitles.OfPhysician(t.Title)).Max();
}
