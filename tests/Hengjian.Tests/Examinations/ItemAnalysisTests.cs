using Hengjian.Methods.Common;
using Hengjian.Methods.Examinations;

namespace Hengjian.Tests.Examinations;

public sealed class ItemAnalysisTests
{
    /// <summary>Twelve candidates and four items; the expected values were computed apart, with the F quantile from the incomplete beta function by bisection.</summary>
    private static readonly double[][] Marks =
    [
        [1, 1, 2, 3], [1, 0, 2, 2], [0, 1, 1, 3], [1, 1, 0, 4], [0, 0, 1, 1], [1, 1, 2, 4], [0, 0, 0, 2], [1, 0, 1, 3], [0, 1, 2, 0], [1, 1, 1, 4], [0, 0, 0, 0], [1, 1, 2, 2],
    ];

    private static readonly double[] Maxima = [1, 1, 2, 4];

    [Fact]
    public void Alpha_AgainstIndependentComputation_AgreesWithItsInterval()
    {
        var test = ItemAnalysis.Analyse(Marks, Maxima);

        test.Alpha!.Value.ShouldBe(0.5876288659793814, 1e-12);
        test.AlphaInterval!.Value.Low.ShouldBe(0.005251586100032735, 1e-8);
        test.AlphaInterval.Value.High.ShouldBe(0.8668617556694462, 1e-8);
    }

    [Fact]
    public void Discrimination_LeavesTheItemOutOfItsTotal()
    {
        var items = ItemAnalysis.Analyse(Marks, Maxima).Items;

        items.Select(i => i.Discrimination!.Value).ShouldBe([0.7353480905028598, 0.5372020389615022, 0.2063757481470329, 0.42647058823529416], 1e-12);
        items.ShouldAllBe(i => Math.Abs(i.Difficulty - (7.0 / 12)) < 1e-12);
    }

    [Fact]
    public void UpperLower_OfTwelve_ComparesThreeAndThree()
    {
        var test = ItemAnalysis.Analyse(Marks, Maxima);

        test.GroupSize.ShouldBe(3);
        test.Items.Select(i => i.UpperLower).ShouldBe([1, 1, 2.0 / 3, 2.0 / 3], 1e-12);
    }

    [Fact]
    public void Alpha_ItemsThatAgreeWholly_IsOne() => ItemAnalysis.Analyse([[1, 1, 1], [0, 0, 0], [1, 1, 1], [0, 0, 0]], [1, 1, 1]).Alpha!.Value.ShouldBe(1, 1e-12);

    [Fact]
    public void Figures_NobodyDiffers_AreAbsentInsteadOfNumbers()
    {
        var test = ItemAnalysis.Analyse([[1, 1], [1, 1], [1, 1]], [1, 1]);

        test.Alpha.ShouldBeNull();
        test.Items.ShouldAllBe(i => i.Discrimination == null && i.Difficulty == 1);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(5, 1)]
    public void Analyse_TooSmall_IsRefused(int candidates, int items) =>
        Should.Throw<BadInputException>(() => ItemAnalysis.Analyse([.. Enumerable.Range(0, candidates).Select(_ => new double[items])], [.. Enumerable.Repeat(1.0, items)]));

    [Fact]
    public void Analyse_MarksAboveTheFullMarks_AreRefused() => Should.Throw<BadInputException>(() => ItemAnalysis.Analyse([[2, 0], [0, 0], [0, 0]], [1, 1]));
}
