using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>
/// Which cases a caller may see (decisions.md 8): the one predicate that lists, pages, files, exports and counts share. Outside it a case is absent. Until
/// authorisations are kept, every physician of the institution counts as authorised for its deployments.
/// </summary>
internal static class CaseScope
{
    private static readonly Role[] InstitutionWide =
    [
        Role.GovernanceOfficer, Role.Operator, Role.QualityOfficer, Role.FollowUpStaff, Role.DepartmentHead, Role.DepartmentQualityMember,
    ];

    /// <summary>Cases within the caller's scope.</summary>
    public static IQueryable<Case> Visible(this IQueryable<Case> cases, Caller caller)
    {
        if (SeesInstitution(caller))
        {
            return cases;
        }

        if (caller.PractitionerId is not { } self)
        {
            return cases.Where(c => false);
        }

        // Ids are of one length, so containment in the list of named readers is membership.
        var text = self.ToString("D");
        return (caller.Is(Role.Physician), caller.Is(Role.Clinician)) switch
        {
            (true, true) => cases.Where(c => c.StudyKey == null
                && (c.NamedReaders == "" || c.NamedReaders.Contains(text) || c.ClinicianId == null || c.ClinicianId == self)),
            (true, false) => cases.Where(c => c.StudyKey == null && (c.NamedReaders == "" || c.NamedReaders.Contains(text))),
            (false, true) => cases.Where(c => c.StudyKey == null && (c.ClinicianId == null || c.ClinicianId == self)),
            _ => cases.Where(c => false),
        };
    }

    /// <summary>The same question about one case at hand.</summary>
    public static bool Sees(Caller caller, Case subject) =>
        caller.Kind != CallerKind.User
        || SeesInstitution(caller)
        || (subject.StudyKey is null && caller.PractitionerId is { } self && (
            (caller.Is(Role.Physician) && IsReader(subject, self))
            || (caller.Is(Role.Clinician) && IsClinician(subject, self))));

    /// <summary>True when the practitioner may read the case: named, or nobody is and it lies in the pool.</summary>
    public static bool IsReader(Case subject, Guid practitioner) =>
        subject.NamedReaders.Length == 0 || subject.NamedReaders.Contains(practitioner.ToString("D"), StringComparison.Ordinal);

    public static bool IsClinician(Case subject, Guid practitioner) => subject.ClinicianId is null || subject.ClinicianId == practitioner;

    private static bool SeesInstitution(Caller caller) => caller.Kind == CallerKind.System || InstitutionWide.Any(caller.Is);
}
