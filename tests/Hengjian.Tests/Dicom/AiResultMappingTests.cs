using Hengjian.Interop.Dicom.Mapping;
using Hengjian.Interop.Dicom.Sr;
using Hengjian.Interop.Dicom.Writing;

namespace Hengjian.Tests.Dicom;

public sealed class AiResultMappingTests
{
    const string Json = """
        {
          "positiveLabel": "positive", "negativeLabel": "negative", "absenceMeansNegative": true,
          "rules": [
            { "when": "evaluation", "concept": { "scheme": "99HENGJIAN", "value": "PRESENCE" },
              "values": [ { "scheme": "SCT", "value": "52101004", "label": "positive" }, { "scheme": "SCT", "value": "2667000", "label": "negative" } ] },
            { "when": "finding", "values": [ { "scheme": "SCT", "value": "427359005" } ] }
          ],
          "score": { "concepts": [ { "scheme": "99HENGJIAN", "value": "PROBABILITY" } ] }
        }
        """;

    static readonly AiSrContent Content = SampleReports.Content;

    [Fact]
    public void From_CodedAnswer_GivesItsLabelAndScore()
    {
        var result = Derive(Json, Content);

        (result.Label, result.Basis, result.Rule, result.Score).ShouldBe(("positive", AiDerivationBasis.Evaluation, 0, 0.93));
    }

    [Fact]
    public void From_NegativeAnswer_IsNegativeWhateverTheFindings() =>
        Derive(Json, Content with { Evaluations = [new(SampleReports.Presence, SampleReports.Absent)] }).Label.ShouldBe("negative");

    [Fact]
    public void From_AnswersOfBothKinds_IsTheOneListedFirst() =>
        Derive(
            Json,
            Content with
            {
                Evaluations = [new(SampleReports.Presence, SampleReports.Absent), new(SampleReports.Presence, SampleReports.Present)],
            }
        )
            .Label.ShouldBe("positive");

    [Fact]
    public void From_AnswerTheMappingDoesNotKnow_HasNoLabel()
    {
        var result = Derive(Json, SampleReports.Empty with { Evaluations = [new(SampleReports.Presence, new("SCT", "42425007", "Equivocal"))] });

        (result.Label, result.Basis, result.Value!.Value).ShouldBe((null, AiDerivationBasis.UnknownValue, "42425007"));
    }

    [Fact]
    public void From_UnknownAnswerBesideANegativeOne_HasNoLabel() =>
        Derive(
            Json,
            SampleReports.Empty with
            {
                Evaluations = [new(SampleReports.Presence, SampleReports.Absent), new(SampleReports.Presence, new("SCT", "1", "?"))],
            }
        )
            .Basis.ShouldBe(AiDerivationBasis.UnknownValue);

    [Fact]
    public void From_FindingThatIsThere_GivesThePositiveLabel()
    {
        var result = Derive(Json, Content with { Evaluations = [] });

        (result.Label, result.Basis, result.Value!.Value).ShouldBe(("positive", AiDerivationBasis.Finding, "427359005"));
    }

    [Fact]
    public void From_CompleteReportWithoutFinding_IsNegativeWhereAbsenceSaysSo()
    {
        var result = Derive(Json, SampleReports.Empty);

        (result.Label, result.Basis).ShouldBe(("negative", AiDerivationBasis.Absence));
    }

    [Fact]
    public void From_PartialReportWithoutFinding_HasNoLabel() =>
        Derive(Json, SampleReports.Empty with { IsComplete = false }).ShouldBe(new(null, AiDerivationBasis.ReportIncomplete, null, null, null, null));

    [Fact]
    public void From_AbsenceWithoutMeaning_HasNoLabel() =>
        Derive(Json.Replace("true", "false", StringComparison.Ordinal), SampleReports.Empty).Basis.ShouldBe(AiDerivationBasis.NothingMatched);

