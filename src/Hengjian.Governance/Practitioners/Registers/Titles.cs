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

        var current = stored.FirstOrDefault(t => t.Contains(today) && StaffTitles.OfPhysician(t.Title) is not null);
        if (request.Title == (current is null ? null : StaffTitles.OfPhysician(current.Title)))
        {
            return stored;
        }

        var kept = stored.Where(t => t != current).ToList();
        if (current is not null && (current.From is null || current.From < today))
        {
            kept.Add(current with { To = today.AddDays(-1) });
        }

        if (request.Title is { } title)
        {
            // Obtained on a day that nobody stated: the first title is taken as long held, a later one from today.
            kept.Add(new TitleFact(StaffTitles.Of(title), kept.Count == 0 ? null : today));
        }

        return [.. kept.OrderBy(t => t.From ?? DateOnly.MinValue)];
    }

    public static ProfessionalTitle? OfPhysicianOn(IReadOnlyList<TitleFact> titles, DateOnly day) =>
        titles.Where(t => t.Contains(day)).Select(t => StaffTitles.OfPhysician(t.Title)).Max();
}
