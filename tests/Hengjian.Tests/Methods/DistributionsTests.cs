using Hengjian.Methods.Common;

namespace Hengjian.Tests.Methods;

public sealed class DistributionsTests
{
    [Theory]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0.0)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(1e-300, -37.0470962993612)]
    public void NormalQuantile_AgainstSciPy_KeepsItsDigits(double p, double expected) =>
        ShouldAgree(Distributions.NormalQuantile(p), expected);

    [Theory]
    [InlineData(1.0, 0.31731050786291415)]
    [InlineData(8.5, 1.89590696444065e-17)]
    [InlineData(-30.0, 9.813427854295816e-198)]
    public void NormalTwoSided_AgainstSciPy_KeepsItsDigits(double z, double expected) =>
        ShouldAgree(Distributions.NormalTwoSided(z), expected);

    [Theory]
    [InlineData(3.84, 1, 0.05004352124870519)]
    [InlineData(100.0, 3, 1.5541594313896026e-21)]
    [InlineData(0.01, 7.5, 0.9999999998588515)]
    [InlineData(1500.0, 1400.0, 0.031503720989392366)]
    public void ChiSquareUpper_AgainstSciPy_KeepsItsDigits(double x, double df, double expected) =>
        ShouldAgree(Distributions.ChiSquareUpper(x, df), expected);

    [Theory]
    [InlineData(2.0, 10.0, 0.07338803477074039)]
    [InlineData(-40.0, 3.5, 8.766441109373023e-06)]
    [InlineData(1e-05, 7.0, 0.9999923001709835)]
    [InlineData(5.0, 1000000.0, 5.733997870890731e-07)]
    [InlineData(12.0, 100.0, 4.3950877156043564e-21)]
    public void StudentTwoSided_AgainstSciPy_KeepsItsDigits(double t, double df, double expected) =>
        ShouldAgree(Distributions.StudentTwoSided(t, df), expected);

    [Theory]
    [InlineData(0.975, 10.0, 2.2281388519649385)]
    [InlineData(0.025, 1.0, -12.706204736174698)] // −cot(0.025π); SciPy 1.10 has only nine digits here
    [InlineData(0.6, 10000000.0, 0.25334710987600295)]
    [InlineData(1e-12, 7.0, -104.02182926264717)] // R
    public void StudentQuantile_AgainstSciPy_KeepsItsDigits(double p, double df, double expected) =>
        ShouldAgree(Distributions.StudentQuantile(p, df), expected);

    [Theory]
    [InlineData(4.0, 2.0, 20.0, 0.03457161303360778)]
    [InlineData(100.0, 5.0, 300.0, 8.851186109696606e-62)]
    [InlineData(0.2, 7.0, 3.0, 0.9633266457818135)]
    [InlineData(1.01, 10000.0, 10000.0, 0.30941716618727816)]
    public void FUpper_AgainstSciPy_KeepsItsDigits(double f, double df1, double df2, double expected) =>
        ShouldAgree(Distributions.FUpper(f, df1, df2), expected);

    [Theory]
    [InlineData(0.975, 19.0, 40.0, 2.0863642134965388)]
    [InlineData(0.025, 19.0, 38.0, 0.42686027043856856)]
    [InlineData(0.95, 1.0, 2.0, 18.512820512820497)]
    [InlineData(0.5, 3.0, 3.3, 0.9778020732324144)]
    [InlineData(0.999, 10000.0, 50.0, 2.028793719552836)]
    public void FQuantile_AgainstSciPy_KeepsItsDigits(double p, double df1, double df2, double expected) =>
        ShouldAgree(Distributions.FQuantile(p, df1, df2), expected);

    [Theory]
    [InlineData(0.025, 81.0, 183.0, 0.2527367455852713)]
    [InlineData(0.975, 1.0, 100.0, 0.03621669264517641)]
    [InlineData(0.025, 0.1, 3.0, 2.2572530288170913e-17)]
    [InlineData(0.025, 500000.0, 7.0, 0.9999738815497599)]
    [InlineData(0.975, 100001.0, 900000.0, 0.10058964818742365)]
    public void BetaQuantile_AgainstSciPy_KeepsItsDigits(double p, double a, double b, double expected) =>
        ShouldAgree(Distributions.BetaQuantile(p, a, b), expected);

    [Theory]
    [InlineData(3, 20, 0.5, 0.0012884140014648438)]
    [InlineData(0, 1000, 0.01, 4.3171247410658195e-05)]
    [InlineData(499000, 1000000, 0.5, 0.022804149932694757)]
    [InlineData(86, 236, 0.5, 1.8579680697856936e-05)]
    public void BinomialCdf_AgainstSciPy_KeepsItsDigits(long k, long n, double p, double expected) =>
        ShouldAgree(Distributions.BinomialCdf(k, n, p), expected);

    [Theory]
    [InlineData(3, 20, 0.5, 0.0010871887207031228)]
    [InlineData(500000, 1000000, 0.5, 0.0007978843613317499)]
    [InlineData(0, 50, 0.02, 0.36416968008711675)]
    [InlineData(0, 10000000, 2.3e-05, 1.2915773958354595e-100)] // exp(10⁷ · log1p(−2.3e-5))
    [InlineData(7, 7, 0.9, 0.4782969000000001)]
    public void BinomialPmf_AgainstSciPy_KeepsItsDigits(long k, long n, double p, double expected) =>
        ShouldAgree(Distributions.BinomialPmf(k, n, p), expected);

    // R 4.2.2: qchisq(p, df)
    [Theory]
    [InlineData(0.95, 19.0, 30.143527205646159)]
    [InlineData(1e-12, 3.0, 2.4179879427180364e-08)]
    [InlineData(0.999, 0.5, 8.7528885157533711)]
    [InlineData(0.3, 1000000.0, 999257.90262388869)]
    public void ChiSquareQuantile_AgainstR_KeepsItsDigits(double p, double df, double expected) =>
        ShouldAgree(Distributions.ChiSquareQuantile(p, df), expected);

    [Fact]
    public void NormalCritical_AtNinetyFivePercent_HasFullPrecision() => Distributions.NormalCritical(0.95).ShouldBe(1.959963984540054);

    [Fact]
    public void Quantile_Type7_InterpolatesBetweenOrderStatistics() => Quantiles.Type7([1, 2, 4, 8], 0.5).ShouldBe(3);

    // R: quantile(c(1, 2, 4, 8), c(0.1, 0.5, 0.9), type = 9)
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.75, 6.25)]
    [InlineData(0.9, 8)]
    public void Quantile_Type9_InterpolatesBetweenOrderStatistics(double q, double expected) => ShouldAgree(Quantiles.Type9([1, 2, 4, 8], q), expected);

    [Fact]
    public void SeededRandom_SameSeedAndStream_RepeatsAndStreamsDiffer()
    {
        var first = new SeededRandom(7, 3);
        var second = new SeededRandom(7, 3);
        var other = new SeededRandom(7, 4);

        var draws = Enumerable.Range(0, 100).Select(_ => first.NextNormal()).ToArray();

        Enumerable.Range(0, 100).Select(_ => second.NextNormal()).ShouldBe(draws);
        Enumerable.Range(0, 100).Select(_ => other.NextNormal()).ShouldNotBe(draws);
    }

    [Fact]
    public void SeededRandom_Normals_HaveMeanZeroAndVarianceOne()
    {
        var random = new SeededRandom(1);
        var draws = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToArray();

        draws.Average().ShouldBe(0, 0.01);
        draws.Average(x => x * x).ShouldBe(1, 0.015);
        (draws.Count(x => Math.Abs(x) > 1.959963984540054) / 200_000.0).ShouldBe(0.05, 0.002);
    }

    [Fact]
    public void SeededRandom_Integers_FillTheirRangeEvenly()
    {
        var random = new SeededRandom(2);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.NextInt32(7)]++;

        counts.ShouldAllBe(count => count > 9_600 && count < 10_400);
    }

    static void ShouldAgree(double actual, double expected) => actual.ShouldBe(expected, (Math.Abs(expected) * 1e-10) + 1e-300);
}
