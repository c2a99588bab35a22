using System.Text.Json.Nodes;

namespace Hengjian.Tests.Monitoring;

public sealed class MonitoringReferenceTables
{
    const string CusumData = "spc_cusum_ewma_montgomery_t91";
    const string DriftData = "drift_breast_cancer";

    [Fact]
    public void PChart_OrangeJuiceCans_HasTheLimitsOfQcc()
    {
        var phase1 = ReferenceTable.Expected("spc_pchart_orangejuice")["phase1"]!;
        var chart = ReferenceTable.Run("spc_pchart_orangejuice", "p-chart --events D --sizes size --phase1 trial");

        ReferenceTable.ShouldAgree(
            new JsonArray(chart["center"]!.DeepClone(), chart["points"]![0]!["lcl"]!.DeepClone(), chart["points"]![0]!["ucl"]!.DeepClone()),
            new JsonArray(phase1["center"]!.DeepClone(), phase1["lcl"]!.DeepClone(), phase1["ucl"]!.DeepClone()));
    }

    [Fact]
    public void PChart_OrangeJuiceCans_SignalsWhereMontgomeryAndPhaseTwoDo() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Run("spc_pchart_orangejuice", "p-chart --events D --sizes size --phase1 trial")["beyond"],
            ReferenceTable.Expected("spc_pchart_orangejuice")["phase2_beyond_index"]);

    [Theory]
    [InlineData("c_plus")]
    [InlineData("c_minus")]
    public void Cusum_MontgomeryTable91_HasThePrintedSums(string sum) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(CusumData, "cusum --value x --mean 10 --sd 1")["points"], sum),
            ReferenceTable.Expected(CusumData)["cusum"]![sum]);

    [Fact]
    public void Cusum_MontgomeryTable91_SignalsFirstAtPoint29() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Run(CusumData, "cusum --value x --mean 10 --sd 1")["first_signal"],
            ReferenceTable.Expected(CusumData)["cusum"]!["published_first_signal"]);

    [Theory]
    [InlineData("z")]
    [InlineData("lcl")]
    [InlineData("ucl")]
    public void Ewma_MontgomeryTable91_HasTheReferenceValues(string key) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(CusumData, "ewma --value x --mean 10 --sd 1 --lambda 0.1 --width 2.7")["points"], key),
            ReferenceTable.Expected(CusumData)["ewma"]![key]);

    [Theory]
    [InlineData("bh", "bh_adjusted")]
    [InlineData("by", "by")]
    [InlineData("holm", "holm")]
    [InlineData("bonferroni", "bonferroni")]
    public void PAdjust_BenjaminiHochberg1995_HasTheAdjustedValuesOfR(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run("bh_1995", "p-adjust --p p")["rows"], key),
            ReferenceTable.Expected("bh_1995")[referenceKey]);

    [Theory]
    [InlineData("bh", "rejected_bh_0.05")]
    [InlineData("bonferroni", "rejected_bonferroni_0.05")]
    public void PAdjust_BenjaminiHochberg1995_RejectsAsPublished(string key, string referenceKey) =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Run("bh_1995", "p-adjust --p p")["rejected"]![key],
            ReferenceTable.Expected("bh_1995")[referenceKey]);

    [Theory]
    [InlineData("unshifted", "--window window --reference ref --current cur")]
    [InlineData("by_label_benign_vs_malignant", "--window target --reference 1 --current 0")]
    public void Drift_BreastCancer_HasTheMeasuresOfNumPyAndSciPy(string comparison, string windows)
    {
        var expected = ReferenceTable.Expected(DriftData)[comparison]!;
        var drift = ReferenceTable.Run(DriftData, "drift --value mean_radius " + windows);

        ReferenceTable.ShouldAgree(
            new JsonArray(
                drift["psi"]!["value"]!.DeepClone(),
                drift["jensen_shannon"]!["distance_base2"]!.DeepClone(),
                drift["jensen_shannon"]!["divergence_nats"]!.DeepClone(),
                drift["ks"]!["d"]!.DeepClone(),
                drift["ks"]!["p_exact"]!.DeepClone(),
                drift["wasserstein"]!.DeepClone(),
                drift["mmd"]!["bandwidth"]!.DeepClone(),
                drift["mmd"]!["mmd2_unbiased"]!.DeepClone(),
                drift["mmd"]!["mmd2_biased"]!.DeepClone()),
            new JsonArray(
                expected["psi_decile_of_reference"]!.DeepClone(),
                expected["js_distance_base2"]!.DeepClone(),
                expected["js_divergence_nat"]!.DeepClone(),
                expected["ks_D"]!.DeepClone(),
                expected["ks_p_exact"]!.DeepClone(),
                expected["wasserstein"]!.DeepClone(),
                expected["mmd_rbf"]!["median_sq_dist"]!.DeepClone(),
                expected["mmd_rbf"]!["mmd2_unbiased"]!.DeepClone(),
                expected["mmd_rbf"]!["mmd2_biased"]!.DeepClone()));
    }

    [Fact]
    public void Drift_BreastCancer_HasTheReferenceShares() =>
        ReferenceTable.ShouldAgree(
            ReferenceTable.Pluck(ReferenceTable.Run(DriftData, "drift --value mean_radius --window target --reference 1 --current 0")["psi"]!["bins"], "reference"),
            ReferenceTable.Expected(DriftData)["by_label_benign_vs_malignant"]!["ref_props"]);
}
