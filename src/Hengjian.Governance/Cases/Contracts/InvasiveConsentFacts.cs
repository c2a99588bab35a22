namespace Hengjian.Governance.Cases.Contracts;

/// <summary>Who was informed.</summary>
public enum ConsentPartyKind
{
    /// <summary>The patient.</summary>
    Patient,

    /// <summary>The patient's family.</summary>
    Family,

    /// <summary>Who lawfully acts for the patient; with a stated relation also counts as family.</summary>
    Representative,
}

/// <summary>One party of a consent, as the API takes it.</summary>
/// <param name="Kind">Who.</param>
/// <param name="Relation">Relation to the patient.</param>
/// <param name="InformedAt">When this party was told; <c>null</c>: was not.</param>
/// <param name="SignedAt">When this party, or for a refusal the patient, signed.</param>
/// <param name="RefusedReason">
/// On a patient who signed: the patient does not want the family told. On a family entry with a signature: the same refusal, kept there.
/// On any party without a signature: that party refuses.
/// </param>
public sealed record ConsentPartyFact(
    ConsentPartyKind Kind, string? Relation, DateTimeOffset? InformedAt, DateTimeOffset? SignedAt, string? RefusedReason);

/// <summary>Approval to go on because nobody who could sign can be reached in time.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedBy">Who approved; <c>null</c>: nobody has.</param>
/// <param name="ApproverIsLead">True when that person is head of the institution or department, or authorised in their place.</param>
public sealed record EmergencyApprovalFact(string Reason, Guid? ApprovedBy, bool ApproverIsLead);

/// <summary>One consent document.</summary>
/// <param name="Id">The consent.</param>
/// <param name="InformedBy">Who informed; <c>null</c>: not recorded.</param>
/// <param name="InformedAt">When the talk took place or, in an emergency, when it was decided to go on without one.</param>
/// <param name="Parties">Parties.</param>
/// <param name="Purpose">The purpose was told.</param>
/// <param name="Risks">The risks were told.</param>
/// <param name="Precautions">The precautions were told.</param>
/// <param name="Complications">Possible complications were told.</param>
/// <param name="Prevention">Their prevention was told.</param>
/// <param name="Emergency">Emergency approval.</param>
/// <param name="WithdrawnAt">When it was withdrawn.</param>
/// <param name="RecordedAt">When it was entered here; <c>null</c>: at once.</param>
public sealed record ConsentFact(
    Guid Id,
    Guid? InformedBy,
    DateTimeOffset InformedAt,
    IReadOnlyList<ConsentPartyFact> Parties,
    bool Purpose,
    bool Risks,
    bool Precautions,
    bool Complications,
    bool Prevention,
    EmergencyApprovalFact? Emergency = null,
    DateTimeOffset? WithdrawnAt = null,
    DateTimeOffset? RecordedAt = null);

/// <summary>Facts of R17-3.4.</summary>
/// <param name="Invasive">An invasive examination is involved.</param>
/// <param name="Procedure">Its name.</param>
/// <param name="StartedAt">When it started; <c>null</c>: not yet, then everything must be there by the moment asked about.</param>
/// <param name="Consents">Consents of the case.</param>
public sealed record InvasiveConsentFacts(bool Invasive, string? Procedure, DateTimeOffset? StartedAt, IReadOnlyList<ConsentFact> Consents);
