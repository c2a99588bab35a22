using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;
using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Examinations.Skills;

public sealed record ChecklistItemRequest
{
    public string? Text { get; init; }

    /// <summary>1 to 100.</summary>
    public int? Weight { get; init; }

    /// <summary>Not meeting it fails alone.</summary>
    public bool Critical { get; init; }
}

/// <summary>A version of a checklist.</summary>
public sealed record ChecklistRequest
{
    /// <summary>An earlier version of the same checklist; null: a new one.</summary>
    public Guid? ReplacesId { get; init; }

    public string? Title { get; init; }

    public IReadOnlyList<ChecklistItemRequest>? Items { get; init; }

    /// <summary>Share of the weights that passes; not below the pack's least.</summary>
    public int? PassPercent { get; init; }
}

public sealed record AssessmentRequest
{
    public Guid? ChecklistId { get; init; }

    public Guid? EnrolmentId { get; init; }

    public DateTimeOffset? PlannedAt { get; init; }

    public Guid? FirstExaminerId { get; init; }

    public Guid? SecondExaminerId { get; init; }
}

public sealed record RatingRequest
{
    public string? Code { get; init; }

    public SkillRating? Rating { get; init; }

    public string? Note { get; init; }
}

/// <summary>One examiner's ratings of every item, signed.</summary>
public sealed record SkillsSheetRequest
{
    public IReadOnlyList<RatingRequest>? Ratings { get; init; }

    public string? Comment { get; init; }

    /// <summary>When it was seen.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    public SignatureInput? Signature { get; init; }
}

public sealed record ChecklistView(
    Guid Id, long Version, Guid SeriesId, int Number, string Title, QuestionState State, IReadOnlyList<ChecklistItem> Items, int PassPercent, string DraftedBy, DateTimeOffset DraftedAt, string? ApprovedBy,
    DateTimeOffset? ApprovedAt, bool MayApprove);

public sealed record AssessmentItem(
    Guid Id, string Candidate, Guid EnrolmentId, string Checklist, AssessmentState State, int Attempt, DateTimeOffset PlannedAt, decimal? Score, int Maximum, bool? Passed, bool Mine);

/// <summary>A signed sheet. The other examiner's is shown once both have signed.</summary>
public sealed record SheetView(Guid ExaminerId, string Examiner, DateTimeOffset SignedAt, DateTimeOffset SeenAt, Guid SignatureId, string? Comment, IReadOnlyList<ItemRating>? Ratings);

public sealed record AssessmentView(
    AssessmentItem Item, Guid ChecklistId, int ChecklistNumber, int PassPercent, IReadOnlyList<ChecklistItem> Items, string First, string Second, IReadOnlyList<SheetView> Sheets,
    IReadOnlyList<string> FailedCritical, DateTimeOffset? ConcludedAt, string? EndReason, string? EndedBy, DateTimeOffset? EndedAt, Decision Decision);
