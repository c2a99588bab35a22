namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of HP-13.2.</summary>
/// <param name="Required">The house asks for consent to the use of AI on this deployment.</param>
/// <param name="Consents">What patients said to it on the case, in order of recording.</param>
public sealed record AiUseConsentFacts(bool Required, IReadOnlyList<ConsentFact> Consents);
