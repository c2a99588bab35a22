using Hengjian.Governance.Cases.Contracts;

namespace Hengjian.Governance.Quality.Statistics;

/// <summary>What the AI's own figures count.</summary>
public enum AiUnit
{
    /// <summary>Each AI result of a case once.</summary>
    Case,

    /// <summary>Each reading that the result was shown for.</summary>
    Reading,
}

/// <summary>A subgroup: a dimension and one of its values.</summary>
public sealed record Subgroup(string Dimension, string Value)
{
    /// <summary><c>dim:value</c>; the value may hold colons. Null where there is no colon or nothing on a side.</summary>
    public static Subgroup? Parse(string text) =>
        text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1 ? new Subgroup(text[..colon], text[(colon + 1)..]) : null;

    public override string ToString() => $"{Dimension}:{Value}";
}

/// <summary>Which statistics are asked for.</summary>
public sealed record StatisticsQuestion
{
    public required Guid Deployment { get; init; }

    /// <summary>First local day of the examination; null: from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last local day, included; null: to the end.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only this practitioner's readings, and the cases that he or she read.</summary>
    public Guid? Reader { get; init; }

    public Subgroup? Subgroup { get; init; }

    /// <summary>Judge by this kind; null: each case by its reference of highest precedence.</summary>
    public ReferenceKind? Reference { get; init; }

    public AiUnit Unit { get; init; } = AiUnit.Case;
}
