using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Weighting;

public sealed class WeightingCommandTests
{
    const string Panel = "e,A_B,A_C,B_C\nx,3,5,2\ny,1,2,2\nz,9,-9,9\n";

    [Fact]
    public void Ahp_NotReciprocal_NamesTheCellBelowTheDiagonal() =>
        MethodsCli.RunOn("a,b,c\n1,2,3\n0.5,1,4\n0.34,0.26,1\n", "ahp --format matrix")
            .ShouldFail(2, "row 4, column \"a\": not the reciprocal of the cell across the diagonal, \"0.34\"");

    [Fact]
    public void Ahp_NotSquare_SaysSo() => MethodsCli.RunOn("a,b\n1,2\n", "ahp --format matrix").ShouldFail(2, "1 rows, 2 columns");

    [Fact]
    public void Ahp_RatioOfZero_IsNamed() =>
        MethodsCli.RunOn("a,b\n1,0\n0.5,1\n", "ahp --format matrix").ShouldFail(2, "row 2, column \"b\": must be above 0, \"0\"");

    [Fact]
    public void Ahp_OneExpert_GivesTheShapeOfOneMatrix() =>
        MethodsCli.ResultOn("A_B\n5\n", "ahp --format pairwise-signed").ContainsKey("weights").ShouldBeTrue();

    [Fact]
    public void Ahp_PositiveJudgement_FavoursTheFirstByDefault() =>
        MethodsCli.ResultOn("A_B\n4\n", "ahp --format pairwise-signed")["weights"]!["A"]!.GetValue<double>().ShouldBe(0.8, 1e-12);

    [Fact]
    public void Ahp_PositiveJudgement_FavoursTheSecondOnRequest() =>
        MethodsCli.ResultOn("A_B\n4\n", "ahp --format pairwise-signed --positive-favours second")["weights"]!["A"]!.GetValue<double>().ShouldBe(0.2, 1e-12);

    [Fact]
    public void Ahp_PairInTheOtherDirection_IsTurned() =>
        MethodsCli.ResultOn("A_B,C_A,C_B\n2,0.25,0.5\n", "ahp --format pairwise-ratio")["weights"]!["C"]!.GetValue<double>().ShouldBe(1 / 7.0, 1e-12);

