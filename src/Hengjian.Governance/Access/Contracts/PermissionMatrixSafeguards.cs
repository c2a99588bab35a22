using static Hengjian.Governance.Access.Contracts.Permission;
using static Hengjian.Governance.Access.Contracts.Role;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>What protects patients after the diagnosis, read by permission: who follows up, who handles concerns. Part of the one matrix.</summary>
public static partial class PermissionMatrix
{
    private static (Permission Permission, Role[] Roles)[] Safeguards =>
    [
        (FollowUpsRead, [GovernanceOfficer, QualityOfficer, FollowUpStaff]),
        (FollowUpsRecord, [FollowUpStaff]),
        (FollowUpPlansWrite, [GovernanceOfficer]),
        (ConcernsHandle, [ConcernHandler]),
    ];
}
