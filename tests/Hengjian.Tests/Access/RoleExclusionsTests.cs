using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Tests.Access;

public sealed class RoleExclusionsTests
{
    private static readonly Role[] Administrators = [Role.SystemAdministrator, Role.SecurityAdministrator, Role.AuditAdministrator];

    private static readonly Role[] Clinical =
    [
        Role.Physician, Role.Clinician, Role.Operator, Role.QualityOfficer, Role.FollowUpStaff, Role.DepartmentHead, Role.DepartmentQualityMember,
        Role.SupervisingPhysician, Role.Trainee,
    ];

    [Fact]
    public void Pairs_OfAllRoles_ExcludeExactlyAdministratorsFromOneAnotherAndFromClinicalRoles()
    {
        foreach (var first in Enum.GetValues<Role>())
        {
            foreach (var second in Enum.GetValues<Role>().Where(r => r != first))
            {
                var expected = (Administrators.Contains(first) && (Administrators.Contains(second) || Clinical.Contains(second)))
                    || (Administrators.Contains(second) && Clinical.Contains(first));
                (RoleExclusions.Find([first, second]) is not null).ShouldBe(expected, $"{first} and {second}");
            }
        }
    }

    [Fact]
    public void Find_ManyRolesWithOnePair_NamesThePair() =>
        RoleExclusions.Find([Role.Finance, Role.AuditAdministrator, Role.Vendor, Role.Operator]).ShouldBe((Role.AuditAdministrator, Role.Operator));

    [Fact]
    public void Administrators_InTheMatrix_SeeNoClinicalContent()
    {
        Permission[] clinical =
        [
            Permission.CasesRead, Permission.InboxRead, Permission.PatientsUnmask, Permission.OpinionsSign, Permission.FinalDiagnosesSign, Permission.QualityRead,
        ];

        foreach (var administrator in Administrators)
        {
            clinical.Where(p => PermissionMatrix.Allows(administrator, p)).ShouldBeEmpty(administrator.ToString());
        }
    }

    [Fact]
    public void SystemAdministrator_InTheMatrix_GrantsNoRoles() => PermissionMatrix.Allows(Role.SystemAdministrator, Permission.UsersWrite).ShouldBeFalse();

    [Fact]
    public void Devices_InTheMatrix_NeverSign() =>
        new[] { Permission.OpinionsSign, Permission.FinalDiagnosesSign, Permission.DisagreementsResolve }
            .Where(p => PermissionMatrix.AllowsDevice(PermissionMatrix.KnownDeviceScopes, p)).ShouldBeEmpty();
}
