using System.Text.RegularExpressions;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Access.Users;

/// <summary>What must hold for the account data that a security administrator enters.</summary>
internal static partial class UserRules
{
    private const int LongestDisplayName = 80;

    /// <summary>Adds what is wrong with a sign-in name: 2 to 64 of a–z, 0–9, dot, hyphen, underscore, beginning with a letter or digit.</summary>
    public static void CheckUserName(FieldErrors errors, string field, string? userName)
    {
        if (string.IsNullOrWhiteSpace(userName))
        {
            errors.Add(field, "access.userNameMissing");
        }
        else if (!UserName().IsMatch(userName))
        {
            errors.Add(field, "access.userNameForm");
        }
    }

    public static void CheckDisplayName(FieldErrors errors, string field, string? displayName)
    {
        if (string.IsNullOrWhiteSpace(displayName))
        {
            errors.Add(field, "access.displayNameMissing");
        }
        else if (displayName.Trim().Length > LongestDisplayName || displayName.Any(char.IsControl))
        {
            errors.Add(field, "access.displayNameForm");
        }
    }

    /// <summary>Adds what is wrong with a set of roles: none, one twice, or two that exclude each other.</summary>
    public static void CheckRoles(FieldErrors errors, IReadOnlyList<Role>? roles)
    {
        if (roles is not { Count: > 0 })
        {
            errors.Add("roles", "access.rolesMissing");
        }
        else if (roles.Distinct().Count() != roles.Count)
        {
            errors.Add("roles", "access.rolesRepeated");
        }
        else if (RoleExclusions.Find(roles) is var (first, second))
        {
            errors.Add("roles", "access.rolesExclude", ("first", first.ToString()), ("second", second.ToString()));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex UserName();
}
