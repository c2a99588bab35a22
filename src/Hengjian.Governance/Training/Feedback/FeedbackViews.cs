using Hengjian.Governance.Regulations;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>Which days figures are of.</summary>
public enum FeedbackPeriod
{
    /// <summary>As many months as the pack's window before the training was completed.</summary>
    BeforeTraining,

    /// <summary>As many months after it, or until today.</summary>
    AfterTraining,

    /// <summary>The pack's window until today.</summary>
    Recent,
}

/// <summary>A share with its 95 % interval (Wilson).</summary>
/// <param name="Value">In [0, 1]; null where fewer than the least sample stand behind it: then nothing is shown of it.</param>
public sealed record FeedbackShare(long Of, double? Value, double? Low, double? High);

/// <summary>A physician's own figures of a period with one category of technology.</summary>
/// <param name="Judged">Readings that a reference judges.</param>
/// <param name="Concordance">Readings that the reference confirms.</param>
/// <param name="WithAi">Readings that came to what the AI said.</param>
/// <param name="Override">Readings that departed from the AI.</param>
/// <param name="OverrideOfRight">Departures where the AI was right.</param>
/// <param name="WrongFollow">Wrong AI results that were followed.</param>
public sealed record FeedbackFigures(
    FeedbackPeriod Period,
    DateOnly From,
    DateOnly To,
    long Judged,
    FeedbackShare Concordance,
    FeedbackShare WithAi,
    FeedbackShare Override,
    FeedbackShare OverrideOfRight,
    FeedbackShare WrongFollow);

/// <summary>Own feedback on one category.</summary>
/// <param name="TrainedOn">Day of the training that counts; null: none is on record, so there is no before and after.</param>
public sealed record CategoryFeedback(string TechnologyCategory, DateOnly? TrainedOn, IReadOnlyList<FeedbackFigures> Periods, Decision Decision);

/// <summary>A proposal of re-training.</summary>
/// <param name="Name">Whose, for the trainer; null in the own list.</param>
public sealed record RetrainingView(
    Guid Id,
    string? Name,
    string TechnologyCategory,
    IReadOnlyList<Decision> Decisions,
    DateTimeOffset ProposedAt,
    DateOnly SharedFrom,
    DateTimeOffset? SharedAt,
    RetrainingState State,
    DateTimeOffset? AnsweredAt,
    string? Answer,
    DateTimeOffset? ClosedAt,
    string? ClosingNote);

/// <summary>A physician's own feedback.</summary>
/// <param name="LeastSample">Below so many readings no share is shown.</param>
/// <param name="WindowMonths">Months of a period.</param>
public sealed record OwnFeedback(int LeastSample, int WindowMonths, IReadOnlyList<CategoryFeedback> Categories, IReadOnlyList<RetrainingView> Proposals);
