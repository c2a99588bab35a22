using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>An item of a checklist. Not meeting a critical one fails alone.</summary>
public sealed record ChecklistItem(string Code, string Text, int Weight, bool Critical);

/// <summary>What an examiner saw of an item.</summary>
public sealed record ItemRating(string Code, SkillRating Rating, string? Note);

/// <summary>技能考核评分表: one version, a draft until a second person approves it.</summary>
[KeepsHistory(Permission.ExaminationsRead)]
internal sealed class SkillsChecklist : GovernedRow
{
    /// <summary>The same for all versions of a checklist.</summary>
    public Guid SeriesId { get; set; }

    public int Number { get; set; }

    public string Title { get; set; } = "";

    public QuestionState State { get; set; }

    public IReadOnlyList<ChecklistItem> Items { get; set; } = [];

    public int PassPercent { get; set; }

    public Guid DraftedBy { get; set; }

    public DateTimeOffset DraftedAt { get; set; }

    public Guid? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }
}

/// <summary>技能考核 of one trainee by two examiners.</summary>
internal sealed class SkillsAssessment : GovernedRow
{
    public Guid ChecklistId { get; set; }

    public Guid EnrolmentId { get; set; }

    public Guid PractitionerId { get; set; }

    public int Attempt { get; set; }

    public DateTimeOffset PlannedAt { get; set; }

    public Guid FirstExaminerId { get; set; }

    public Guid SecondExaminerId { get; set; }

    public Guid ScheduledBy { get; set; }

    public DateTimeOffset ScheduledAt { get; set; }

    public AssessmentState State { get; set; }

    /// <summary>Hundredths of the mean of the two examiners; null until concluded.</summary>
    public int? Hundredths { get; set; }

    /// <summary>Sum of the weights.</summary>
    public int Maximum { get; set; }

    public bool? Passed { get; set; }

    /// <summary>Codes of critical items that an examiner saw not met.</summary>
    public IReadOnlyList<string> FailedCritical { get; set; } = [];

    public DateTimeOffset? ConcludedAt { get; set; }

    public string? EndReason { get; set; }

    public Guid? EndedBy { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>One examiner's signed ratings.</summary>
internal sealed class SkillsRatingSheet : GovernedRow
{
    public Guid AssessmentId { get; set; }

    public Guid ExaminerId { get; set; }

    public IReadOnlyList<ItemRating> Ratings { get; set; } = [];

    public string? Comment { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset SignedAt { get; set; }

    public Guid SignatureId { get; set; }
}
