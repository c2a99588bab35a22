using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class SampleSizeTests
{
    // Hanley and McNeil, Radiology 143 (1982) 29: A = 0.893 with 51 abnormal and 58 normal images has a standard error of 0.032 (0.0325 unrounded).
    [Fact]
    public void HanleyMcNeil_OnThePublishedExample_GivesThePublishedError() =>
        SampleSize.HanleyMcNeil(0.893, 51, 58).ShouldBe(0.03251158176764658, 1e-15);

    [Fact]
    public void HanleyMcNeil_OnMoreCases_FallsWithEachClass()
    {
        double[] errors = [SampleSize.HanleyMcNeil(0.8, 20, 20), SampleSize.HanleyMcNeil(0.8, 40, 20), SampleSize.HanleyMcNeil(0.8, 40, 40)];

        errors.ShouldBe(errors.OrderDescending());
    }

    [Fact]
    public void HanleyMcNeil_OnAPerfectArea_IsZero() => SampleSize.HanleyMcNeil(1, 10, 10).ShouldBe(0);

    [Fact]
    public void HanleyMcNeil_AtChance_AgreesWithTheMannWhitneyVariance() =>
        SampleSize.HanleyMcNeil(0.5, 10, 20).ShouldBe(Math.Sqrt((10 + 20 + 1) / (12.0 * 10 * 20)), 1e-14);

    [Fact]
    public void Buderer_WithSpecificity_TakesTheLargerTotal()
    {
        // z² · 0.9 · 0.1 / 0.05² = 138.29; z² · 0.8 · 0.2 / 0.05² = 245.85
        var size = SampleSize.Buderer(0.9, 0.8, 0.05, 0.2);

        size.ShouldBe(new BudererSize(139, 246, 692, 308, 692));
    }

    [Fact]
    public void Buderer_RoundsTheTotalFromTheUnroundedSize() =>
        SampleSize.Buderer(0.9, null, 0.05, 0.2).TotalForSensitivity.ShouldBe(692); // 138.29/0.2, not 139/0.2 = 695

    [Fact]
    public void Connor_OnSwappedShares_IsTheSame() => SampleSize.Connor(0.05, 0.15).ShouldBe(SampleSize.Connor(0.15, 0.05));

    [Fact]
    public void Connor_AtHigherPower_NeedsMorePairs() => SampleSize.Connor(0.15, 0.05, power: 0.9).ShouldBeGreaterThan(SampleSize.Connor(0.15, 0.05));

    [Fact]
    public void Connor_OnEqualShares_IsUndefined() => Should.Throw<UndefinedResultException>(() => SampleSize.Connor(0.1, 0.1));

    [Fact]
    public void Connor_OnSharesAboveOneTogether_IsRefused() => Should.Throw<BadInputException>(() => SampleSize.Connor(0.7, 0.4));

    [Fact]
    public void ForProportion_AtNinetyPercent_GivesTheUnroundedSizeToo() => SampleSize.ForProportion(0.5, 0.1, 0.9).Exact.ShouldBe(67.63858635, 1e-7);

    [Fact]
    public void Published_OnTheSharedTable_Holds()
    {
        var expected = ReferenceTable.Of("sample_size");
        foreach (var row in expected["buderer"]!.AsArray())
        {
            var size = SampleSize.Buderer(Value(row!["se"]), null, Value(row["w"]), Value(row["prev"]));
            (size.Diseased, size.Total).ShouldBe((row["n_diseased"]!.GetValue<long>(), row["n_total"]!.GetValue<long>()));
        }
        foreach (var row in expected["hanley_mcneil_se"]!.AsArray())
            SampleSize.HanleyMcNeil(Value(row!["A"]), row["n1"]!.GetValue<long>(), row["n0"]!.GetValue<long>()).ShouldAgreeWith(row["se"]);
        foreach (var row in expected["mcnemar_connor"]!.AsArray())
            SampleSize.Connor(Value(row!["p10"]), Value(row["p01"])).ShouldBe(row["n_pairs"]!.GetValue<long>());
        foreach (var row in expected["wilson_half_width_n"]!.AsArray())
            SampleSize.ForProportion(Value(row!["p"]), Value(row["half"])).Exact.ShouldAgreeWith(row["n_normal"]);

        static double Value(System.Text.Json.Nodes.JsonNode? node) => node!.GetValue<double>();
    }

    [Theory]
    [InlineData("--design buderer --sensitivity 1.2 --half-width 0.05 --prevalence 0.2", "--sensitivity")]
    [InlineData("--design buderer --sensitivity 0.9 --half-width 0 --prevalence 0.2", "--half-width")]
    [InlineData("--design buderer --sensitivity 0.9 --half-width 0.05", "--prevalence")]
    [InlineData("--design buderer --sensitivity 0.9 --half-width 0.05 --prevalence 0.2 --auc 0.8", "--auc")]
    [InlineData("--design hanley-mcneil --auc 0.9 --n-positive 0 --n-negative 3", "--n-positive")]
    [InlineData("--design connor --p10 0.8 --p01 0.3", "together")]
    [InlineData("--design other", "--design")]
    [InlineData("--sensitivity 0.9", "--design")]
    public void Command_OnABadOption_NamesIt(string options, string message) =>
        MethodsCli.Run(["sample-size", .. CommandLine.Split(options)]).ShouldFail(2, message);

    [Fact]
    public void Command_OnEqualShares_IsUndefined() => MethodsCli.Run("sample-size", "--design", "connor", "--p10", "0.1", "--p01", "0.1").ShouldFail(1, "p10");

    [Fact]
    public void Command_WithoutSpecificity_GivesItsSizesAsNull()
    {
        var result = MethodsCli.Run("sample-size", "--design", "buderer", "--sensitivity", "0.9", "--half-width", "0.05", "--prevalence", "0.2").Result();

        result["n_healthy"].ShouldBeNull();
        result["reason"].ShouldNotBeNull();
    }
}
