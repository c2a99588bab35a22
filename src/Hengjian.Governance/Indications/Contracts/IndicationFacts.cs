using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Indications.Contracts;

/// <summary>What the order says, as far as standing rules look at it.</summary>
/// <param name="ExaminationKind">Kind of examination, as the order words it.</param>
/// <param name="Age">Whole years at the examination; <c>null</c>: unknown.</param>
/// <param name="Sex">The patient's.</param>
/// <param name="VisitKind">Kind of visit; <c>null</c>: not stated.</param>
/// <param name="Purpose">What the examination is for; <c>null</c>: not stated.</param>
public sealed record OrderFacts(string ExaminationKind, int? Age, Sex Sex, VisitKind? VisitKind, ExaminationPurpose? Purpose);

/// <summary>A question of the checklist with what was answered.</summary>
/// <param name="Item">The question.</param>
/// <param name="Answer"><c>null</c>: not answered.</param>
public sealed record ChecklistAnswer(ChecklistItem Item, bool? Answer);

/// <summary>When a standing rule decides: all that are stated must hold. A rule that states nothing decides every order.</summary>
public sealed record StandingRuleConditions
{
    /// <summary>Kinds of examination, compared without case and outer blanks; empty: any.</summary>
    public IReadOnlyList<string> ExaminationKinds { get; init => field = value ?? []; } = [];

    /// <summary>Least age in whole years, included.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Highest age in whole years, included.</summary>
    public int? MaximumAge { get; init; }

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<Sex> Sexes { get; init => field = value ?? []; } = [];

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<VisitKind> VisitKinds { get; init => field = value ?? []; } = [];

    /// <summary>Empty: any.</summary>
    public IReadOnlyList<ExaminationPurpose> Purposes { get; init => field = value ?? []; } = [];

    /// <summary>Questions of the checklist, by code, that these conditions answer by themselves: an indication with yes, a contraindication with no. Nobody is asked them.</summary>
    public IReadOnlyList<string> Settles { get; init => field = value ?? []; } = [];
}

/// <summary>An approved version of a standing rule (常规适应证规则).</summary>
/// <param name="Id">The version.</param>
/// <param name="Number">Its number among the rule's versions, from 1.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="TechnologyVersionId">The technology's version that it was approved for.</param>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant past its term.</param>
/// <param name="EndedAt">When it was ended early.</param>
/// <param name="Conditions">When it decides.</param>
public sealed record StandingRuleFact(
    Guid Id, int Number, string Name, Guid TechnologyVersionId, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset? EndedAt, StandingRuleConditions Conditions)
{
    public bool InForce(DateTimeOffset at) => From <= at && at < Until && !(EndedAt <= at);
}

/// <summary>Two physicians go on in an emergency although the checklist forbids it.</summary>
/// <param name="First">Who asked for it.</param>
/// <param name="Second">Who signed it; <c>null</c>: nobody yet.</param>
public sealed record OverrideFact(Guid First, PractitionerFacts? Second);

/// <summary>Facts of R17-3.1c.</summary>
/// <param name="Use">Whether it is used for care, and bound by the specification.</param>
/// <param name="TechnologyVersionId">The admitted version.</param>
/// <param name="Order">The order.</param>
/// <param name="Checklist">The version's checklist with its answers.</param>
/// <param name="Rules">Standing rules of the deployment that were approved at any time.</param>
/// <param name="ConfirmedBy">The person who confirms; <c>null</c>: nobody has.</param>
/// <param name="Override">An override under way or signed; <c>null</c>: none.</param>
public sealed record IndicationFacts(
    ClinicalUse Use,
    Guid TechnologyVersionId,
    OrderFacts Order,
    IReadOnlyList<ChecklistAnswer> Checklist,
    IReadOnlyList<StandingRuleFact> Rules,
    PractitionerFacts? ConfirmedBy,
    OverrideFact? Override);
