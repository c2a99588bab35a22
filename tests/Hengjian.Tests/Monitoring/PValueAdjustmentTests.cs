using Hengjian.Methods.Common;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Tests.Monitoring;

public sealed class PValueAdjustmentTests
{
    [Fact]
    public void BenjaminiHochberg_OfUnsortedValues_KeepsTheOrderOfTheInput() =>
        PValueAdjustment.Compute([0.5, 0.01, 0.02]).Select(one => one.BenjaminiHochberg).ShouldBe([0.5, 0.03, 0.03]);

    [Fact]
    public void BenjaminiYekutieli_IsCappedAtOne() =>
        PValueAdjustment.Compute([0.9, 0.8]).Select(one => one.BenjaminiYekutieli).ShouldBe([1, 1]);

    [Fact]
    public void BenjaminiYekutieli_MultipliesByTheHarmonicSum() =>
        PValueAdjustment.Compute([0.1, 0.2])[0].BenjaminiYekutieli.ShouldBeClose(0.1 * 2 * 1.5);

    [Fact]
    public void Holm_NeverFallsBelowASmallerP() =>
        PValueAdjustment.Compute([0.01, 0.012, 0.3]).Select(one => one.Holm).ShouldBe([0.03, 0.03, 0.3]);

    [Fact]
    public void Bonferroni_MultipliesByTheFamily() =>
        PValueAdjustment.Compute([0.2, 0.4]).Select(one => one.Bonferroni).ShouldBe([0.4, 0.8]);

    [Fact]
    public void TiedValues_AreAdjustedAlike()
    {
        var adjusted = PValueAdjustment.Compute([0.02, 0.5, 0.02]);

        adjusted[0].ShouldBe(adjusted[2]);
    }

    [Fact]
    public void OneValue_IsLeftAlone() => PValueAdjustment.Compute([0.04])[0].ShouldBe(new AdjustedPValue(0.04, 0.04, 0.04, 0.04, 0.04));

    [Fact]
    public void ValueAboveOne_NamesItsRow() =>
        Should.Throw<BadInputException>(() => PValueAdjustment.Compute([0.1, 1.01])).Row.ShouldBe(2);

    [Fact]
    public void Rejects_AtTheBoundInDecimals_DespiteBinaryRounding() => PValueAdjustment.Rejects(0.1 + 0.2, 0.3).ShouldBeTrue();

    [Fact]
    public void Rejects_AboveTheBound_IsFalse() => PValueAdjustment.Rejects(0.0500001, 0.05).ShouldBeFalse();

    [Fact]
    public void BenjaminiHochberg_OfAnyValues_IsMonotoneInP() =>
        Numbers.Shares.Some().Hold(values =>
        {
            var adjusted = PValueAdjustment.Compute(values).OrderBy(one => one.P).ToArray();
            return adjusted.Zip(adjusted.Skip(1)).All(pair => pair.First.BenjaminiHochberg <= pair.Second.BenjaminiHochberg);
        });

    [Fact]
    public void AdjustedValues_OfAnyFamily_AreOrdered() =>
        Numbers.Shares.Some().Hold(values => PValueAdjustment.Compute(values).All(one =>
            one.P <= one.BenjaminiHochberg + 1e-15 && one.BenjaminiHochberg <= one.Holm + 1e-15 && one.Holm <= one.Bonferroni + 1e-15
            && one.BenjaminiHochberg <= one.BenjaminiYekutieli && one.Bonferroni <= 1));
}
