using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Monitoring;

public sealed class MonitoringCommandTests
{
    const string Counts = "month,x,n\n1,1,10\n2,,10\n3,9,10\n";
    const string Windows = "w,v\na,1\na,2\nb,2\nc,oops\n";
    const string Drift = "drift --value v --window w --reference a --current b";

    [Fact]
    public void PChart_DroppedRow_KeepsTheNumbersOfTheOthers()
    {
        var result = MethodsCli.ResultOn(Counts, "p-chart --events x --sizes n");

        result["points"]![1]!["index"]!.GetValue<int>().ShouldBe(3);
        result["n_dropped"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public void PChart_MoreEventsThanUnits_NamesTheCell() =>
        MethodsCli.RunOn("x,n\n1,10\n11,10\n", "p-chart --events x --sizes n").ShouldFail(2, "row 3, column \"x\": more events than the size of the sample, \"11\"");

    [Fact]
    public void PChart_FractionalCount_IsRefused() =>
        MethodsCli.RunOn("x,n\n1.5,10\n", "p-chart --events x --sizes n").ShouldFail(2, "row 2, column \"x\"");

    [Fact]
    public void PChart_EmptySample_IsRefused() =>
        MethodsCli.RunOn("x,n\n0,0\n", "p-chart --events x --sizes n").ShouldFail(2, "row 2, column \"n\"");

    [Fact]
    public void PChart_NoRowInPhaseOne_IsRefused() =>
        MethodsCli.RunOn("x,n,p\n1,10,FALSE\n", "p-chart --events x --sizes n --phase1 p").ShouldFail(2, "column \"p\": no row belongs to phase 1");

    [Fact]
    public void LaneyPChart_NoEvents_IsUndefined() =>
        MethodsCli.RunOn("x,n\n0,10\n0,10\n", "laney-p-chart --events x --sizes n").ShouldFail(1, "no variance");

    [Fact]
    public void LaneyPChart_RunLength_SetsFromWhereARunIsListed()
    {
        var result = MethodsCli.ResultOn("x,n\n1,10\n2,10\n9,10\n8,10\n7,10\n", "laney-p-chart --events x --sizes n --run-length 3");

        result["runs"]!.AsArray().Select(index => index!.GetValue<int>()).ShouldBe([5]);
    }

    [Fact]
    public void Ewma_LambdaOutOfRange_IsLaidToTheOption() =>
        MethodsCli.RunOn("v\n1\n2\n", "ewma --value v --lambda 1.5").ShouldFail(2, "--lambda: must lie in (0, 1], \"1.5\"");

    [Fact]
    public void Cusum_SpreadBeyondADouble_IsUndefined() =>
        MethodsCli.RunOn("v\n1e308\n-1e308\n1e308\n", "cusum --value v").ShouldFail(1, "exceeds the range of a double");

    [Fact]
    public void Drift_TextInAWindow_NamesItsLineInTheFile() =>
        MethodsCli.RunOn("w,v\na,1\na,2\nb,3\nb,oops\n", Drift).ShouldFail(2, "row 5, column \"v\": not a number, \"oops\"");

    [Fact]
    public void UChart_NegativeExposure_IsRefused() =>
        MethodsCli.RunOn("x,t\n1,-2\n", "u-chart --events x --exposure t").ShouldFail(2, "row 2, column \"t\": must be above 0, \"-2\"");

    [Fact]
    public void Ewma_ConstantValues_AreUndefined() => MethodsCli.RunOn("v\n2\n2\n", "ewma --value v").ShouldFail(1, "do not vary");

    [Fact]
    public void Ewma_LambdaAboveOne_IsRefused() => MethodsCli.RunOn("v\n1\n2\n", "ewma --value v --lambda 1.5").ShouldFail(2, "lambda");

    [Fact]
    public void Ewma_Subgroups_ArePointsInTheOrderOfTheirFirstRow()
    {
        var result = MethodsCli.ResultOn("g,v\nb,1\na,5\nb,3\na,6\n", "ewma --value v --subgroup g --lambda 1");

        result["subgroups"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["b", "a"]);
        result["points"]![0]!["z"]!.GetValue<double>().ShouldBe(2);
    }

    [Fact]
    public void Ewma_SubgroupOfOne_IsNamed() =>
        MethodsCli.RunOn("g,v\na,1\na,2\nb,3\n", "ewma --value v --subgroup g").ShouldFail(2, "row 4, column \"g\"");

    [Fact]
    public void Ewma_SubgroupPartlyInPhaseOne_IsNamed() =>
        MethodsCli.RunOn("g,v,p\na,1,1\na,2,0\nb,3,1\nb,4,1\n", "ewma --value v --subgroup g --phase1 p").ShouldFail(2, "row 2, column \"g\"");

    [Fact]
    public void Cusum_WithoutASignal_SaysNull()
    {
        var result = MethodsCli.ResultOn("v\n1\n2\n", "cusum --value v");

        result["first_signal"].ShouldBeNull();
        result["signals"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Cusum_OneRowWithoutASigma_IsTooFew() => MethodsCli.RunOn("v\n1\n", "cusum --value v").ShouldFail(2, "at least two values");

    [Theory]
    [InlineData("2", "0.5", "row 2, column \"y\"")]
    [InlineData("1", "1", "row 2, column \"r\"")]
    [InlineData("1", "0", "row 2, column \"r\"")]
    public void RiskAdjustedCusum_ValueOutOfRange_IsNamed(string outcome, string risk, string place) =>
        MethodsCli.RunOn($"y,r\n{outcome},{risk}\n", "ra-cusum --outcome y --risk r").ShouldFail(2, place);

    [Fact]
    public void RiskAdjustedCusum_OddsRatioOfOne_IsRefused() =>
        MethodsCli.RunOn("y,r\n1,0.5\n", "ra-cusum --outcome y --risk r --odds-ratio-up 1").ShouldFail(2, "--odds-ratio-up");

    [Fact]
    public void RiskAdjustedCusum_Maximum_IsAtADataRow() =>
        MethodsCli.ResultOn("y,r\n0,0.5\n1,0.5\n", "ra-cusum --outcome y --risk r")["maximum_at"]!.GetValue<int>().ShouldBe(2);

    [Fact]
    public void Funnel_DuplicateId_NamesTheSecond() =>
        MethodsCli.RunOn("i,x,n\na,1,5\na,2,5\n", "funnel --id i --events x --trials n").ShouldFail(2, "row 3, column \"i\": duplicate id, \"a\"");

    [Fact]
    public void Funnel_NoEvents_IsUndefined() => MethodsCli.RunOn("x,n\n0,5\n0,5\n", "funnel --events x --trials n").ShouldFail(1, "no variance");

    [Fact]
    public void Funnel_BenchmarkOfOne_IsRefused() =>
        MethodsCli.RunOn("x,n\n1,5\n", "funnel --events x --trials n --benchmark 1").ShouldFail(2, "--benchmark");

    [Fact]
    public void PAdjust_MissingValue_IsRefused() => MethodsCli.RunOn("p\n0.1\nNA\n", "p-adjust --p p").ShouldFail(2, "row 3, column \"p\"");

    [Fact]
    public void Drift_OtherWindows_AreNeitherUsedNorRead()
    {
        var result = MethodsCli.ResultOn(Windows, Drift);

        (result["n"]!.GetValue<int>(), result["n_reference"]!.GetValue<int>(), result["n_current"]!.GetValue<int>()).ShouldBe((3, 2, 1));
    }

    [Fact]
    public void Drift_ConstantReference_GivesPsiNullWithItsReason()
    {
        var psi = MethodsCli.ResultOn("w,v\na,1\na,1\nb,2\n", Drift)["psi"]!;

        psi["value"].ShouldBeNull();
        psi["reason"]!.GetValue<string>().ShouldContain("constant");
    }

    [Fact]
    public void Drift_MedianDistanceZero_GivesMmdNullWithItsReason()
    {
        var mmd = MethodsCli.ResultOn("w,v\na,1\na,1\nb,1\n", Drift)["mmd"]!;

        mmd["mmd2_unbiased"].ShouldBeNull();
        mmd["reason"]!.GetValue<string>().ShouldContain("median");
    }

    [Fact]
    public void Drift_OneValueInAWindow_SaysWhyTheUnbiasedEstimateIsNull() =>
        MethodsCli.ResultOn(Windows, Drift)["mmd"]!["reason"]!.GetValue<string>().ShouldContain("one value");

    [Fact]
    public void Drift_UnknownWindow_IsNamed() =>
        MethodsCli.RunOn(Windows, "drift --value v --window w --reference a --current z").ShouldFail(2, "column \"w\": no row of this window, \"z\"");

    [Fact]
    public void Drift_SameWindowTwice_IsRefused() =>
        MethodsCli.RunOn(Windows, "drift --value v --window w --reference a --current a").ShouldFail(2, "--current");

    [Fact]
    public void Drift_MixedOptions_AreRefused() => MethodsCli.RunOn(Windows, Drift + " --category w").ShouldFail(2, "--category");

    [Fact]
    public void Drift_NoMode_NamesBoth() => MethodsCli.RunOn(Windows, "drift").ShouldFail(2, "--reference-count");

    [Fact]
    public void Drift_CountsOfOneCategory_HaveNoTest()
    {
        var chi2 = MethodsCli.ResultOn("c,r,k\nx,3,4\n", "drift --category c --reference-count r --current-count k")["chi2"]!;

        chi2["value"].ShouldBeNull();
        chi2["reason"]!.GetValue<string>().ShouldContain("categories");
    }

    [Fact]
    public void Drift_CountsOfAnEmptyWindow_AreUndefined() =>
        MethodsCli.RunOn("c,r,k\nx,3,0\ny,1,0\n", "drift --category c --reference-count r --current-count k").ShouldFail(1, "current");

    [Fact]
    public void Drift_LargeWindows_SayWhyTheExactPIsNull()
    {
        var csv = "w,v\n" + string.Concat(Enumerable.Repeat("a,1\na,2\n", 1600)) + string.Concat(Enumerable.Repeat("b,1\nb,3\n", 1600));

        var test = MethodsCli.ResultOn(csv, Drift)["ks"]!;

        test["p_exact"].ShouldBeNull();
        test["reason"]!.GetValue<string>().ShouldContain("10000000");
    }
}
