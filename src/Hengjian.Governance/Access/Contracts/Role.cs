namespace Hengjian.Governance.Access.Contracts;

/// <summary>The roles of <c>permissions.md</c>. A person may hold several in an institution, save the exclusions of <see cref="RoleExclusions"/>.</summary>
public enum Role
{
    GovernanceOfficer,
    CommitteeMember,
    Physician,
    Clinician,
    Operator,
    QualityOfficer,
    FollowUpStaff,
    DepartmentHead,
    DepartmentQualityMember,
    InformationOfficer,
    Finance,
    EthicsMember,
    Vendor,
    PatientRepresentative,
    Trainer,
    SupervisingPhysician,
    Trainee,
    Examiner,
    Expert,
    ConcernHandler,
    DeviceKeeper,
    Regulator,
    SystemAdministrator,
    SecurityAdministrator,
    AuditAdministrator,
}

/// <summary>Roles that one person may not hold together: the three administrators exclude one another and every clinical role.</summary>
public static class RoleExclusions
{
    private static readonly Role[] Administrators = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    private static readonly HashSet<Role> Clinical =
    [
        Role.Physician, Role.Clinician, Role.Operator, Role.QualityOfficer, Role.FollowUpStaff, Role.DepartmentHead,
        Role.DepartmentQualityMember, Role.SupervisingPhysician, Role.Trainee,
    ];

    /// <summary>The first pair among <paramref name="roles"/> that excludes each other, or null.</summary>
    public static (Role First, Role Second)? Find(IReadOnlyCollection<Role> roles)
    {
        foreach (var administrator in Administrators.Where(roles.Contains))
        {
            foreach (var other in roles)
            {
                if (other != administrator && (Administrators.Contains(other) || Clinical.Contains(other)))
                {
                    return (administrator, other);
                }
            }
        }

        return null;
    }
}
