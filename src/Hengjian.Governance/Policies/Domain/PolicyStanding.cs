using Hengjian.Governance.Policies.Contracts;

namespace Hengjian.Governance.Policies.Domain;

/// <summary>A policy's state on a day, from its versions.</summary>
internal static class PolicyStanding
{
    /// <summary>The version in force on the day, else null.</summary>
    public static PolicyVersion? Current(IEnumerable<PolicyVersion> versions, DateOnly day) => versions.FirstOrDefault(v => v.InForceOn(day));

    public static PolicyState Of(Policy policy, IReadOnlyCollection<PolicyVersion> versions, DateOnly day) => Current(versions, day) switch
    {
        _ when policy.RetiredFrom <= day => PolicyState.Retired,
        { } current => current.ReviewByOn(day) < day ? PolicyState.ReviewOverdue : PolicyState.InForce,
        null => versions.Any(v => v.IsApproved) ? PolicyState.Upcoming : PolicyState.Draft,
    };
}
