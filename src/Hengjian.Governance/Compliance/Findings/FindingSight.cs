using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Compliance.Findings;

/// <summary>Which findings a caller sees: the governance officer and the quality officer each one, others those that they answer for by person, or by role and department.</summary>
internal sealed record FindingSight(bool All, IReadOnlyList<Role> Roles, Guid? Person, Guid? Department)
{
    public static async Task<FindingSight> OfAsync(HengjianDbContext db, Caller caller, IPractitionerPlaces places, CancellationToken cancellationToken)
    {
        var all = caller.Kind == CallerKind.System || caller.Is(Role.GovernanceOfficer) || caller.Is(Role.QualityOfficer);
        var department = !all && caller.PractitionerId is { } person && (await places.FindAsync(db, [person], cancellationToken)).TryGetValue(person, out var place)
            ? place.DepartmentId
            : null;
        return new FindingSight(all, [.. caller.Roles], caller.PractitionerId, department);
    }

    public IQueryable<Finding> Visible(IQueryable<Finding> rows)
    {
        if (All)
        {
            return rows;
        }

        var (roles, person, department) = (Roles, Person, Department);
        return rows.Where(f => (f.OwnerPractitionerId != null && f.OwnerPractitionerId == person)
            || (f.OwnerPractitionerId == null && roles.Contains(f.Owner) && (f.DepartmentId == null || f.DepartmentId == department)));
    }

    /// <summary>Those that the caller answers for, the officers' too.</summary>
    public IQueryable<Finding> Own(IQueryable<Finding> rows) => (this with { All = false }).Visible(rows);

    /// <summary>Open or explained.</summary>
    public static IQueryable<Finding> Standing(IQueryable<Finding> rows) => rows.Where(f => f.State == FindingState.Open || f.State == FindingState.Explained);
}
