using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Cases.Observed;

/// <summary>An act that was done in another system.</summary>
public sealed record ObservedActRequest
{
    /// <summary>operate, opinion or finalDiagnosis.</summary>
    public PractitionerAct? Kind { get; init; }

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

    /// <summary>Final diagnoses: the wording.</summary>
    public string? Text { get; init; }

    public string? Icd10 { get; init; }

    /// <summary>Final diagnoses: what the AI contributed; null where that system does not say.</summary>
    public AiContribution? AiContribution { get; init; }

    /// <summary>Why a final diagnosis is corrected, or an opinion given anew.</summary>
    public string? Reason { get; init; }
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
