using FsCheck.Fluent;
using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class CusumTests
{
    static readonly CusumOptions Standard = new(0, 1);

    [Fact]
    public void Sums_GrowByTheExcessOverTheAllowance()
    {
        var points = Cusum.Compute([2, 1, -3], Standard).Points;

        points.Select(point => point.Plus).ShouldBe([1.5, 2, 0]);
        points.Select(point => point.Minus).ShouldBe([0, 0, 2.5]);
    }

    [Fact]
    public void Sum_OnItsLimit_DoesNotSignal() => Cusum.Compute([5.5], Standard).Points[0].Signals.ShouldBeFalse();

    [Fact]
    public void Sum_AboveItsLimit_Signals() => Cusum.Compute([-5.75], Standard).Points[0].Signals.ShouldBeTrue();

    [Fact]
    public void Limit_IsInStandardDeviations() => Cusum.Compute([10.5], new CusumOptions(0, 2)).Points[0].Signals.ShouldBeFalse();

    [Fact]
    public void Signal_WithoutReset_LetsTheSumRunOn() =>
        Cusum.Compute([6, 1], Standard).Points[1].Plus.ShouldBe(6);

    [Fact]
    public void Signal_WithReset_StartsBothSumsAgain()
    {
        var points = Cusum.Compute([6, 1], Standard with { Reset = true }).Points;

        points.Select(point => point.Plus).ShouldBe([5.5, 0.5]);
        points[0].Signals.ShouldBeTrue();
    }

    [Fact]
    public void Defaults_AreTheMeanAndTheMovingRange()
    {
        var chart = Cusum.Compute([2, 4, 3, 7], new CusumOptions());

        chart.Mean.ShouldBe(4);
        chart.Sigma.ShouldBeClose(7.0 / 3 / 1.128);
    }

    [Fact]
    public void ConstantValues_WithoutASigma_AreUndefined() =>
        Should.Throw<UndefinedResultException>(() => Cusum.Compute([1, 1, 1], new CusumOptions()));

    [Fact]
    public void Limit_NotAboveZero_IsRefused() => Should.Throw<BadInputException>(() => Cusum.Compute([1, 2], Standard with { H = 0 }));

    [Fact]
    public void Allowance_BelowZero_IsRefused() => Should.Throw<BadInputException>(() => Cusum.Compute([1, 2], Standard with { K = -0.1 }));

    [Fact]
    public void UpwardSum_OfAnyValues_IsMonotoneInAShift() =>
        Numbers.Halves(-5, 5).Some().Zip(Numbers.Halves(0, 3)).Hold(input =>
        {
            var (values, shift) = input;
            var before = Cusum.Compute(values, Standard).Points;
            var after = Cusum.Compute([.. values.Select(value => value + shift)], Standard).Points;
            return before.Zip(after).All(pair => pair.Second.Plus >= pair.First.Plus && pair.Second.Minus <= pair.First.Minus);
        });

    [Fact]
    public void Sums_OfMirroredValues_AreSwapped() =>
        Numbers.Halves(-5, 5).Some().Hold(values =>
            Cusum.Compute(values, Standard).Points.Select(point => (point.Plus, point.Minus))
                .SequenceEqual(Cusum.Compute([.. values.Select(value => -value)], Standard).Points.Select(point => (point.Minus, point.Plus))));
}
