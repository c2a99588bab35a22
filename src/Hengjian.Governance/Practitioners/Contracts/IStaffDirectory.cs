using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Someone on record as working here, with the facts of now.</summary>
public sealed record StaffMember(Guid Id, string Name, Guid? DepartmentId, PractitionerFacts Facts);

/// <summary>The staff of the institution, for questions about departments rather than about one person.</summary>
public interface IStaffDirectory
{
    /// <summary>Everyone save readers of imported studies, in the order of their registration; remote readers last, without a department.</summary>
    Task<IReadOnlyList<StaffMember>> AllAsync(HengjianDbContext db, CancellationToken cancellationToken);
}
