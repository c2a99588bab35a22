using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class DiagnosticAccuracyTests
{
    // Liver scans, Altman and Bland, BMJ 308 (1994) 1552 and 309 (1994) 102.
    static readonly ConfusionCounts LiverScans = new(231, 32, 27, 54);

    [Fact]
    public void Analyse_OnLiverScans_GivesThePublishedSensitivity() =>
        Math.Round(DiagnosticAccuracy.Analyse(LiverScans).Sensitivity.Value!.Value, 2).ShouldBe(0.90);

    [Fact]
    public void Analyse_OnLiverScans_GivesThePublishedSpecificity() =>
        Math.Round(DiagnosticAccuracy.Analyse(LiverScans).Specificity.Value!.Value, 2).ShouldBe(0.63);

    [Fact]
    public void Analyse_OnLiverScans_GivesThePublishedPositivePredictiveValue() =>
        Math.Round(DiagnosticAccuracy.Analyse(LiverScans).PositivePredictiveValue.Value!.Value, 2).ShouldBe(0.88);

    [Fact]
    public void Analyse_OnLiverScans_GivesThePublishedNegativePredictiveValue() =>
        Math.Round(DiagnosticAccuracy.Analyse(LiverScans).NegativePredictiveValue.Value!.Value, 2).ShouldBe(0.67);

    [Fact]
    public void Analyse_OnLiverScans_CountsAccuracyOverAll() =>
        DiagnosticAccuracy.Analyse(LiverScans).Accuracy.ShouldBe(Proportion.Estimate(285, 344));

    [Fact]
    public void Analyse_OnLiverScans_GivesYouden() =>
        DiagnosticAccuracy.Analyse(LiverScans).Youden!.Value.ShouldBe(231.0 / 258 + 54.0 / 86 - 1, 1e-14);

    [Fact]
    public void Analyse_OnLiverScans_GivesThePositiveLikelihoodRatio() =>
        DiagnosticAccuracy.Analyse(LiverScans).PositiveLikelihoodRatio!.Value.ShouldBe(231.0 / 258 / (32.0 / 86), 1e-13);

    [Fact]
    public void Analyse_OnLiverScans_GivesTheNegativeLikelihoodRatio() =>
        DiagnosticAccuracy.Analyse(LiverScans).NegativeLikelihoodRatio!.Value.ShouldBe(27.0 / 258 / (54.0 / 86), 1e-14);

    [Fact]
    public void Analyse_OnLiverScans_GivesF1() =>
        DiagnosticAccuracy.Analyse(LiverScans).F1!.Value.ShouldBe(462.0 / 521, 1e-14);

    [Fact]
    public void Analyse_OnLiverScans_GivesTheCorrelationOfTruthAndTest() =>
        DiagnosticAccuracy.Analyse(LiverScans).MatthewsCorrelation!.Value.ShouldBe(
            (231.0 * 54 - 32 * 27) / Math.Sqrt(263.0 * 258 * 86 * 81), 1e-14);

    [Fact]
    public void Analyse_OnSwappedLabels_KeepsTheCorrelation()
    {
        var swapped = new ConfusionCounts(LiverScans.TrueNegatives, LiverScans.FalseNegatives, LiverScans.FalsePositives, LiverScans.TruePositives);

        DiagnosticAccuracy.Analyse(swapped).MatthewsCorrelation.ShouldBe(DiagnosticAccuracy.Analyse(LiverScans).MatthewsCorrelation);
    }

    [Fact]
    public void Analyse_OnBillions_DoesNotOverflowTheCorrelation() =>
        DiagnosticAccuracy.Analyse(new ConfusionCounts(4_000_000_000, 0, 0, 4_000_000_000)).MatthewsCorrelation!.Value.ShouldBe(1, 1e-12);

    [Fact]
    public void Analyse_WithoutPositives_HasNoSensitivity() =>
        DiagnosticAccuracy.Analyse(new ConfusionCounts(0, 3, 0, 5)).Sensitivity.Value.ShouldBeNull();

    [Fact]
    public void Analyse_WithoutPositives_HasNoYouden() => DiagnosticAccuracy.Analyse(new ConfusionCounts(0, 3, 0, 5)).Youden.ShouldBeNull();

    [Fact]
    public void Analyse_WithoutFalsePositives_HasNoPositiveLikelihoodRatio() =>
        DiagnosticAccuracy.Analyse(new ConfusionCounts(4, 0, 1, 5)).PositiveLikelihoodRatio.ShouldBeNull();

    [Fact]
    public void Analyse_WithoutTrueNegatives_HasNoNegativeLikelihoodRatio() =>
        DiagnosticAccuracy.Analyse(new ConfusionCounts(4, 3, 1, 0)).NegativeLikelihoodRatio.ShouldBeNull();

    [Fact]
    public void Analyse_WithoutAnyPositive_HasNoF1() => DiagnosticAccuracy.Analyse(new ConfusionCounts(0, 0, 0, 5)).F1.ShouldBeNull();

    [Fact]
    public void Analyse_OnAConstantTest_HasNoCorrelation() =>
        DiagnosticAccuracy.Analyse(new ConfusionCounts(4, 3, 0, 0)).MatthewsCorrelation.ShouldBeNull();

    [Fact]
    public void Analyse_OnNoCases_IsRefused() => Should.Throw<BadInputException>(() => DiagnosticAccuracy.Analyse(default));

    [Fact]
    public void ConfusionCounts_OfColumns_CountsEachCell() =>
        ConfusionCounts.Of([true, true, true, false, false, true], [true, true, false, true, false, true]).ShouldBe(new ConfusionCounts(3, 1, 1, 1));

    [Fact]
    public void Command_OnLiverScans_IntervalIsWilsons()
    {
        var csv = "truth,test\n" + Repeat("1,1\n", 231) + Repeat("0,1\n", 32) + Repeat("1,0\n", 27) + Repeat("0,0\n", 54);

        var sensitivity = MethodsCli.ResultOn(csv, "diagnostic-accuracy --truth truth --test test")["sensitivity"]!;

        sensitivity["low"]!.GetValue<double>().ShouldBe(Proportion.Wilson(231, 258).Low);
    }

    [Fact]
    public void Command_WithoutPositives_GivesTheReasonBesideTheNull()
    {
        var result = MethodsCli.ResultOn("y,t\n0,1\n0,0\n", "diagnostic-accuracy --truth y --test t");

        result["sensitivity"]!["value"].ShouldBeNull();
        result["sensitivity"]!["reason"]!.GetValue<string>().ShouldBe("no case has the condition");
    }

    [Fact]
    public void Command_WithoutPositives_NamesEveryNullMeasure()
    {
        var result = MethodsCli.ResultOn("y,t\n0,0\n0,0\n", "diagnostic-accuracy --truth y --test t");

        var reason = result["reason"]!.GetValue<string>();
        foreach (var measure in new[] { "youden", "lr_positive", "lr_negative", "f1", "mcc" })
        {
            result[measure].ShouldBeNull();
            reason.ShouldContain(measure + ":");
        }
    }

    [Theory]
    [InlineData("y,t\n1,0\n2,1\n", "row 3, column \"y\"")]
    [InlineData("y,t\n1,TRUE\n", "row 2, column \"t\"")]
    [InlineData("y,t\n1,0.5\n", "row 2, column \"t\"")]
    public void Command_OnValuesThatAreNotBinary_NamesTheCell(string csv, string place) =>
        MethodsCli.RunOn(csv, "diagnostic-accuracy --truth y --test t").ShouldFail(2, place);

    [Fact]
    public void Command_OnMissingValues_DropsAndCountsTheRow()
    {
        var result = MethodsCli.ResultOn("y,t\n1,1\n,1\n0,NA\n0,0\n", "diagnostic-accuracy --truth y --test t");

        (result["n"]!.GetValue<int>(), result["n_dropped"]!.GetValue<int>(), result["tn"]!.GetValue<int>()).ShouldBe((2, 2, 1));
    }

    static string Repeat(string line, int times) => string.Concat(Enumerable.Repeat(line, times));
}
