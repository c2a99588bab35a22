using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Authorisations.Contracts;

/// <summary>The days on which what is authorised can change: terms, suspensions, and leaves that become too long.</summary>
internal static class AuthorisationChangeDays
{
    /// <param name="known">The person's authorisations.</param>
    /// <param name="periods">Work and leave.</param>
    /// <param name="absenceLimits">Every limit of an absence in months that any pack in force may set.</param>
    public static IEnumerable<DateOnly> Of(PersonAuthorisations known, IReadOnlyList<SpecialtyPeriodFact> periods, IReadOnlyList<int> absenceLimits) =>
    [
        .. known.Terms.SelectMany(t => new[] { ShanghaiDay.Of(t.From), ShanghaiDay.Of(t.From).AddDays(1), ShanghaiDay.Of(t.Until) }),
        .. known.Terms.SelectMany(t => t.Changes).Select(c => ShanghaiDay.Of(c.At)),
        .. periods.Where(p => p.Kind == SpecialtyPeriodKind.Leave).SelectMany(p => absenceLimits.Select(months => ShanghaiDay.AddMonths(p.From, months).AddDays(1))),
    ];
}
