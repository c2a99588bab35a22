namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of HP-12.1 for one step out of a disagreement.</summary>
/// <param name="Step">The step taken.</param>
/// <param name="Before">Steps already recorded on this disagreement.</param>
/// <param name="SkipReason">Why earlier steps were passed over.</param>
/// <param name="Present">Different people at it, with who signs.</param>
/// <param name="Minutes">It is minuted.</param>
/// <param name="Settles">It decides.</param>
/// <param name="ChangesTreatment">The decision changes the treatment; <c>null</c>: not said.</param>
public sealed record DisagreementStepFacts(
    ResolutionKind Step, IReadOnlyList<ResolutionKind> Before, string? SkipReason, int Present, bool Minutes, bool Settles, bool? ChangesTreatment);
