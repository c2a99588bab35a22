using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Notices.Due;

internal sealed class DueList(Database database, IEnumerable<IDueSource> sources, IPractitionerPlaces places, TimeProvider clock) : IDueList
{
    /// <summary>A day's list is read by a person: of one kind, more than so many are not looked up.</summary>
    internal const int MostOfAKind = 2000;

    public async Task<IReadOnlyList<DueItem>> TodayAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var midnight = ShanghaiDay.Start(ShanghaiDay.Of(clock.GetUtcNow()).AddDays(1));
        var department = caller.PractitionerId is { } person && (await places.FindAsync(db, [person], cancellationToken)).TryGetValue(person, out var place) ? place.DepartmentId : null;
        var found = new List<DueItem>();
        foreach (var source in sources)
        {
            found.AddRange((await source.DueBeforeAsync(db, caller, midnight, MostOfAKind, cancellationToken)).Where(i => Concerns(i, caller, department)));
        }

        return [.. found.OrderBy(i => i.DueAt).ThenBy(i => i.Title, StringComparer.Ordinal)];
    }

    private static bool Concerns(DueItem item, Caller caller, Guid? department) =>
        (caller.Is(Role.GovernanceOfficer) && item.Owner != Role.ConcernHandler)
        || (caller.Is(item.Owner)
            && (item.PersonId is null || item.PersonId == caller.PractitionerId)
            && (item.DepartmentId is null || department is null || item.DepartmentId == department));
}
