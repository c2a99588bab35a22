using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Web.Components.Forms;

/// <summary>People by name on a page.</summary>
internal static class PeopleNames
{
    /// <summary>Looks these users up at once.</summary>
    /// <returns>The name of each by id; a dash for one that is unknown or absent.</returns>
    public static async Task<Func<Guid?, string>> NamesAsync(this IActorNames actors, Guid institution, IEnumerable<Guid?> ids, CancellationToken cancellationToken)
    {
        var names = await actors.FindAsync(institution, [.. ids.OfType<Guid>().Distinct().Select(i => i.ToString("D"))], cancellationToken);
        return id => id is { } known && names.TryGetValue(known.ToString("D"), out var name) ? name : "–";
    }
}
