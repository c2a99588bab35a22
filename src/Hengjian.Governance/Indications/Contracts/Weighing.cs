using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Indications.Contracts;

/// <summary>What the AI adds to the bill.</summary>
/// <param name="Kind">None, within the examination's item, or an item of its own.</param>
/// <param name="Code">Code of the item, where it is one of its own.</param>
/// <param name="Amount">Its price in yuan, above 0.</param>
public sealed record AiCharge(ChargeKind? Kind, string? Code = null, decimal? Amount = null);

/// <summary>Another way to the diagnosis.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Cost">What it costs the patient, in yuan, 0 or more; <c>null</c>: not stated.</param>
public sealed record AlternativeMethod(string? Name, decimal? Cost = null);

/// <summary>What is weighed before the technology is used (R17-3.1b): a case states it, or its deployment's settings do.</summary>
public sealed record Weighing
{
    public Payer? Payer { get; init; }

    public AiCharge? Charge { get; init; }

    public IReadOnlyList<AlternativeMethod> Alternatives { get; init => field = value ?? []; } = [];

    /// <summary>Only of a case: nobody answers for patients beforehand.</summary>
    public PatientView? PatientView { get; init; }

    /// <summary>The guideline that recommends its use for this question.</summary>
    public string? Guideline { get; init; }

    /// <summary>What this states, and where it says nothing what <paramref name="settings"/> state.</summary>
    public Weighing Or(Weighing? settings) => settings is null ? this : new Weighing
    {
        Payer = Payer ?? settings.Payer,
        Charge = Charge?.Kind is null ? settings.Charge : Charge,
        Alternatives = Alternatives.Count == 0 ? settings.Alternatives : Alternatives,
        PatientView = PatientView,
        Guideline = string.IsNullOrWhiteSpace(Guideline) ? settings.Guideline : Guideline,
    };
}

/// <summary>Facts of R17-3.1b.</summary>
/// <param name="Use">Whether it is used for care, and bound by the specification.</param>
/// <param name="Weighing">What the case and its deployment's settings state together.</param>
/// <param name="AlternativesText">Alternatives in the physician's own words; they count as one, without cost.</param>
/// <param name="CostExplained">The patient was told the cost; <c>null</c>: not stated.</param>
public sealed record WeighingFacts(ClinicalUse Use, Weighing Weighing, string? AlternativesText, bool? CostExplained);

/// <summary>How the technology is used where it is deployed.</summary>
/// <param name="ForCare">Its results reach the people who diagnose; false in shadow.</param>
/// <param name="Bound">The specification binds the version (R17-0.1, R17-0.2).</param>
public sealed record ClinicalUse(bool ForCare, bool Bound)
{
    internal static readonly RuleMessage Shadow = new("indication.shadow");
    internal static readonly RuleMessage NotBound = new("rules.notGated");

    internal MissingItem? WhyNot() => !ForCare ? Shadow.With() : !Bound ? NotBound.With() : null;
}
