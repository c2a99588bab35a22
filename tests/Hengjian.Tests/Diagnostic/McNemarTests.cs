using Hengjian.Methods.Common;
using Hengjian.Methods.Diagnostic;
using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Diagnostic;

public sealed class McNemarTests
{
    // Approval ratings, Agresti, Categorical Data Analysis (1990) p. 350.
    static readonly PairedTable Approval = new(794, 150, 86, 570);

    [Fact]
    public void Test_OnAgrestisTable_GivesTheStatistic() => McNemar.Test(Approval).ChiSquare!.Value.ShouldBe(4096.0 / 236, 1e-13);

    [Fact]
    public void Test_OnAgrestisTable_GivesTheCorrectedStatistic() => McNemar.Test(Approval).ChiSquareCorrected!.Value.ShouldBe(3969.0 / 236, 1e-13);

    [Fact]
    public void Test_OnAgrestisTable_AgreesWithTheReference()
    {
        var expected = ReferenceTable.Of("mcnemar_tables")["approval"]!;
        var actual = McNemar.Test(Approval);

        actual.P!.Value.ShouldAgreeWith(expected["p"]);
        actual.PCorrected!.Value.ShouldAgreeWith(expected["p_cc"]);
        actual.PExact.ShouldAgreeWith(expected["exact_p"]);
        actual.PMid.ShouldAgreeWith(expected["midp"]);
    }

    // R 4.2.2: binom.test(6, 22); SciPy: 2*binom.cdf(5, 22, .5) + binom.pmf(6, 22, .5)
    [Fact]
    public void Test_OnSixAndSixteen_GivesTheExactP() => McNemar.Test(new PairedTable(10, 6, 16, 20)).PExact.ShouldBeNear(0.052478790283203125);

    [Fact]
    public void Test_OnSixAndSixteen_GivesTheMidP() => McNemar.Test(new PairedTable(10, 6, 16, 20)).PMid.ShouldBeNear(0.03468966484069824);

    [Fact]
    public void Test_WithoutDisagreement_HasNoStatistic() => McNemar.Test(new PairedTable(5, 0, 0, 7)).ChiSquare.ShouldBeNull();

    [Fact]
    public void Test_WithoutDisagreement_HasExactAndMidPOfOne()
    {
        var result = McNemar.Test(new PairedTable(5, 0, 0, 7));

        (result.PExact, result.PMid).ShouldBe((1, 1));
    }

    [Fact]
    public void Test_OnEqualDisagreement_HasNoCorrectedStatistic() => McNemar.Test(new PairedTable(1, 4, 4, 1)).ChiSquareCorrected.ShouldBe(0);

    [Fact]
    public void Test_OnEqualDisagreement_HasExactPOfOne() => McNemar.Test(new PairedTable(1, 4, 4, 1)).PExact.ShouldBe(1);

    [Fact]
    public void Test_OnEqualDisagreement_HasMidPOfOne() => McNemar.Test(new PairedTable(1, 4, 4, 1)).PMid.ShouldBe(1, 1e-14);

    [Fact]
    public void Test_OnEveryTable_IsSymmetricInTheDisagreements() => ForEveryTable((b, c) =>
        McNemar.Test(new PairedTable(1, b, c, 2)).ShouldBe(McNemar.Test(new PairedTable(1, c, b, 2)) with { Table = new PairedTable(1, b, c, 2) }));

    [Fact]
    public void Test_OnEveryTable_HasAMidPNotAboveTheExactP() => ForEveryTable((b, c) =>
    {
        var result = McNemar.Test(new PairedTable(0, b, c, 0));
        result.PMid.ShouldBeLessThanOrEqualTo(result.PExact);
    });

    [Fact]
    public void Test_OnEveryTable_HasTheExactPOfSummedCoinTosses() => ForEveryTable((b, c) =>
        McNemar.Test(new PairedTable(0, b, c, 0)).PExact.ShouldBe(Math.Min(1, 2 * Tosses(b + c, Math.Min(b, c))), 1e-12));

    [Fact]
    public void Test_OnANegativeCell_IsRefused() => Should.Throw<BadInputException>(() => McNemar.Test(new PairedTable(0, -1, 0, 0)));

    [Fact]
    public void PairedTable_OfColumns_PutsOneBeforeZero() =>
        PairedTable.Of([true, true, true, false], [true, false, false, true]).ShouldBe(new PairedTable(1, 2, 1, 0));

    [Fact]
    public void Command_OnPairs_CountsTheTable()
    {
        var row = MethodsCli.ResultOn("a,b\n1,0\n1,0\n0,1\n1,1\n", "mcnemar --first a --second b")["rows"]![0]!;

        (row["n11"]!.GetValue<int>(), row["n12"]!.GetValue<int>(), row["n21"]!.GetValue<int>(), row["n22"]!.GetValue<int>()).ShouldBe((1, 2, 1, 0));
    }

    [Fact]
    public void Command_WithoutDisagreement_GivesTheReason() =>
        MethodsCli.ResultOn("a,b,c,d\n3,0,0,4\n", "mcnemar --n11 a --n12 b --n21 c --n22 d")["rows"]![0]!["reason"]!.GetValue<string>()
            .ShouldBe("no pair disagrees");

    [Theory]
    [InlineData("mcnemar", "one of the two forms")]
    [InlineData("mcnemar --first a", "--second")]
    [InlineData("mcnemar --first a --second b --n11 a", "one of the two forms")]
    [InlineData("mcnemar --n11 a --n12 b --n21 c", "--n22")]
    public void Command_WithHalfAForm_SaysWhatIsMissing(string command, string message) =>
        MethodsCli.RunOn("a,b,c,d\n1,0,0,0\n", command).ShouldFail(2, message);

    static double Tosses(long n, long atMost)
    {
        double probability = Math.Pow(0.5, n), sum = 0;
        for (var k = 0; k <= atMost; k++)
        {
            sum += probability;
            probability *= (double)(n - k) / (k + 1);
        }
        return sum;
    }

    static void ForEveryTable(Action<long, long> check)
    {
        for (var b = 0; b <= 15; b++)
        {
            for (var c = 0; c <= 15; c++)
                check(b, c);
        }
    }
}
