using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Mapping;

/// <summary>What a rule looks at.</summary>
public enum AiRuleKind
{
    /// <summary>A coded answer to a coded question, in any group or outside them.</summary>
    Evaluation,

    /// <summary>A finding being there.</summary>
    Finding,

    /// <summary>A number against a threshold.</summary>
    Measurement,

    /// <summary>Words in a comment: the last resort, and only where the mapping allows text.</summary>
    Text,
}

/// <summary>Which of several numbers is the score of the case.</summary>
public enum AiScoreChoice
{
    Maximum,
    Minimum,
    First,
}

/// <summary>A code and the label it stands for; without a label, the positive one.</summary>
public sealed record AiCodeLabel(string Scheme, string Value, string? Label = null)
{
    internal bool Is(CodedConcept code) => code.Scheme == Scheme && code.Value == Value;
}

/// <summary>One rule. Which members count depends on <see cref="When"/>.</summary>
public sealed record AiLabelRule
{
    public required AiRuleKind When { get; init; }

    /// <summary>The question, the quantity or the kind of comment; not used for findings. For text, Comment (121106, DCM) where left out.</summary>
    public CodedConcept? Concept { get; init; }

    /// <summary>For evaluations and findings: the codes known, the one that decides first when several occur.</summary>
    public IReadOnlyList<AiCodeLabel> Values { get; init; } = [];

    /// <summary>For measurements: the least value that gives <see cref="Label"/>. Per cent count as hundredths.</summary>
    public double? AtLeast { get; init; }

    /// <summary>For text: a regular expression without look-around and back-references.</summary>
    public string? Pattern { get; init; }

    /// <summary>For measurements and text: the label given; the positive one where left out.</summary>
    public string? Label { get; init; }

    /// <summary>For measurements: the label where every value is below the threshold; the negative one where left out.</summary>
    public string? Otherwise { get; init; }
}

/// <summary>Where the score of a case comes from.</summary>
public sealed record AiScoreRule
{
    /// <summary>Concepts of the numbers that are scores, for example a probability. Values in per cent become hundredths.</summary>
    public IReadOnlyList<CodedConcept> Concepts { get; init; } = [];

    public AiScoreChoice Take { get; init; }

    /// <summary>Where no such number exists and text is allowed: a regular expression whose group <c>score</c> is the number in a comment.</summary>
    public string? Pattern { get; init; }
}

/// <summary>
/// How the AI's label and score of a case are read from a structured report, per deployment. It is data: JSON with these names in camel case.
/// Rules are tried in order and the first that gives a label decides.
/// </summary>
public sealed record AiResultMapping
{
    static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string PositiveLabel { get; init; }

    public required string NegativeLabel { get; init; }

    public IReadOnlyList<AiLabelRule> Rules { get; init; } = [];

    public AiScoreRule? Score { get; init; }

    /// <summary>True where a complete measurement report in which no rule finds anything means the negative label.</summary>
    public bool AbsenceMeansNegative { get; init; }

    /// <summary>True to let rules look at text. Words carry no code: off by default.</summary>
    public bool UseText { get; init; }

    /// <summary>Reads a mapping; on failure <paramref name="problems"/> says what is wrong, one sentence each.</summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out AiResultMapping? mapping, out IReadOnlyList<string> problems)
    {
        try
        {
            mapping = JsonSerializer.Deserialize<AiResultMapping>(json, JsonOptions);
            problems = mapping is null ? ["The mapping is null."] : mapping.Problems();
        }
        catch (JsonException invalid)
        {
            (mapping, problems) = (null, [$"{invalid.Path ?? "$"}: not a mapping (line {invalid.LineNumber + 1})."]);
        }
        if (problems.Count > 0)
            mapping = null;
        return mapping is not null;
    }

    /// <summary>The mapping as JSON that <see cref="TryParse"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonOptions);

    /// <summary>What is wrong with the mapping; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(PositiveLabel) || string.IsNullOrWhiteSpace(NegativeLabel))
            problems.Add("positiveLabel and negativeLabel are required.");
        else if (PositiveLabel == NegativeLabel)
            problems.Add("positiveLabel and negativeLabel are the same.");
        if (Rules.Count == 0 && Score is null && !AbsenceMeansNegative)
            problems.Add("No rule, no score, and absence means nothing: the mapping can give no result.");
        for (var i = 0; i < Rules.Count; i++)
            problems.AddRange(Problems(Rules[i]).Select(problem => $"rules[{i}]: {problem}"));
        if (Score is { Pattern: { } pattern })
            problems.AddRange(TextProblems(pattern).Select(problem => $"score: {problem}"));
        return problems;
    }

    internal static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    IEnumerable<string> Problems(AiLabelRule rule) =>
        rule.When switch
        {
            AiRuleKind.Evaluation when rule.Concept is null || rule.Values.Count == 0 => ["an evaluation rule needs concept and values."],
            AiRuleKind.Finding when rule.Values.Count == 0 => ["a finding rule needs values."],
            AiRuleKind.Measurement when rule.Concept is null || rule.AtLeast is null => ["a measurement rule needs concept and atLeast."],
            AiRuleKind.Text => rule.Pattern is null ? ["a text rule needs pattern."] : TextProblems(rule.Pattern),
            _ => [],
        };

    IEnumerable<string> TextProblems(string pattern)
    {
        if (!UseText)
            yield return "text is looked at only where useText is true.";
        if (!IsPattern(pattern))
            yield return "pattern is no regular expression that can be matched in linear time.";
    }

    static bool IsPattern(string pattern)
    {
        try
        {
            Compile(pattern);
            return true;
        }
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