    [Theory]
    [InlineData(0.93, "positive")]
    [InlineData(0.94, "negative")]
    public void From_Threshold_ComparesPerCentAsHundredths(double atLeast, string label)
    {
        var mapping = new AiResultMapping
        {
            PositiveLabel = "positive",
            NegativeLabel = "negative",
            Rules =
            [
                new()
                {
                    When = AiRuleKind.Measurement,
                    Concept = SampleReports.Probability,
                    AtLeast = atLeast,
                },
            ],
        };

        AiResultDerivation.From(SampleReports.Read(Content), mapping).Label.ShouldBe(label);
    }

    [Theory]
    [InlineData(AiScoreChoice.Maximum, 12.5)]
    [InlineData(AiScoreChoice.Minimum, 4)]
    [InlineData(AiScoreChoice.First, 7)]
    public void From_SeveralScores_TakesTheChosen(AiScoreChoice take, double score)
    {
        var mapping = new AiResultMapping
        {
            PositiveLabel = "1",
            NegativeLabel = "0",
            Score = new() { Concepts = [SampleReports.Diameter], Take = take },
        };
        var findings = new[] { 7m, 12.5m, 4m }.Select(value =>
            Content.Findings[0] with
            {
                Measurements = [new(SampleReports.Diameter, value, "mm")],
            }
        );

        AiResultDerivation.From(SampleReports.Read(Content with { Findings = [.. findings] }), mapping).Score.ShouldBe(score);
    }

    [Fact]
    public void From_Comment_IsReadOnlyWhereTextIsAllowed()
    {
        var mapping = new AiResultMapping
        {
            PositiveLabel = "positive",
            NegativeLabel = "negative",
            UseText = true,
            Rules = [new() { When = AiRuleKind.Text, Pattern = "结节" }],
            Score = new() { Pattern = @"置信度(?<score>[0-9.]+)" },
        };
        var report = SampleReports.Read(Content with { Scores = [] });

        (AiResultDerivation.From(report, mapping).Label, AiResultDerivation.From(report, mapping).Score).ShouldBe(("positive", 0.93));
        (
            AiResultDerivation.From(report, mapping with { UseText = false }).Label,
            AiResultDerivation.From(report, mapping with { UseText = false }).Score
        ).ShouldBe((null, null));
    }

    [Fact]
    public void From_SharedChineseReport_GivesItsFinding() =>
        AiResultDerivation.From(SrReport.Read(DicomFiles.Read("own-synthetic/ai_sr_zh_utf8.dcm").Dataset), Parse(Json)).Label.ShouldBe("positive");

    [Fact]
    public void TryParse_OwnJson_ReadsBack()
    {
        var mapping = Parse(Json);

        Parse(mapping.ToJson()).ToJson().ShouldBe(mapping.ToJson());
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("null", "null")]
    [InlineData("""{ "positiveLabel": "a" }""", "not a mapping")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "a", "absenceMeansNegative": true }""", "the same")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "b" }""", "can give no result")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "b", "absenceMeansNegative": true, "colour": 1 }""", "colour")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "b", "rules": [ { "when": "evaluation" } ] }""", "rules[0]")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "b", "rules": [ { "when": "guess" } ] }""", "rules[0]")]
    [InlineData("""{ "positiveLabel": "a", "negativeLabel": "b", "rules": [ { "when": "text", "pattern": "x" } ] }""", "useText")]
    [InlineData(
        """{ "positiveLabel": "a", "negativeLabel": "b", "useText": true, "rules": [ { "when": "text", "pattern": "(" } ] }""",
        "regular expression"
    )]
    [InlineData(
        """{ "positiveLabel": "a", "negativeLabel": "b", "useText": true, "rules": [ { "when": "text", "pattern": "(a)\\1" } ] }""",
        "linear time"
    )]
    public void TryParse_BadMapping_SaysWhatIsWrong(string json, string problem)
    {
        AiResultMapping.TryParse(json, out _, out var problems).ShouldBeFalse();

        problems.ShouldContain(text => text.Contains(problem, StringComparison.Ordinal));
    }

    static AiResultDerivation Derive(string json, AiSrContent content) => AiResultDerivation.From(SampleReports.Read(content), Parse(json));

    static AiResultMapping Parse(string json)
    {
        AiResultMapping.TryParse(json, out var mapping, out var problems).ShouldBeTrue(string.Join(' ', problems));
        return mapping!;
    }
}
