using FsCheck.Fluent;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class DistanceTests
{
    // Expected values: NumPy 1.24 and SciPy 1.10.
    static readonly double[] Reference = [1, 2, 2, 3, 3, 3, 4, 5, 7, 9];
    static readonly double[] Current = [2, 3, 4, 4, 6, 8, 8, 10];

    [Fact]
    public void KolmogorovSmirnov_OfTiedSamples_IsSciPys()
    {
        var test = KolmogorovSmirnov.Test(Reference, Current);

        test.D.ShouldBeClose(0.35);
        test.PExact!.Value.ShouldBeClose(0.5422551304904246);
        test.PAsymptotic.ShouldBeClose(0.6476207855790805, 1e-7);
    }

    [Fact]
    public void KolmogorovSmirnov_OfSeparatedSamples_KeepsTheDigitsOfATinyP()
    {
        double[] low = [.. Enumerable.Range(0, 60)], high = [.. Enumerable.Range(100, 50)];

        KolmogorovSmirnov.Test(low, high).PExact!.Value.ShouldBe(3.186853303986417e-32, 1e-41); // 2/C(110, 50)
    }

    [Fact]
    public void KolmogorovSmirnov_OfEqualSamples_IsCertain()
    {
        var test = KolmogorovSmirnov.Test(Reference, Reference);

        test.ShouldBe(new KolmogorovSmirnovResult(0, 1, 1));
    }

    [Fact]
    public void KolmogorovSmirnov_AtTheLargestProduct_IsStillCounted() =>
        KolmogorovSmirnov.Test(new double[5000], new double[2000]).PExact.ShouldBe(1);

    [Fact]
    public void KolmogorovSmirnov_AboveTheLargestProduct_IsNotCounted() =>
        KolmogorovSmirnov.Test(new double[5001], new double[2000]).PExact.ShouldBeNull();

    [Theory]
    [InlineData(0.2, 0.999999999999495)]
    [InlineData(0.5, 0.9639452436648751)]
    [InlineData(0.9999, 0.2701068819688554)]
    [InlineData(1, 0.26999967167735456)]
    [InlineData(1.5, 0.022217962616525127)]
    [InlineData(4, 2.532833109818835e-14)]
    public void AsymptoticTail_OnBothSidesOfOne_IsSciPys(double lambda, double expected) =>
        KolmogorovSmirnov.AsymptoticTail(lambda).ShouldBe(expected, expected * 1e-12);

    [Fact]
    public void KolmogorovSmirnov_ExactTail_IsTheShareOfAllOrders()
    {
        // All C(8, 4) = 70 orders of four and four values, counted one by one.
        var distances = Enumerable.Range(0, 256).Where(mask => int.PopCount(mask) == 4).Select(LargestDistance).ToArray();

        for (var distance = 1; distance <= 16; distance++)
            KolmogorovSmirnov.ExactTail(4, 4, distance).ShouldBeClose(distances.Count(one => one >= distance) / 70.0);

        static int LargestDistance(int mask)
        {
            int first = 0, second = 0, largest = 0;
            for (var step = 0; step < 8; step++)
            {
                if ((mask >> step & 1) == 1)
                    first++;
                else
                    second++;
                largest = Math.Max(largest, Math.Abs((first * 4) - (second * 4)));
            }

            return largest;
        }
    }

    [Fact]
    public void Wasserstein_OfUnequalSizesWithTies_IsSciPys() => Wasserstein.Distance(Reference, Current).ShouldBeClose(1.725);

    [Fact]
    public void Wasserstein_OfTwoPoints_IsTheirDistance() => Wasserstein.Distance([1], [4.5]).ShouldBe(3.5);

    [Fact]
    public void MaximumMeanDiscrepancy_OfTiedSamples_IsNumPys()
    {
        var mmd = MaximumMeanDiscrepancy.Compute(Reference, Current, cancellation: TestContext.Current.CancellationToken);

        mmd.Bandwidth.ShouldBe(9);
        mmd.Unbiased!.Value.ShouldBeClose(-0.012870381089919336);
        mmd.Biased!.Value.ShouldBeClose(0.10849667018537157);
    }

    [Fact]
    public void MaximumMeanDiscrepancy_MostPairsTied_HasNoBandwidth() =>
        MaximumMeanDiscrepancy.Compute([1, 1, 1], [1, 2], cancellation: TestContext.Current.CancellationToken)
            .ShouldBe(new MaximumMeanDiscrepancyResult(0, null, null));

    [Fact]
    public void MaximumMeanDiscrepancy_OneValueInAWindow_HasOnlyTheBiasedEstimate()
    {
        var mmd = MaximumMeanDiscrepancy.Compute([1], [2, 4], cancellation: TestContext.Current.CancellationToken);

        mmd.Unbiased.ShouldBeNull();
        mmd.Biased.ShouldNotBeNull();
    }

    [Fact]
    public void MaximumMeanDiscrepancy_WhenCancelled_Stops() =>
        Should.Throw<OperationCanceledException>(() => MaximumMeanDiscrepancy.Compute([1, 2], [3, 4], cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void MaximumMeanDiscrepancy_Progress_EndsAtOne()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<double>();
        double[] values = [.. Enumerable.Range(0, 500)];

        MaximumMeanDiscrepancy.Compute(values, values, new Recorder(seen), TestContext.Current.CancellationToken);

        seen.Max().ShouldBe(1);
    }

    [Fact]
    public async Task MaximumMeanDiscrepancy_OnOneThread_GivesTheSameBits()
    {
        double[] first = [.. Enumerable.Range(0, 700).Select(i => Math.Sqrt(i))], second = [.. Enumerable.Range(0, 500).Select(i => Math.Cbrt(i))];

        var alone = await Task.Factory.StartNew(
            () => MaximumMeanDiscrepancy.Compute(first, second),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

        alone.ShouldBe(MaximumMeanDiscrepancy.Compute(first, second, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void MaximumMeanDiscrepancy_OfAnySamples_AgreesWithTheDefinition() =>
        Numbers.Halves(-10, 10).Some(2).Two().Hold(pair =>
        {
            double[] x = [.. pair.Item1.Order()], y = [.. pair.Item2.Order()];
            var mmd = MaximumMeanDiscrepancy.Compute(x, y);
            if (mmd.Bandwidth == 0)
                return true;
            double Kernel(double a, double b) => Math.Exp(-(a - b) * (a - b) / mmd.Bandwidth);
            double Sum(double[] a, double[] b) => a.Sum(one => b.Sum(other => Kernel(one, other)));
            double n = x.Length, m = y.Length, between = 2 * Sum(x, y) / (n * m);
            return mmd.Biased!.Value.IsNear((Sum(x, x) / (n * n)) + (Sum(y, y) / (m * m)) - between)
                && mmd.Unbiased!.Value.IsNear(((Sum(x, x) - n) / (n * (n - 1))) + ((Sum(y, y) - m) / (m * (m - 1))) - between);
        });

    [Fact]
    public void MedianPairDistance_OfAnyValues_IsTheMedianOfAllPairs() =>
        Numbers.Halves(-20, 20).Some(2).Hold(values =>
        {
            Array.Sort(values);
            double[] squares = [.. Enumerable.Range(0, values.Length)
                .SelectMany(i => Enumerable.Range(i + 1, values.Length - i - 1).Select(j => (values[j] - values[i]) * (values[j] - values[i])))
                .Order()];
            var median = (squares[(squares.Length - 1) / 2] + squares[squares.Length / 2]) / 2;
            return MedianPairDistance.Squared(values) == median;
        });

    [Fact]
    public void KolmogorovSmirnov_OfAnySamples_LiesBetweenZeroAndOne() =>
        Numbers.Halves(-5, 5).Some().Two().Hold(pair =>
        {
            var test = KolmogorovSmirnov.Test([.. pair.Item1.Order()], [.. pair.Item2.Order()]);
            return test is { D: >= 0 and <= 1, PExact: >= 0 and <= 1, PAsymptotic: >= 0 and <= 1 };
        });

    [Fact]
    public void Wasserstein_OfAnySamples_IsInvariantToACommonShift() =>
        Numbers.Halves(-5, 5).Some().Two().Zip(Numbers.Halves(-9, 9)).Hold(input =>
        {
            var ((x, y), shift) = input;
            return Wasserstein.Distance([.. x.Order().Select(value => value + shift)], [.. y.Order().Select(value => value + shift)])
                .IsNear(Wasserstein.Distance([.. x.Order()], [.. y.Order()]));
        });

    [Fact]
    public void Wasserstein_OfAShiftedSample_IsTheShift() =>
        Numbers.Halves(-5, 5).Some().Zip(Numbers.Halves(0, 9)).Hold(input =>
            Wasserstein.Distance([.. input.Item1.Order()], [.. input.Item1.Order().Select(value => value + input.Item2)]).IsNear(input.Item2));

    sealed class Recorder(System.Collections.Concurrent.ConcurrentBag<double> seen) : IProgress<double>
    {
        public void Report(double value) => seen.Add(value);
    }
}
