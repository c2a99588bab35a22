using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Ranking;

public sealed class RankingCommandTests
{
    const string Three = "id,a,b\nx,1,5\ny,2,3\nz,4,1\n";

    [Theory]
    [InlineData("1,2,3", "3 numbers for 2 criteria")]
    [InlineData("1,", "not a number")]
    [InlineData("1,-2", "must not be below 0")]
    public void Weights_ThatDoNotFit_AreRefused(string weights, string problem) =>
        MethodsCli.RunOn(Three, $"topsis --criteria a,b --weights {weights}").ShouldFail(2, problem);

    [Fact]
    public void Weights_AllZero_AreRefused() => MethodsCli.RunOn(Three, "topsis --criteria a,b --weights 0,0").ShouldFail(2, "--weights: all 0");

    [Fact]
    public void Weights_BothGivenAndComputed_AreRefused() =>
        MethodsCli.RunOn(Three, "topsis --criteria a,b --weights 1,1 --weights-method entropy").ShouldFail(2, "--weights-method");

    [Fact]
    public void Weights_ByEntropy_AreThoseOfEntropyWeight() =>
        MethodsCli.ResultOn(Three, "topsis --criteria a,b --weights-method entropy")["weights"]!.ToJsonString()
            .ShouldBe(MethodsCli.ResultOn(Three, "entropy-weight --criteria a,b")["weights"]!.ToJsonString());

    [Fact]
    public void Weights_ByCritic_AreThoseOfCritic() =>
        MethodsCli.ResultOn(Three, "rsr --criteria a,b --cost b --weights-method critic")["weights"]!.ToJsonString()
            .ShouldBe(MethodsCli.ResultOn(Three, "critic --criteria a,b --cost b")["weights"]!.ToJsonString());

    [Fact]
    public void Weights_ByDefault_AreEqual() =>
        MethodsCli.ResultOn(Three, "grey-relational --criteria a,b")["weights"]!["a"]!.GetValue<double>().ShouldBe(0.5);

    [Fact]
    public void MissingValue_IsRefused() => MethodsCli.RunOn("a\n1\n\"\"\n", "topsis --criteria a").ShouldFail(2, "row 3, column \"a\"");

    [Fact]
    public void DuplicateId_NamesTheSecond() =>
        MethodsCli.RunOn("id,a\nx,1\nx,2\n", "rsr --id id --criteria a").ShouldFail(2, "row 3, column \"id\": duplicate id, \"x\"");

    [Fact]
    public void Topsis_EqualAlternatives_SayWhyThereIsNoCloseness()
    {
        var first = MethodsCli.ResultOn("a\n3\n3\n", "topsis --criteria a")["alternatives"]![0]!;

        first["closeness"].ShouldBeNull();
        first["reason"]!.GetValue<string>().ShouldContain("both distances are 0");
    }

    [Fact]
    public void GreyRelational_AllConstant_IsUndefined() => MethodsCli.RunOn("a\n3\n3\n", "grey-relational --criteria a").ShouldFail(1, "constant");

    [Fact]
    public void RankSumRatio_FewDistinctValues_SayWhyThereIsNoRegression()
    {
        var result = MethodsCli.ResultOn("a\n3\n3\n4\n", "rsr --criteria a");

        result["regression"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("three distinct values");
    }

    [Fact]
    public void FuzzyEvaluation_WeightsNotSummingToOne_AreRefused() =>
        MethodsCli.RunOn("g,w\n0.5,0.5\n", "fuzzy-evaluation --grades g --weight w --grade-scores 1").ShouldFail(2, "sum to 1");

    [Fact]
    public void FuzzyEvaluation_MembershipAboveOne_IsNamed() =>
        MethodsCli.RunOn("g,w\n1.5,1\n", "fuzzy-evaluation --grades g --weight w --grade-scores 1").ShouldFail(2, "row 2, column \"g\"");

    [Fact]
    public void FuzzyEvaluation_ScoresOfAnotherNumber_AreRefused() =>
        MethodsCli.RunOn("g,w\n0.5,1\n", "fuzzy-evaluation --grades g --weight w --grade-scores 1,2").ShouldFail(2, "--grade-scores");

    [Fact]
    public void FuzzyEvaluation_NoMembership_SaysWhyThereIsNoGrade()
    {
        var result = MethodsCli.ResultOn("g,w\n0,1\n", "fuzzy-evaluation --grades g --weight w --grade-scores 1")["operators"]!["min_max"]!;

        result["grade"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("all memberships are 0");
    }

    [Fact]
    public void RankStability_SameSeed_GivesTheSameDocument() =>
        MethodsCli.ResultOn(Three, "rank-stability --criteria a,b --cost b --replicates 500")["alternatives"]!.ToJsonString()
            .ShouldBe(MethodsCli.ResultOn(Three, "rank-stability --criteria a,b --cost b --replicates 500 --seed 20250101")["alternatives"]!.ToJsonString());

    [Fact]
    public void RankStability_DeltaAboveOne_IsRefused() =>
        MethodsCli.RunOn(Three, "rank-stability --criteria a,b --delta 1.5").ShouldFail(2, "--delta");
}
