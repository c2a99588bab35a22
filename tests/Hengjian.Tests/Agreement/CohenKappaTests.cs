using Hengjian.Methods.Agreement;
using Hengjian.Methods.Common;
using Hengjian.Tests.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Agreement;

public sealed class CohenKappaTests
{
    // Diagnoses of 100 patients by two psychiatrists, Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (2003), Table 18.1.
    static readonly long[,] Diagnoses = { { 75, 1, 4 }, { 5, 4, 1 }, { 0, 0, 10 } };

    // statsmodels 0.13.5: cohens_kappa(table, wt): kappa, std_kappa, z_value
    [Theory]
    [InlineData(KappaWeights.None, 0.676470588235294, 0.08770295347521254, 8.879051519545088)]
    [InlineData(KappaWeights.Linear, 0.7222222222222223, 0.08430095392318866, 8.22009543148435)]
    [InlineData(KappaWeights.Quadratic, 0.7553191489361702, 0.08670713249380735, 7.633526062571602)]
    public void FromTable_OnFleissTable_AgreesWithStatsmodels(KappaWeights weights, double kappa, double error, double z)
    {
        var result = CohenKappa.FromTable(Diagnoses, weights);

        result.Kappa.ShouldBeNear(kappa);
        result.StandardError.ShouldBeNear(error);
        result.Z!.Value.ShouldBeNear(z);
    }

    [Fact]
    public void FromTable_OnFleissTable_GivesTheIntervalOfStatsmodels()
    {
        var interval = CohenKappa.FromTable(Diagnoses).Interval;

        interval.Low.ShouldBeNear(0.5045759580860855);
        interval.High.ShouldBeNear(0.8483652183845026);
    }

    [Fact]
    public void FromTable_OnFleissTable_GivesTheTailOfZ() => CohenKappa.FromTable(Diagnoses).P!.Value.ShouldBeNear(6.743287254207236e-19, 1e-7);

    // scikit-learn 1.2.1: cohen_kappa_score(a, b, weights)
    [Theory]
    [InlineData(KappaWeights.None, 0.5522388059701492)]
    [InlineData(KappaWeights.Linear, 0.6590909090909092)]
    [InlineData(KappaWeights.Quadratic, 0.7692307692307692)]
    public void FromRatings_OnTenSubjects_AgreesWithScikitLearn(KappaWeights weights, double kappa) =>
        CohenKappa.FromRatings(Labels("1223312311"), Labels("1233212321"), weights).Kappa.ShouldBeNear(kappa);

    [Fact]
    public void Command_OnSharedAnxiety_AgreesWithIrr()
    {
        foreach (var (weights, key) in new[] { ("none", "unweighted"), ("linear", "linear"), ("quadratic", "quadratic") })
        {
            var expected = ReferenceTable.Of("kappa_weighted_kendall_anxiety")["kappa_r1_r2"]![key]!;
            var actual = MethodsCli.Run(
                "cohen-kappa", "--data", ReferenceTable.Csv("kappa_weighted_kendall_anxiety"), "--raters", "rater1,rater2", "--weights", weights).Result();
            actual["kappa"].ShouldAgreeWith(expected["kappa"]);
            actual["z"].ShouldAgreeWith(expected["z"]);
            actual["p"].ShouldAgreeWith(expected["p"]);
        }
    }

    [Fact]
    public void Command_OnSharedAnxiety_AgreesOnTheOtherPair() =>
        MethodsCli.Run(
            "cohen-kappa", "--data", ReferenceTable.Csv("kappa_weighted_kendall_anxiety"), "--raters", "rater2,rater3", "--weights", "quadratic")
            .Result()["kappa"].ShouldAgreeWith(ReferenceTable.Of("kappa_weighted_kendall_anxiety")["kappa_r2_r3_quadratic"]);

    [Fact]
    public void FromTable_OnPerfectAgreement_IsOneWithoutError()
    {
        var result = CohenKappa.FromTable(new long[,] { { 3, 0, 0 }, { 0, 4, 0 }, { 0, 0, 5 } });

        (result.Kappa, result.StandardError, result.Interval).ShouldBe((1, 0, new Interval(1, 1)));
    }

