using Hengjian.Governance.Practitioners.Contracts;

namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Facts of R17-3.3.</summary>
/// <param name="Author">What signs or signed the final diagnosis.</param>
/// <param name="Clinician">The signer's record; <c>null</c>: the account has none.</param>
/// <param name="Technology">What the technology asks.</param>
/// <param name="GaveCountedOpinion">
/// The signer also gave an opinion that counts to R17-3.2a; matters only where the institution separates the two.
/// </param>
public sealed record FinalDiagnosisFacts(ActorKind Author, PractitionerFacts? Clinician, TechnologyNeeds Technology, bool GaveCountedOpinion = false);
