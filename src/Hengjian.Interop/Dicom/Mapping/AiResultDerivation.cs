using System.Text.RegularExpressions;
using Hengjian.Interop.Dicom.Sr;

namespace Hengjian.Interop.Dicom.Mapping;

/// <summary>Why a report gave a label, or gave none.</summary>
public enum AiDerivationBasis
{
    Evaluation,
    Finding,
    Measurement,
    Text,

    /// <summary>Negative: a complete report in which no rule found anything.</summary>
    Absence,

    /// <summary>None: no rule found anything, and the mapping does not take that for negative.</summary>
    NothingMatched,

    /// <summary>None: nothing found, but the report is partial or does not say that it is complete.</summary>
    ReportIncomplete,

    /// <summary>None: nothing found, but the report is no measurement report (TID 1500), so absence says nothing.</summary>
    NotMeasurementReport,

    /// <summary>None: an answer or a number that the mapping asks for is there, but not one it knows or can read.</summary>
    UnknownValue,
}

/// <summary>The AI's label and score of a case, with what they rest on. It is the AI's result, never a diagnosis.</summary>
/// <param name="Label">The label; null when none can be derived.</param>
/// <param name="Basis">What the label rests on, or why there is none.</param>
/// <param name="Rule">Index of the rule that decided, where one did.</param>
/// <param name="Concept">The question or quantity that decided, where there is one.</param>
/// <param name="Value">The code that decided; the unknown one for <see cref="AiDerivationBasis.UnknownValue"/>.</param>
/// <param name="Score">The score; null where the report has none.</param>
public sealed record AiResultDerivation(string? Label, AiDerivationBasis Basis, int? Rule, CodedConcept? Concept, CodedConcept? Value, double? Score)
{
    /// <summary>Derives label and score; <paramref name="mapping"/> must have no problems.</summary>
    public static AiResultDerivation From(SrReport report, AiResultMapping mapping)
    {
        var score = AiScores.Find(report, mapping);
        AiResultDerivation? unknown = null;
        for (var i = 0; i < mapping.Rules.Count; i++)
        {
            if (Apply(mapping.Rules[i], report, mapping) is not { } outcome)
                continue;
            outcome = outcome with { Rule = i, Score = score };
            if (outcome.Label is not null)
                return outcome;
            unknown ??= outcome;
        }
        if (unknown is not null)
            return unknown;
        return report switch
        {
            _ when !mapping.AbsenceMeansNegative => None(AiDerivationBasis.NothingMatched, score),
            { IsMeasurementReport: false } => None(AiDerivationBasis.NotMeasurementReport, score),
            { Completion: not SrCompletion.Complete } => None(AiDerivationBasis.ReportIncomplete, score),
            _ => None(AiDerivationBasis.Absence, score) with { Label = mapping.NegativeLabel },
        };
    }

    static AiResultDerivation? Apply(AiLabelRule rule, SrReport report, AiResultMapping mapping) =>
        rule.When switch
        {
            AiRuleKind.Evaluation => Evaluation(rule, report, mapping),
            AiRuleKind.Finding => Finding(rule, report, mapping),
            AiRuleKind.Measurement => Measurement(rule, report, mapping),
            _ => mapping.UseText ? Text(rule, report, mapping) : null,
        };

    /// <summary>An answer that is not known might be the worse one: beside it only the positive label stands.</summary>
    static AiResultDerivation? Evaluation(AiLabelRule rule, SrReport report, AiResultMapping mapping)
    {
        var answers = report
            .Sections.SelectMany(section => section.Evaluations)
            .Where(item => item.Concept?.Is(rule.Concept!) == true)
            .Select(item => item.Value)
            .ToList();
        if (answers.Count == 0)
            return null;
        var decided = First(rule, answers.OfType<CodedConcept>(), AiDerivationBasis.Evaluation, mapping);
        if (
            decided?.Label != mapping.PositiveLabel
            && answers.Find(answer => answer is null || !rule.Values.Any(value => value.Is(answer))) is var stranger
            && (stranger is not null || answers.Contains(null))
        )
            return new(null, AiDerivationBasis.UnknownValue, null, rule.Concept, stranger, null);
        return decided;
    }

