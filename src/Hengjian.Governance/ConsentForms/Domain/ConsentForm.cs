using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.ConsentForms.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.ConsentForms.Domain;

/// <summary>知情同意书模板: a version of a form in one language. Versions of one form share <see cref="FormId"/>, the id of the first.</summary>
[KeepsHistory]
internal sealed class ConsentForm : GovernedRow
{
    public Guid FormId { get; set; }

    /// <summary>From 1 within the form.</summary>
    public int Number { get; set; }

    public ConsentKind Kind { get; set; }

    public FormLanguage Language { get; set; }

    public string Title { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Risks { get; set; } = "";

    public string Precautions { get; set; } = "";

    public string Complications { get; set; } = "";

    public string Prevention { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who approved it, as the institution's paper says; null: a draft.</summary>
    public string? Approver { get; set; }

    public DateOnly? ApprovedOn { get; set; }

    public DateOnly? InForceFrom { get; set; }

    /// <summary>Last day, included.</summary>
    public DateOnly? InForceTo { get; set; }

    public ConsentFormState StateOn(DateOnly day) =>
        Approver is null ? ConsentFormState.Draft
        : day < InForceFrom ? ConsentFormState.Upcoming
        : day <= InForceTo ? ConsentFormState.InForce
        : ConsentFormState.Over;
}
