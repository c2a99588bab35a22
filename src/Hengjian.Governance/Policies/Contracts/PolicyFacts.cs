namespace Hengjian.Governance.Policies.Contracts;

/// <summary>Facts of R17-3.6a: the policies on monitoring and follow-up that are in force.</summary>
public sealed record FollowUpPolicyFacts(IReadOnlyList<WrittenPolicyFact> Policies);

/// <summary>Facts of HP-8.1: one version of a policy. Days that are not set are null.</summary>
/// <param name="InForceTo">Last day in force, included: the day before its successor or its retirement.</param>
/// <param name="ReviewedOn">Last review by the moment asked about.</param>
/// <param name="ReviewBy">Last day in time for the next review, as it was set by then.</param>
public sealed record PolicyReviewFacts(
    string Title, string Number, string? Approver, DateOnly? ApprovedOn, DateOnly? InForceFrom, DateOnly? InForceTo, DateOnly? ReviewedOn, DateOnly? ReviewBy);