    static AiResultDerivation? Finding(AiLabelRule rule, SrReport report, AiResultMapping mapping) =>
        First(rule, report.Sections.SelectMany(section => section.Findings), AiDerivationBasis.Finding, mapping);

    static AiResultDerivation? Measurement(AiLabelRule rule, SrReport report, AiResultMapping mapping)
    {
        var values = AiScores.Values(report, [rule.Concept!]).ToList();
        if (values.Count == 0)
            return null;
        if (values.Exists(value => value >= rule.AtLeast))
            return new(rule.Label ?? mapping.PositiveLabel, AiDerivationBasis.Measurement, null, rule.Concept, null, null);
        return values.Contains(null)
            ? new(null, AiDerivationBasis.UnknownValue, null, rule.Concept, null, null)
            : new(rule.Otherwise ?? mapping.NegativeLabel, AiDerivationBasis.Measurement, null, rule.Concept, null, null);
    }

    static AiResultDerivation? Text(AiLabelRule rule, SrReport report, AiResultMapping mapping)
    {
        var pattern = AiResultMapping.Compile(rule.Pattern!);
        return AiScores.Texts(report, rule.Concept).Any(pattern.IsMatch)
            ? new(rule.Label ?? mapping.PositiveLabel, AiDerivationBasis.Text, null, rule.Concept, null, null)
            : null;
    }

    static AiResultDerivation? First(AiLabelRule rule, IEnumerable<CodedConcept> codes, AiDerivationBasis basis, AiResultMapping mapping)
    {
        var present = codes.ToList();
        foreach (var value in rule.Values)
        {
            if (present.Find(value.Is) is { } code)
                return new(value.Label ?? mapping.PositiveLabel, basis, null, rule.Concept, code, null);
        }
        return null;
    }

    static AiResultDerivation None(AiDerivationBasis basis, double? score) => new(null, basis, null, null, null, score);
}

/// <summary>Numbers and texts of a report that a mapping looks at.</summary>
internal static class AiScores
{
    public static double? Find(SrReport report, AiResultMapping mapping)
    {
        if (mapping.Score is not { } rule)
            return null;
        var values = Values(report, rule.Concepts).OfType<double>().ToList();
        if (values.Count == 0 && mapping.UseText && rule.Pattern is { } pattern)
            values = [.. Texts(report, null).Select(text => Score(AiResultMapping.Compile(pattern).Match(text))).OfType<double>()];
        if (values.Count == 0)
            return null;
        return rule.Take switch
        {
            AiScoreChoice.Maximum => values.Max(),
            AiScoreChoice.Minimum => values.Min(),
            _ => values[0],
        };
    }

    /// <summary>Values of the concepts in the order of the report, per cent as hundredths; null for one that is no number.</summary>
    public static IEnumerable<double?> Values(SrReport report, IReadOnlyList<CodedConcept> concepts) =>
        from section in report.Sections
        from measurement in section.Measurements
        where measurement.Concept is { } concept && concepts.Any(concept.Is)
        select measurement.Number is { Unit: { Scheme: "UCUM", Value: "%" }, Value: { } percent } ? percent / 100 : measurement.Number?.Value;

    public static IEnumerable<string> Texts(SrReport report, CodedConcept? concept) =>
        report
            .Sections.SelectMany(section => section.Statements)
            .Where(statement => statement.Concept?.Is(concept ?? SrCodes.Comment) == true)
            .Select(statement => statement.Text);

    static double? Score(Match match) => match.Success && match.Groups["score"] is { Success: true } group ? DicomNumbers.Parse(group.Value) : null;
}
