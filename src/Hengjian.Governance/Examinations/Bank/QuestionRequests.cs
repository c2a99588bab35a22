using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;

namespace Hengjian.Governance.Examinations.Bank;

/// <summary>An option as it is written; options get the codes A, B … in this order.</summary>
public sealed record OptionRequest
{
    public string? Text { get; init; }

    public bool Correct { get; init; }
}

/// <summary>A question, or the draft of another version of it.</summary>
public sealed record QuestionRequest
{
    /// <summary>Never changes afterwards.</summary>
    public QuestionKind? Kind { get; init; }

    public string? Topic { get; init; }

    public string? Stem { get; init; }

    /// <summary>Of choices and case readings; a judgement and the spotting of wrong AI have theirs.</summary>
    public IReadOnlyList<OptionRequest>? Options { get; init; }

    /// <summary><c>true</c> or <c>false</c> for a judgement, <c>follow</c> or <c>correct</c> for the spotting of wrong AI.</summary>
    public string? Answer { get; init; }

    /// <summary>What the AI says, for the spotting of wrong AI.</summary>
    public string? AiResult { get; init; }

    /// <summary>What a full answer holds, for open case readings.</summary>
    public string? Guide { get; init; }

    public string? Rationale { get; init; }

    /// <summary>Expected share of right answers, 0 to 100.</summary>
    public int? DifficultyPercent { get; init; }

    /// <summary>1 to 100.</summary>
    public int? Marks { get; init; }
}

public sealed record ExaminationReasonRequest
{
    public string? Reason { get; init; }
}

/// <summary>A body without members, for acts that need none.</summary>
public sealed record ConfirmRequest;

/// <summary>Which questions.</summary>
public sealed record QuestionFilter(string? Topic = null, QuestionKind? Kind = null, QuestionState? State = null, string? Text = null);

/// <summary>A question of the bank with its newest version.</summary>
public sealed record QuestionItem(
    Guid Id, string Number, QuestionKind Kind, string Topic, string Stem, QuestionState State, int VersionNumber, int Marks, int? DifficultyPercent, bool MayApprove);

public sealed record QuestionVersionView(
    Guid Id, long Version, int Number, QuestionState State, string Topic, string Stem, IReadOnlyList<AnswerOption> Options, string? AiResult, string? Guide, string Rationale, int? DifficultyPercent,
    int Marks, IReadOnlyList<Guid> Images, Guid DraftedBy, string DraftedByName, DateTimeOffset DraftedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt);

/// <summary>A question with its versions, newest first.</summary>
public sealed record QuestionView(Guid Id, string Number, QuestionKind Kind, DateTimeOffset? RetiredAt, string? RetirementReason, IReadOnlyList<QuestionVersionView> Versions)
{
    public QuestionVersionView Newest => Versions[0];
}
