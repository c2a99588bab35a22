using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>An act that was done in another system.</summary>
public sealed record ObservedActRequest
{
    public ObservedKind? Kind { get; init; }

    /// <summary>Name of the registered system.</summary>
    public string? System { get; init; }

    /// <summary>That system's own id of the act, unique within it; 1 to 100 characters.</summary>
    public string? SystemActId { get; init; }

    public ObservedSigner? Signer { get; init; }

    public DateTimeOffset? PerformedAt { get; init; }

    public string? SignatureReference { get; init; }

    /// <summary>Opinions: default afterAi.</summary>
    public ReadingPhase? Phase { get; init; }

    /// <summary>Opinions: default report.</summary>
    public OpinionRole? Role { get; init; }

    /// <summary>Opinions and final diagnoses: one of the deployment's labels.</summary>
    public string? Label { get; init; }

    /// <summary>Opinions: 0 to 100; null where the system asks for none.</summary>
    public int? Confidence { get; init; }

    public double? SecondsSpent { get; init; }

    /// <summary>Final diagnoses: the wording. Starts of an invasive step: its name, where the case does not say it.</summary>
    public string? Text { get; init; }

    public string? Icd10 { get; init; }

    /// <summary>Final diagnoses: what the AI contributed; null where that system does not say.</summary>
    public AiContribution? AiContribution { get; init; }

    /// <summary>Why a final diagnosis is corrected, or an opinion given anew.</summary>
    public string? Reason { get; init; }

    /// <summary>Indications: the answers to the checklist, which the signer confirms.</summary>
    public IndicationAnswers? Indication { get; init; }

    /// <summary>Consents: what the form says. The signer is who informed.</summary>
    public ObservedConsent? Consent { get; init; }
}

/// <summary>A consent as it was signed elsewhere.</summary>
public sealed record ObservedConsent
{
    /// <summary>Absent: an invasive examination.</summary>
    public ConsentKind Kind { get; init; }

    /// <summary>Absent: when the act was done.</summary>
    public DateTimeOffset? InformedAt { get; init; }

    public IReadOnlyList<ConsentPartyInput>? Parties { get; init; }

    public bool Purpose { get; init; }

    public bool Risks { get; init; }

    public bool Precautions { get; init; }

    public bool Complications { get; init; }

    public bool Prevention { get; init; }

    public string? Witness { get; init; }

    public string? Interpreter { get; init; }

    /// <summary>Why nobody who could sign was reached.</summary>
    public string? EmergencyReason { get; init; }

    /// <summary>Who approved to go on then, as that system knows the person.</summary>
    public ObservedSigner? EmergencyApprover { get; init; }

    internal ConsentRequest Request(ObservedActRequest act, Guid? informer, Guid? approver) => new()
    {
        Kind = Kind,
        InformedBy = informer,
        InformedAt = InformedAt ?? act.PerformedAt,
        Parties = Parties,
        Purpose = Purpose,
        Risks = Risks,
        Precautions = Precautions,
        Complications = Complications,
        Prevention = Prevention,
        Witness = Witness,
        Interpreter = Interpreter,
        Emergency = EmergencyReason is null ? null : new EmergencyInput { Reason = EmergencyReason, ApprovedBy = approver },
        Document = act.SignatureReference is { Length: <= 200 } reference ? reference : null,
    };
}

/// <summary>Who signed, as the other system knows the person: a licence number, a staff number or both.</summary>
public sealed record ObservedSigner
{
    public string? LicenceNumber { get; init; }

    public string? StaffNumber { get; init; }

    public string? Name { get; init; }
}

/// <summary>What was made of an observed act.</summary>
/// <param name="Id">Of its record.</param>
/// <param name="Effect">Whether it is part of the case.</param>
/// <param name="Why">Message code of why it waits or has no effect; null: it is taken.</param>
/// <param name="State">State of the case now.</param>
/// <param name="Breaches">Clauses that it breached; each is a compliance finding.</param>
public sealed record ObservedAnswer(Guid Id, ObservedEffect Effect, string? Why, CaseState State, IReadOnlyList<string> Breaches);
