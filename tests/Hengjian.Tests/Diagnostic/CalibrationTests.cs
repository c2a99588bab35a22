using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class CalibrationTests
{
    static readonly double[] Probabilities = [.05, .1, .15, .2, .3, .35, .4, .5, .55, .6, .7, .75, .8, .9, .95];

    static readonly bool[] Truth =
        [false, false, true, false, false, true, false, true, false, true, true, false, true, true, true];

    // R 4.2.2: glm(y ~ qlogis(p), binomial, control = list(epsilon = 1e-15)); glm(y ~ 1 + offset(qlogis(p)), …)
    [Fact]
    public void Analyse_OnFifteenCases_GivesTheInterceptOfGlm() => Calibration.Analyse(Truth, Probabilities).Intercept!.Value.ShouldBeNear(0.246826484586046);

    [Fact]
    public void Analyse_OnFifteenCases_GivesTheSlopeOfGlm() => Calibration.Analyse(Truth, Probabilities).Slope!.Value.ShouldBeNear(0.839951150232102);

    [Fact]
    public void Analyse_OnFifteenCases_GivesTheShiftOfGlm() => Calibration.Analyse(Truth, Probabilities).InTheLarge!.Value.ShouldBeNear(0.27620826870035);

    [Fact]
    public void Analyse_OnFifteenCases_GivesTheBrierScore() => Calibration.Analyse(Truth, Probabilities).Brier.ShouldBeNear(0.191);

    [Fact]
    public void Analyse_OnTwoBins_WeighsTheirGaps()
    {
        // (0, ½]: 8 cases, p̄ = 2.05/8, 3 events; (½, 1]: 7 cases, p̄ = 5.25/7, 5 events.
        var result = Calibration.Analyse(Truth, Probabilities, bins: 2);

        result.Ece.ShouldBeNear((0.95 + 0.25) / 15);
        result.Mce.ShouldBeNear(0.95 / 8);
    }

    [Fact]
    public void Analyse_OnBinEdges_PutsThemInTheLowerBin() =>
        Calibration.Analyse(new bool[11], [0, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1]).Bins.Select(bin => bin.N).ShouldBe([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

    [Theory]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Analyse_OnEveryEdge_ComparesWithTheDouble(int bins)
    {
        // j/k itself belongs to bin j, the next double above it to bin j + 1, whatever p·k rounds to.
        for (var j = 1; j < bins; j++)
        {
            var edge = (double)j / bins;
            var result = Calibration.Analyse([false, false], [edge, Math.BitIncrement(edge)], bins);
            (result.Bins[j - 1].N, result.Bins[j].N).ShouldBe((1, 1));
        }
    }

    [Fact]
    public void Analyse_OnAnEmptyBin_HasNoRate() => Calibration.Analyse([true, false], [0.9, 0.95]).Bins[0].ObservedRate.ShouldBeNull();

    [Fact]
    public void Analyse_OnShiftedPredictions_FindsTheShift()
    {
        // Outcomes in proportion to p, predictions lowered by a logit of 0.7: half of each pair of strata happens as p says.
        bool[] truth = [.. Enumerable.Range(0, 100).Select(i => i < 30), .. Enumerable.Range(0, 100).Select(i => i < 80)];
        double[] p = [.. Enumerable.Repeat(Shift(0.3), 100), .. Enumerable.Repeat(Shift(0.8), 100)];

        var result = Calibration.Analyse(truth, p);

        (result.Intercept!.Value, result.Slope!.Value, result.InTheLarge!.Value).ShouldSatisfyAllConditions(
            x => x.Item1.ShouldBe(0.7, 1e-9), x => x.Item2.ShouldBe(1, 1e-9), x => x.Item3.ShouldBe(0.7, 1e-9));

        static double Shift(double probability) => 1 / (1 + Math.Exp(-(Math.Log(probability / (1 - probability)) - 0.7)));
    }

    [Fact]
    public void Analyse_OnSeparatedClasses_HasNoSlope() =>
        Calibration.Analyse([false, false, true, true], [0.1, 0.2, 0.8, 0.9]).SlopeReason!.ShouldContain("separation");

    [Fact]
    public void Analyse_OnClassesThatTouch_HasNoSlope() =>
        Calibration.Analyse([false, false, true, true], [0.1, 0.5, 0.5, 0.9]).SlopeReason!.ShouldContain("separation");

    [Fact]
    public void Analyse_OnReversedSeparation_HasNoSlope() =>
        Calibration.Analyse([true, true, false, false], [0.1, 0.2, 0.8, 0.9]).Slope.ShouldBeNull();

    [Fact]
    public void Analyse_OnSeparatedClasses_StillHasTheShift() =>
        Calibration.Analyse([false, false, true, true], [0.1, 0.2, 0.8, 0.9]).InTheLarge!.Value.ShouldBe(0, 1e-9);

    [Fact]
    public void Analyse_OnAConstantProbability_HasNoSlope() =>
        Calibration.Analyse([false, true, true], [0.5, 0.5, 0.5]).SlopeReason!.ShouldContain("equal");

    [Fact]
    public void Analyse_OnAConstantProbability_HasTheShiftOfTheLogits() =>
        Calibration.Analyse([false, true, true], [0.5, 0.5, 0.5]).InTheLarge!.Value.ShouldBe(Math.Log(2), 1e-12);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Analyse_OnOneClass_HasNeitherSlopeNorShift(bool outcome)
    {
        var result = Calibration.Analyse([outcome, outcome], [0.2, 0.6]);

        (result.Slope, result.InTheLarge).ShouldBe((null, null));
    }

    [Fact]
    public void Analyse_OnZeroAndOne_ClipsOnlyInTheRegressions()
    {
        var result = Calibration.Analyse([false, true, false, true, true, false], [0, 0, 0.4, 0.6, 1, 1]);

        result.Brier.ShouldBe((0 + 1 + 0.16 + 0.16 + 0 + 1) / 6, 1e-15);
        result.Slope.ShouldNotBeNull();
    }

    [Fact]
    public void Analyse_OnExtremePredictions_SolvesTheScoreEquation()
    {
        // Newton from 0 leaps out here; Σ logistic(a + logit p) must still equal the events.
        double[] p = [0, 0, 0, 1e-9, 0.5, 1];
        var shift = Calibration.Analyse([true, true, true, false, true, true], p).InTheLarge!.Value;

        p.Sum(value => Math.Clamp(value, 1e-12, 1 - 1e-12)).ShouldBeLessThan(2);
        p.Sum(value => Logistic(shift + Logit(Math.Clamp(value, 1e-12, 1 - 1e-12)))).ShouldBe(5, 1e-9);

        static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
        static double Logit(double q) => Math.Log(q) - Math.Log(1 - q);
    }

    [Fact]
    public void Analyse_OnAProbabilityAboveOne_NamesTheRow() =>
        Should.Throw<BadInputException>(() => Calibration.Analyse([true, false], [0.5, 1.5])).Row.ShouldBe(2);

    [Fact]
    public void Command_OnInfertility_GivesTheReferenceScore() =>
        MethodsCli.Run("calibration", "--data", ReferenceTable.Csv("calibration_infert"), "--truth", "y", "--probability", "p").Result()["brier"]
            .ShouldAgreeWith(ReferenceTable.Of("calibration_infert")["brier"]);

    // The probabilities come from a logistic regression on these outcomes, so its maximum is at intercept 0 and slope 1.
    [Fact]
    public void Command_OnFittedProbabilities_FindsThePerfectLine()
    {
        var result = MethodsCli.Run("calibration", "--data", ReferenceTable.Csv("calibration_infert"), "--truth", "y", "--probability", "p").Result();

        result["intercept"]!.GetValue<double>().ShouldBe(0, 1e-6);
        result["slope"]!.GetValue<double>().ShouldBe(1, 1e-6);
        result["calibration_in_the_large"]!.GetValue<double>().ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Command_OnSeparation_GivesNullWithReason()
    {
        var result = MethodsCli.ResultOn("y,p\n0,0.1\n1,0.9\n", "calibration --truth y --probability p");

        result["slope"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("separation");
    }

    [Theory]
    [InlineData("y,p\n0,0.1\n1,1.01\n", "row 3, column \"p\"")]
    [InlineData("y,p\n0,-0.1\n", "row 2, column \"p\"")]
    public void Command_OnAProbabilityOutOfRange_NamesTheCell(string csv, string place) =>
        MethodsCli.RunOn(csv, "calibration --truth y --probability p").ShouldFail(2, place);
}
