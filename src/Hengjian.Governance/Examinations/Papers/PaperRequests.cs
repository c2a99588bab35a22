using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Domain;

namespace Hengjian.Governance.Examinations.Papers;

public sealed record SectionRequest
{
    /// <summary>Null: of any topic.</summary>
    public string? Topic { get; init; }

    /// <summary>Null: of any kind.</summary>
    public QuestionKind? Kind { get; init; }

    /// <summary>1 to 200.</summary>
    public int? Count { get; init; }

    /// <summary>For each question, 1 to 100; null: what the question says.</summary>
    public int? Marks { get; init; }
}

public sealed record BlueprintRequest
{
    public string? Title { get; init; }

    public PaperPurpose? Purpose { get; init; }

    public IReadOnlyList<SectionRequest>? Sections { get; init; }

    /// <summary>1 to 600.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>Share of the marks that passes; not below the pack's least.</summary>
    public int? PassPercent { get; init; }
}

/// <summary>Draws a paper. <see cref="Seed"/> is chosen by the program where it is null.</summary>
public sealed record DrawRequest
{
    public string? Title { get; init; }

    public long? Seed { get; init; }
}

/// <summary>A section with how many approved questions the bank has for it now.</summary>
public sealed record SectionView(string? Topic, QuestionKind? Kind, int Count, int? Marks, int Available);

public sealed record BlueprintItem(Guid Id, string Title, PaperPurpose Purpose, int Questions, int DurationMinutes, int PassPercent, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, int Papers);

public sealed record BlueprintView(BlueprintItem Item, long Version, IReadOnlyList<SectionView> Sections, IReadOnlyList<PaperSummary> Papers);

public sealed record PaperSummary(
    Guid Id, string Title, PaperPurpose Purpose, long Seed, int Questions, int TotalMarks, int PassPercent, int DurationMinutes, DateTimeOffset DrawnAt, DateTimeOffset? WithdrawnAt, int Sittings);

/// <summary>A question on a paper as the bank's readers see it, with the right answer.</summary>
public sealed record PaperQuestionView(
    int Position, Guid QuestionId, Guid VersionId, string Number, int VersionNumber, QuestionKind Kind, string Topic, string Stem, IReadOnlyList<AnswerOption> Options, string? AiResult, string? Guide,
    int Marks, int Images);

public sealed record PaperView(PaperSummary Paper, Guid BlueprintId, string BlueprintTitle, string BankHash, string DrawnBy, string? WithdrawalReason, IReadOnlyList<PaperQuestionView> Questions);
