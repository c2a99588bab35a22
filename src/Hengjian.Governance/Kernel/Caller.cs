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
    /// <summary>
    /// The institution whose user this is, when the person acts here as its remote reader or for its side of an agreement; made by the server alone, after the agreement was
    /// looked at. Null for everybody else.
    /// </summary>
    public Guid? RemoteFrom { get; init; }

    public static Caller System(Guid institutionId) =>
        new(CallerKind.System, Guid.Empty, "system", institutionId, null, new HashSet<Role>(), new HashSet<string>());

    public bool Can(Permission permission) => Kind switch
    {
        CallerKind.User when RemoteFrom is not null => PermissionMatrix.AllowsRemote(Roles, permission),
        CallerKind.User => PermissionMatrix.Allows(Roles, permission),
        CallerKind.Device => PermissionMatrix.AllowsDevice(TokenScopes, permission),
        _ => true,
    };

    public bool Is(Role role) => Roles.Contains(role);
}
