using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Examinations.Domain;

/// <summary>So many questions of a topic and a kind.</summary>
/// <param name="Topic">Null: of any.</param>
/// <param name="Kind">Null: of any.</param>
/// <param name="Marks">For each; null: what the question says.</param>
public sealed record BlueprintSection(string? Topic, QuestionKind? Kind, int Count, int? Marks);

/// <summary>双向细目表: how papers are drawn from the bank.</summary>
[KeepsHistory(Permission.ExaminationsRead)]
internal sealed class ExamBlueprint : GovernedRow
{
    public string Title { get; set; } = "";

    public PaperPurpose Purpose { get; set; }

    public IReadOnlyList<BlueprintSection> Sections { get; set; } = [];

    public int DurationMinutes { get; set; }

    /// <summary>Share of the marks that passes.</summary>
    public int PassPercent { get; set; }

    public Guid CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>A question on a paper. <paramref name="Options"/> are the codes of its options in the bank's order.</summary>
public sealed record PaperItem(int Position, Guid QuestionId, Guid VersionId, QuestionKind Kind, string Topic, int Marks, IReadOnlyList<string> Options);

/// <summary>试卷: drawn once and frozen with the versions of its questions.</summary>
internal sealed class ExamPaper : GovernedRow
{
    public Guid BlueprintId { get; set; }

    public string Title { get; set; } = "";

    public PaperPurpose Purpose { get; set; }

    public long Seed { get; set; }

    /// <summary>SHA-256 over the blueprint's sections and the versions that could be drawn; with the seed it gives the same paper again.</summary>
    public string BankHash { get; set; } = "";

    public IReadOnlyList<PaperItem> Items { get; set; } = [];

    public int TotalMarks { get; set; }

    public int PassPercent { get; set; }

    public int DurationMinutes { get; set; }

    public Guid DrawnBy { get; set; }

    public DateTimeOffset DrawnAt { get; set; }

    /// <summary>Set when no more sittings are to be scheduled on it.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawalReason { get; set; }
}
