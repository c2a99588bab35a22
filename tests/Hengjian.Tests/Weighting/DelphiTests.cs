using Hengjian.Methods.Common;
using Hengjian.Methods.Weighting;
using Hengjian.Tests.Monitoring;

namespace Hengjian.Tests.Weighting;

public sealed class DelphiTests
{
    // Three experts score three indicators 5 4 3, 5 5 2, 4 5 1.
    static readonly DelphiRound Round = new([[5, 5, 4], [4, 5, 5], [3, 2, 1]]);

    [Fact]
    public void Concordance_TakesExpertsAsRatersAndIndicatorsAsObjects()
    {
        // Rank sums 7.5, 7.5, 3: S = 13.5; one tie of two: W = 12·13.5/(9·24 − 3·6) = 162/198.
        Delphi.Compute(Round).Concordance!.W.ShouldBeClose(162.0 / 198);
    }

    [Fact]
    public void Concordance_EveryExpertTiesAll_DoesNotExist() => Delphi.Compute(new DelphiRound([[3, 5], [3, 5]])).Concordance.ShouldBeNull();

    [Fact]
    public void Indicator_IsDescribed()
    {
        var indicator = Delphi.Compute(Round).Indicators[2];

        indicator.ShouldBe(new DelphiIndicator(2, 1, 0.5, 2, 0));
    }

    [Fact]
    public void FullScoreRate_IsTheShareOfFullScores() => Delphi.Compute(Round).Indicators[0].FullScoreRate.ShouldBeClose(2.0 / 3);

    [Fact]
    public void ConstantScores_HaveNoSpread() => Delphi.Compute(new DelphiRound([[0.1, 0.1, 0.1], [1, 2, 3]])).Indicators[0].StandardDeviation.ShouldBe(0);

    [Fact]
    public void ScoresOfZero_HaveNoCoefficientOfVariation() =>
        Delphi.Compute(new DelphiRound([[0, 0], [1, 2]])).Indicators[0].CoefficientOfVariation.ShouldBeNull();

    [Fact]
    public void Authority_IsTheMeanOfBasisAndFamiliarity() =>
        Delphi.Compute(Round with { JudgementBasis = [1, 0.8, 0.6], Familiarity = [0.5, 0.6, 0.6] }).Authority.ShouldBe([0.75, 0.7, 0.6]);

    [Fact]
    public void Authority_WithHalfOfIt_IsRefused() => Should.Throw<BadInputException>(() => Delphi.Compute(Round with { Familiarity = [1, 1, 1] }));

    [Fact]
    public void PositiveCoefficient_IsAnswersOverInvitations() => Delphi.Compute(Round with { Invited = 4 }).PositiveCoefficient.ShouldBe(0.75);

    [Fact]
    public void PositiveCoefficient_MoreAnswersThanInvitations_IsRefused() =>
        Should.Throw<BadInputException>(() => Delphi.Compute(Round with { Invited = 2 }));

    [Fact]
    public void Score_AboveTheFullScore_NamesTheExpert() =>
        Should.Throw<BadInputException>(() => Delphi.Compute(Round with { FullScore = 4 })).Row.ShouldBe(1);

    [Fact]
    public void OneIndicator_IsRefused() => Should.Throw<BadInputException>(() => Delphi.Compute(new DelphiRound([[1, 2]])));

    [Fact]
    public void OneExpert_IsRefused() => Should.Throw<BadInputException>(() => Delphi.Compute(new DelphiRound([[1], [2]])));
}