    [Fact]
    public void Ahp_TwoItems_SayWhyThereIsNoTriple()
    {
        var result = MethodsCli.ResultOn("A_B\n4\n", "ahp --format pairwise-signed");

        result["worst_triple"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("three items");
    }

    [Fact]
    public void Ahp_Panel_ListsItsExperts() =>
        MethodsCli.ResultOn(Panel, "ahp --format pairwise-signed --id e")["experts"]!.AsArray().Select(expert => expert!["id"]!.GetValue<string>())
            .ShouldBe(["x", "y", "z"]);

    [Fact]
    public void Ahp_PanelExcludingInconsistent_CountsTheUsed()
    {
        var result = MethodsCli.ResultOn(Panel, "ahp --format pairwise-signed --id e --exclude-inconsistent");

        (result["n_experts"]!.GetValue<int>(), result["n_used"]!.GetValue<int>(), result["n_inconsistent"]!.GetValue<int>()).ShouldBe((3, 2, 1));
    }

    [Fact]
    public void Ahp_EveryExpertExcluded_IsUndefined() =>
        MethodsCli.RunOn("A_B,A_C,B_C\n9,-9,9\n9,-9,9\n", "ahp --format pairwise-signed --exclude-inconsistent").ShouldFail(1, "consistency ratio");

    [Fact]
    public void Ahp_SignedJudgementBetweenMinusOneAndOne_IsNamed() =>
        MethodsCli.RunOn("A_B\n0.5\n", "ahp --format pairwise-signed").ShouldFail(2, "row 2, column \"A_B\"");

    [Fact]
    public void Ahp_PairThatIsNotJudged_IsNamed() =>
        MethodsCli.RunOn("A_B,A_C\n2,3\n", "ahp --format pairwise-signed").ShouldFail(2, "column \"B_C\": missing column");

    [Fact]
    public void Ahp_PairJudgedTwice_IsNamed() =>
        MethodsCli.RunOn("A_B,B_A\n2,-2\n", "ahp --format pairwise-signed").ShouldFail(2, "column \"B_A\": the pair is there twice");

    [Fact]
    public void Ahp_ColumnThatIsNoPair_IsNamed() =>
        MethodsCli.RunOn("A_B,note\n2,1\n", "ahp --format pairwise-signed").ShouldFail(2, "column \"note\"");

    [Fact]
    public void Ahp_ChineseItemsAndAnotherSeparator_AreRead() =>
        MethodsCli.ResultOn("治理|技术\n3\n", "ahp --format pairwise-ratio --separator |")["weights"]!["治理"]!.GetValue<double>().ShouldBe(0.75, 1e-12);

    [Fact]
    public void Ahp_MissingJudgement_IsRefused() =>
        MethodsCli.RunOn("A_B\n2\nNA\n", "ahp --format pairwise-signed").ShouldFail(2, "row 3, column \"A_B\"");

    [Fact]
    public void Ahp_RandomIndex_IsNamedInTheOptions() =>
        MethodsCli.ResultOn("A_B\n2\n", "ahp --format pairwise-ratio")["options"]!["ri"]!.GetValue<string>().ShouldBe("saaty");

    [Fact]
    public void EntropyWeight_NegativeValue_IsNamed() =>
        MethodsCli.RunOn("a,b\n1,2\n-1,3\n", "entropy-weight --criteria a,b").ShouldFail(2, "row 3, column \"a\": must not be below 0, \"-1\"");

    [Fact]
    public void EntropyWeight_NegativeValueByMinMax_IsFine() =>
        MethodsCli.RunOn("a,b\n1,2\n-1,3\n", "entropy-weight --criteria a,b --normalize min-max").Exit.ShouldBe(0);

    [Fact]
    public void EntropyWeight_AllConstant_IsUndefined() => MethodsCli.RunOn("a\n1\n1\n", "entropy-weight --criteria a").ShouldFail(1, "constant");

    [Fact]
    public void EntropyWeight_OneRow_IsTooFew() => MethodsCli.RunOn("a\n1\n", "entropy-weight --criteria a").ShouldFail(2, "too few rows");

    [Fact]
    public void Critic_AllConstant_IsUndefined() => MethodsCli.RunOn("a,b\n1,2\n1,2\n", "critic --criteria a,b").ShouldFail(1, "constant");

    [Fact]
    public void Cost_ThatIsNoCriterion_IsRefused() =>
        MethodsCli.RunOn("a,b\n1,2\n2,3\n", "critic --criteria a --cost b").ShouldFail(2, "--cost: not one of the criteria, \"b\"");

    [Fact]
    public void GameTheoryWeights_Proportional_AreRefused() =>
        MethodsCli.RunOn("u,v\n0.2,0.4\n0.3,0.6\n", "game-theory-weights --vectors u,v").ShouldFail(2, "singular");

    [Fact]
    public void Delphi_TooManyAnswers_AreRefused() =>
        MethodsCli.RunOn("a,b\n1,2\n2,3\n", "delphi --indicators a,b --invited 1").ShouldFail(2, "--invited");

    [Fact]
    public void Delphi_ScoreAboveTheFullScore_IsNamed() =>
        MethodsCli.RunOn("a,b\n1,2\n6,3\n", "delphi --indicators a,b").ShouldFail(2, "row 3, column \"a\"");

    [Fact]
    public void Delphi_NoConcordance_SaysWhy()
    {
        var result = MethodsCli.ResultOn("a,b\n3,3\n4,4\n", "delphi --indicators a,b --invited 2");

        result["w"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("ties all indicators");
    }

    [Fact]
    public void Delphi_OnlyHalfOfTheAuthority_IsRefused() =>
        MethodsCli.RunOn("a,b,c\n1,2,1\n2,3,1\n", "delphi --indicators a,b --ca c").ShouldFail(2, "--ca and --cs");
}
