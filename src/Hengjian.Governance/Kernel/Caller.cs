using Hengjian.Governance.Access.Contracts;

namespace Hengjian.Governance.Kernel;

public enum CallerKind
{
    User,
    Device,
    System,
}

/// <summary>Who asks, resolved once per request from the session or the token.</summary>
/// <param name="Kind">A person, a device (or integration) token, or the program itself.</param>
/// <param name="Id">The user's id, the token's id, or empty for the program.</param>
/// <param name="Name">Sign-in name or device name; never shown to patients.</param>
/// <param name="InstitutionId">The institution of the session; every query and write is confined to it.</param>
/// <param name="PractitionerId">The practitioner record of the person in this institution, if any.</param>
/// <param name="Roles">Roles held in this institution; empty for devices.</param>
/// <param name="TokenScopes">Scopes of a device token; empty for people.</param>
public sealed record Caller(
    CallerKind Kind,
    Guid Id,
    string Name,
    Guid InstitutionId,
    Guid? PractitionerId,
    IReadOnlySet<Role> Roles,
    IReadOnlySet<string> TokenScopes)
{
    public static Caller System(Guid institutionId) =>
        new(CallerKind.System, Guid.Empty, "system", institutionId, null, new HashSet<Role>(), new HashSet<string>());

    public bool Can(Permission permission) => Kind switch
    {
        CallerKind.User => PermissionMatrix.Allows(Roles, permission),
        CallerKind.Device => PermissionMatrix.AllowsDevice(TokenScopes, permission),
        _ => true,
    };

    public bool Is(Role role) => Roles.Contains(role);
}
