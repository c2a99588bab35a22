using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>An option of a question; the code never reaches a candidate, who sees options in an order of his own.</summary>
public sealed record AnswerOption(string Code, string Text, bool Correct);

/// <summary>试题. What it asks stands in its versions.</summary>
internal sealed class Question : GovernedRow
{
    /// <summary><c>Q0001</c>.</summary>
    public string Number { get; set; } = "";

    public QuestionKind Kind { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }

    public string? RetirementReason { get; set; }
}

/// <summary>A version of a question: a draft until a second person approves it, then never changed.</summary>
[KeepsHistory(Permission.ExaminationsRead)]
internal sealed class QuestionVersion : GovernedRow
{
    public Guid QuestionId { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    public QuestionState State { get; set; }

    public string Topic { get; set; } = "";

    public string Stem { get; set; } = "";

    public IReadOnlyList<AnswerOption> Options { get; set; } = [];

    /// <summary>What the AI says, for <see cref="QuestionKind.SpotWrongAi"/>.</summary>
    public string? AiResult { get; set; }

    /// <summary>What a full answer holds, for examiners.</summary>
    public string? Guide { get; set; }

    public string Rationale { get; set; } = "";

    /// <summary>Expected share of right answers, percent.</summary>
    public int? DifficultyPercent { get; set; }

    public int Marks { get; set; }

    /// <summary>Documents with the images, frozen at the approval.</summary>
    public IReadOnlyList<Guid> Images { get; set; } = [];

    public Guid DraftedBy { get; set; }

    public DateTimeOffset DraftedAt { get; set; }

    public Guid? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }
}
