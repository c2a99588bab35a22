using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>A proportion with its Wilson interval. Without a denominator there is no value.</summary>
/// <param name="Numerator">How many.</param>
/// <param name="Denominator">Of how many.</param>
/// <param name="Value">In [0, 1]; null where <paramref name="Denominator"/> is 0.</param>
/// <param name="Low">Lower end of the interval; null with the value.</param>
/// <param name="High">Upper end.</param>
public sealed record ProportionFigure(long Numerator, long Denominator, double? Value, double? Low, double? High);

/// <summary>A confusion matrix against the reference, with what follows from it.</summary>
public sealed record ConfusionFigures(
    long Tp,
    long Fp,
    long Tn,
    long Fn,
    ProportionFigure Sensitivity,
    ProportionFigure Specificity,
    ProportionFigure Ppv,
    ProportionFigure Npv,
    ProportionFigure Accuracy)
{
    public long Judged => Tp + Fp + Tn + Fn;
}

/// <summary>A difference with its interval; null where one side has nothing.</summary>
public sealed record DifferenceFigure(double? Value, double? Low, double? High);

/// <summary>The same reader on the same case alone and with AI: what changed.</summary>
/// <param name="Pairs">How many pairs are judged.</param>
/// <param name="BothRight">Right both times.</param>
/// <param name="Gained">Wrong alone, right with AI.</param>
/// <param name="Lost">Right alone, wrong with AI.</param>
/// <param name="BothWrong">Wrong both times.</param>
/// <param name="Value">(gained − lost) ÷ pairs.</param>
/// <param name="Low">Lower end of the interval (adjusted Wald, for pairs).</param>
/// <param name="High">Upper end.</param>
/// <param name="P">Exact McNemar test, two-sided.</param>
public sealed record PairedGain(long Pairs, long BothRight, long Gained, long Lost, long BothWrong, double? Value, double? Low, double? High, double? P);

/// <summary>Median seconds of readings that state a time; null where none does.</summary>
public sealed record MedianSeconds(double? Alone, double? WithAi);

/// <summary>How readings' times are spread. All null where <paramref name="Readings"/> is 0.</summary>
public sealed record SecondsFigures(long Readings, double? Q1, double? Median, double? Q3, double? P90);

/// <summary>Area under the ROC curve from scores kept in steps of a thousandth: <paramref name="Binned"/> says so. Null value: a class is empty.</summary>
public sealed record AucFigure(double? Value, long Positives, long Negatives, bool Binned);

/// <summary>Cases by the reference of highest precedence that judges them.</summary>
public sealed record ReferenceShare(ReferenceKind Kind, long Cases);

/// <summary>Which definition and version the figures follow.</summary>
public sealed record DefinitionName(string Id, string Version);

/// <summary>Statistics of a deployment, as interfaces.md names them.</summary>
public sealed record StatisticsAnswer
{
    public required DefinitionName Definition { get; init; }

    /// <summary>The kind asked for, or <c>highest</c>.</summary>
    public required string Reference { get; init; }

    /// <summary><c>case</c> or <c>reading</c>: what the AI's figures count.</summary>
    public required string Unit { get; init; }

    public required long Cases { get; init; }

    /// <summary>Cases that a reference of the kind asked for judges.</summary>
    public required long WithReference { get; init; }

    public required long MissingReference { get; init; }

    /// <summary>Cases read without AI because it failed or might not be used.</summary>
    public required long AiFailures { get; init; }

    public required long ReadingsAlone { get; init; }

    public required long ReadingsWithAi { get; init; }

    /// <summary>Every figure below is withheld: fewer judged cases than the definition's least, and the caller may not see every case.</summary>
    public bool Suppressed { get; init; }

    public ConfusionFigures? Ai { get; init; }

    public ConfusionFigures? PhysiciansAlone { get; init; }

    public ConfusionFigures? PhysiciansWithAi { get; init; }

    /// <summary>Accuracy with AI − accuracy alone; Newcombe's interval, which treats readings as independent.</summary>
    public DifferenceFigure? IncrementalAccuracy { get; init; }

    /// <summary>The same difference within pairs of readings of one reader and case; null where there are none.</summary>
    public PairedGain? PairedGain { get; init; }

    public ProportionFigure? FollowedWrongAi { get; init; }

    public ProportionFigure? CorrectedWrongAi { get; init; }

    public MedianSeconds? MedianSeconds { get; init; }

    public SecondsFigures? SecondsAlone { get; init; }

    public SecondsFigures? SecondsWithAi { get; init; }

    public AucFigure? Auc { get; init; }

    /// <summary>Cases by the kind that judges them; empty where a kind was asked for.</summary>
    public IReadOnlyList<ReferenceShare> Composition { get; init; } = [];
}
