using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;
using Hengjian.Tests.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Agreement;

public sealed class KendallWTests
{
    // Six applicants by three executives, Siegel, Nonparametric Statistics (1956), chapter 9: rank sums 8, 14, 11, 11, 11, 8 give s = 25.5, W = 0.16.
    static readonly double[][] Executives = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]];

    [Fact]
    public void Analyse_OnSiegelsExecutives_GivesThePublishedW() => Math.Round(KendallW.Analyse(Executives).W, 2).ShouldBe(0.16);

    [Fact]
    public void Analyse_WithoutTies_IsTheSameUncorrected()
    {
        var result = KendallW.Analyse(Executives);

        result.WUncorrected.ShouldBe(result.W);
    }

    [Fact]
    public void Analyse_OnSiegelsExecutives_RelatesToTheMeanSpearman()
    {
        // Mean rank correlation of all pairs = (kW − 1)/(k − 1).
        double[] rho = [Spearman(0, 1), Spearman(0, 2), Spearman(1, 2)];

        rho.Average().ShouldBe((3 * KendallW.Analyse(Executives).W - 1) / 2, 1e-14);

        static double Spearman(int a, int b) => 1 - 6 * Executives[a].Zip(Executives[b], (x, y) => (x - y) * (x - y)).Sum() / (6 * 35.0);
    }

    [Fact]
    public void Analyse_OnIdenticalRankings_IsOne() => KendallW.Analyse([[1, 2, 3], [10, 20, 30]]).W.ShouldBe(1);

    [Fact]
    public void Analyse_OnIdenticalRankingsWithTies_IsOne() => KendallW.Analyse([[1, 2, 2, 3], [1, 2, 2, 3], [1, 2, 2, 3]]).W.ShouldBe(1, 1e-15);

    [Fact]
    public void Analyse_OnOppositeRankings_IsZero() => KendallW.Analyse([[1, 2, 3], [3, 2, 1]]).W.ShouldBe(0);

    [Fact]
    public void Analyse_OnChiSquare_HasItsTail()
    {
        var result = KendallW.Analyse(Executives);

        (result.ChiSquare, result.DegreesOfFreedom).ShouldBe((3 * 5 * result.W, 5));
        result.P.ShouldBe(Distributions.ChiSquareUpper(result.ChiSquare, 5));
    }

    [Fact]
    public void Analyse_OnARaterWhoTiesAll_CorrectsForIt() => KendallW.Analyse([[1, 2, 3], [5, 5, 5]]).W.ShouldBe(0.5, 1e-15);

    [Fact]
    public void Analyse_WhereAllRatersTieAll_IsUndefined() => Should.Throw<UndefinedResultException>(() => KendallW.Analyse([[1, 1, 1], [5, 5, 5]]));

    [Fact]
    public void Command_OnSharedAnxiety_AgreesWithIrr()
    {
        var expected = ReferenceTable.Of("kappa_weighted_kendall_anxiety");

        var actual = MethodsCli.Run(
            "kendall-w", "--data", ReferenceTable.Csv("kappa_weighted_kendall_anxiety"), "--raters", "rater1,rater2,rater3").Result();

        actual["w"].ShouldAgreeWith(expected["kendall_W_tie_corrected"]);
        actual["w_uncorrected"].ShouldAgreeWith(expected["kendall_W_uncorrected"]);
        actual["chi2"].ShouldAgreeWith(expected["kendall_chisq"]);
        actual["p"].ShouldAgreeWith(expected["kendall_p"]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "kendall-w --raters a,b", "too few rows")]
    [InlineData("a,b\n1,2\n2,3\n", "kendall-w --raters a", "--raters")]
    [InlineData("a,b\n1,2\nx,3\n", "kendall-w --raters a,b", "row 3, column \"a\"")]
    public void Command_OnUnfitData_SaysWhy(string csv, string command, string message) => MethodsCli.RunOn(csv, command).ShouldFail(2, message);

    [Fact]
    public void Command_WhereAllRatersTieAll_ExitsWithOne() => MethodsCli.RunOn("a,b\n1,2\n1,2\n", "kendall-w --raters a,b").ShouldFail(1, "zero variance");
}
