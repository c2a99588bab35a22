using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Policies.Contracts;

/// <summary>An operating procedure or guideline of a technology version as of a moment.</summary>
/// <param name="Binding">The asked act, or any act when none is asked, binds its doer to it.</param>
/// <param name="ReviewBy">Last day in time for its review, included.</param>
/// <param name="AcknowledgedAt">When the asked person acknowledged this version; null: not by the moment asked about.</param>
public sealed record OperatingRuleFact(
    Guid PolicyId, Guid PolicyVersionId, PolicyKind Kind, string Title, string Number, DateOnly InForceFrom, DateOnly ReviewBy, bool Binding, DateTimeOffset? AcknowledgedAt);

/// <summary>Facts of R17-3.1a.</summary>
/// <param name="Gated">The clauses of the specification bind the use of this version (R17-0.1, 0.2).</param>
/// <param name="PractitionerId">Who is about to act; null: only the list itself is judged.</param>
/// <param name="Rules">Operating procedures and guidelines of this version that are in force on the day.</param>
public sealed record OperatingRuleFacts(bool Gated, Guid? PractitionerId, IReadOnlyList<OperatingRuleFact> Rules)
{
    /// <summary>The versions that a case keeps: what was in force when the act was done.</summary>
    public IReadOnlyList<Guid> KeptVersions => [.. Rules.Select(r => r.PolicyVersionId)];
}

/// <summary>Which version, whose act.</summary>
/// <param name="Gated"><see cref="Technologies.Contracts.TechnologyScopeJudgement.IsGated"/> of the version's scope.</param>
/// <param name="Act">Only rules that bind this act ask for an acknowledgement; null: those of any act.</param>
public sealed record OperatingQuestion(Guid TechnologyId, Guid TechnologyVersionId, bool Gated, Guid? PractitionerId = null, PolicyAct? Act = null);

/// <summary>Reads the operating rules of a technology version, cheaply: it is asked at each confirmation and opinion.</summary>
public interface IOperatingRules
{
    /// <summary>The facts as of <paramref name="at"/>: versions in force on that day and acknowledgements given by that instant, also for the past.</summary>
    Task<OperatingRuleFacts> FactsAsync(HengjianDbContext db, OperatingQuestion question, DateTimeOffset at, CancellationToken cancellationToken);
}