    [Fact]
    public void FromTable_OnIndependentRaters_IsZero() =>
        CohenKappa.FromTable(new long[,] { { 6, 3 }, { 4, 2 } }).Kappa.ShouldBe(0, 1e-15);

    [Fact]
    public void FromTable_OnTransposedTables_IsTheSame() => ForRandomTables((table, weights) =>
    {
        var (direct, transposed) = (CohenKappa.FromTable(table, weights), CohenKappa.FromTable(Transpose(table), weights));
        transposed.Kappa.ShouldBe(direct.Kappa, 1e-13);
        transposed.StandardError.ShouldBe(direct.StandardError, 1e-13);
    });

    [Fact]
    public void FromTable_OnReversedScales_IsTheSame() => ForRandomTables((table, weights) =>
        CohenKappa.FromTable(Reverse(table), weights).Kappa.ShouldBe(CohenKappa.FromTable(table, weights).Kappa, 1e-13));

    [Fact]
    public void FromTable_OnDoubledCounts_KeepsKappaAndDividesTheErrorByRootTwo() => ForRandomTables((table, weights) =>
    {
        var doubled = (long[,])table.Clone();
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
                doubled[i, j] *= 2;
        }
        var (once, twice) = (CohenKappa.FromTable(table, weights), CohenKappa.FromTable(doubled, weights));
        twice.Kappa.ShouldBe(once.Kappa, 1e-13);
        twice.StandardError.ShouldBe(once.StandardError / Math.Sqrt(2), 1e-13);
    });

    [Fact]
    public void FromTable_WithTwoCategories_IgnoresTheWeights()
    {
        long[,] table = { { 20, 5 }, { 10, 15 } };

        CohenKappa.FromTable(table, KappaWeights.Quadratic).ShouldBe(CohenKappa.FromTable(table));
        CohenKappa.FromTable(table).Kappa.ShouldBe(0.4, 1e-15);
    }

    [Fact]
    public void FromTable_OnBothAgreements_ReportsThem()
    {
        var result = CohenKappa.FromTable(new long[,] { { 20, 5 }, { 10, 15 } });

        result.ObservedAgreement.ShouldBe(0.7, 1e-15);
        result.ExpectedAgreement.ShouldBe(0.5, 1e-15);
    }

    [Fact]
    public void FromTable_OnANearlyPerfectMillion_KeepsItsDigits()
    {
        // κ = 1 − Dₒ/Dₑ with Dₒ = 1/n and Dₑ = 2(1/n)(1 − 1/n) − …, by whole numbers: rows (n−1, 1), columns (n, 0).
        var result = CohenKappa.FromTable(new long[,] { { 999_998, 1 }, { 0, 1 } });

        result.Kappa.ShouldBeNear(1 - 1e-6 / ((999_999.0 * 2 + 999_998.0) / 1e12), 1e-12);
    }

    [Fact]
    public void FromRatings_OnANamedButUnusedCategory_CountsItInTheWeights()
    {
        string[] first = [.. Labels("1122")], second = [.. Labels("1212")];
        var four = Categories.Named(["1", "2", "3", "4"]);

        CohenKappa.FromRatings(first, second, KappaWeights.Linear, four).ObservedAgreement.ShouldBe(1 - 0.5 / 3, 1e-15);
        CohenKappa.FromRatings(first, second, KappaWeights.Linear).ObservedAgreement.ShouldBe(0.5, 1e-15);
    }

    [Fact]
    public void FromRatings_OnNumberedCategories_OrdersThemAsNumbers() =>
        CohenKappa.FromRatings(["1", "9", "10"], ["1", "10", "10"], KappaWeights.Linear).ObservedAgreement.ShouldBe(1 - 0.5 / 3, 1e-15);

    [Fact]
    public void FromTable_OnOneUsedCategory_IsUndefined() =>
        Should.Throw<UndefinedResultException>(() => CohenKappa.FromTable(new long[,] { { 0, 0 }, { 0, 9 } }));

    [Fact]
    public void FromTable_WhereARaterIsConstant_HasNoZ() => CohenKappa.FromTable(new long[,] { { 4, 3 }, { 0, 0 } }).Z.ShouldBeNull();

    [Fact]
    public void FromTable_WhereTheRatersShareNoCategory_HasNoZ() =>
        CohenKappa.FromTable(new long[,] { { 0, 0, 3, 1 }, { 0, 0, 1, 4 }, { 0, 0, 0, 0 }, { 0, 0, 0, 0 } }).Z.ShouldBeNull();

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void FromTable_ThatIsNotSquare_IsRefused(int rows, int columns) =>
        Should.Throw<BadInputException>(() => CohenKappa.FromTable(new long[rows, columns]));

    [Fact]
    public void FromTable_WithoutCounts_IsRefused() => Should.Throw<BadInputException>(() => CohenKappa.FromTable(new long[2, 2]));

    [Fact]
    public void FromTable_OnANegativeCount_IsRefused() => Should.Throw<BadInputException>(() => CohenKappa.FromTable(new long[,] { { 3, -1 }, { 1, 1 } }));

    [Fact]
    public void Command_OnATable_AgreesWithTheRatings()
    {
        var fromTable = MethodsCli.ResultOn("r,c,k\na,a,2\na,b,1\nb,b,1\nb,a,0\n", "cohen-kappa --row r --column c --count k");
        var fromRatings = MethodsCli.ResultOn("x,y\na,a\na,a\na,b\nb,b\n", "cohen-kappa --raters x,y");

        fromTable["kappa"]!.GetValue<double>().ShouldBe(fromRatings["kappa"]!.GetValue<double>());
        fromTable["n"]!.GetValue<int>().ShouldBe(4);
    }

    [Fact]
    public void Command_OnATableWithAnEmptyCategory_LeavesItOut() =>
        MethodsCli.ResultOn("r,c,k\n1,1,2\n1,2,1\n2,2,1\n3,3,0\n", "cohen-kappa --row r --column c --count k --weights linear")["categories"]!
            .AsArray().Count.ShouldBe(2);

    [Fact]
    public void Command_OnATableWithARepeatedCell_AddsItUp() =>
        MethodsCli.ResultOn("r,c,k\n1,1,2\n1,1,3\n1,2,1\n2,2,1\n", "cohen-kappa --row r --column c --count k")["n"]!.GetValue<int>().ShouldBe(7);

    [Fact]
    public void Command_OnOneCategory_ExitsWithOne() => MethodsCli.RunOn("x,y\na,a\na,a\n", "cohen-kappa --raters x,y").ShouldFail(1, "expected agreement is 1");

    [Fact]
    public void Command_OnAConstantRater_GivesNullWithReason()
    {
        var result = MethodsCli.ResultOn("x,y\na,a\na,b\n", "cohen-kappa --raters x,y");

        result["z"].ShouldBeNull();
        result["reason"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("cohen-kappa --raters x", "--raters")]
    [InlineData("cohen-kappa --raters x,y,z", "--raters")]
    [InlineData("cohen-kappa", "one of the two forms")]
    [InlineData("cohen-kappa --row x --column y", "--count")]
    [InlineData("cohen-kappa --raters x,y --categories a,b", "row 3, column \"y\"")]
    [InlineData("cohen-kappa --raters x,y --categories 1,1.0", "--categories")]
    [InlineData("cohen-kappa --raters x,y --weights cubic", "--weights")]
    public void Command_OnAFormThatDoesNotFit_SaysSo(string command, string message) =>
        MethodsCli.RunOn("x,y,z\na,b,a\nb,c,a\n", command).ShouldFail(2, message);

    static IReadOnlyList<string> Labels(string digits) => [.. digits.Select(digit => digit.ToString())];

    static long[,] Transpose(long[,] table) => Map(table, (i, j) => (j, i));

    static long[,] Reverse(long[,] table) => Map(table, (i, j) => (2 - i, 2 - j));

    static long[,] Map(long[,] table, Func<int, int, (int, int)> to)
    {
        var mapped = new long[3, 3];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var (row, column) = to(i, j);
                mapped[row, column] = table[i, j];
            }
        }
        return mapped;
    }

    static void ForRandomTables(Action<long[,], KappaWeights> check)
    {
        var random = new SeededRandom(3);
        for (var run = 0; run < 100; run++)
        {
            var table = new long[3, 3];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                    table[i, j] = random.NextInt32(i == j ? 12 : 5);
            }
            table[0, 0]++;
            table[1, 1]++;
            check(table, (KappaWeights)(run % 3));
        }
    }
}
