using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Economics;

public sealed class EconomicsCommandTests
{
    const string Cohort = "s,well,dead\nwell,90,10\ndead,0,1\n";
    const string CohortCommand = "markov-cohort --state s --cycles 2 --state-costs 1,0 --state-effects 1,0";

    [Fact]
    public void Icer_DroppedArm_SaysWhyItHasNoRatio()
    {
        var arm = MethodsCli.ResultOn("a,c,e\nx,1,2\ny,2,1\n", "icer --arm a --cost c --effect e")["arms"]![1]!;

        arm["status"]!.GetValue<string>().ShouldBe("dominated");
        arm["reason"]!.GetValue<string>().ShouldBe("not on the frontier");
    }

    [Fact]
    public void Icer_DuplicateArm_NamesTheSecond() =>
        MethodsCli.RunOn("a,c,e\nx,1,2\nx,2,3\n", "icer --arm a --cost c --effect e").ShouldFail(2, "row 3, column \"a\": duplicate id, \"x\"");

    [Fact]
    public void Icer_MissingValue_IsRefused() =>
        MethodsCli.RunOn("a,c,e\nx,1,\n", "icer --arm a --cost c --effect e").ShouldFail(2, "row 2, column \"e\"");

    [Theory]
    [InlineData("1,2,9,4", "SE", "dominant")]
    [InlineData("2,1,4,9", "NW", "dominated")]
    public void Psa_DominanceIsStated(string row, string quadrant, string reason)
    {
        var comparison = Psa(row);

        comparison["quadrant"]!.GetValue<string>().ShouldBe(quadrant);
        comparison["reason"]!.GetValue<string>().ShouldBe(reason);
    }

    [Fact]
    public void Psa_SouthWest_HasARatioAndNoReason()
    {
        var comparison = Psa("2,1,9,4");

        comparison["icer"]!.GetValue<double>().ShouldBe(5);
        comparison.AsObject().ContainsKey("reason").ShouldBeFalse();
    }

    [Fact]
    public void Psa_EqualEffects_HaveNoRatio()
    {
        var comparison = Psa("1,1,4,9");

        comparison["icer"].ShouldBeNull();
        comparison["reason"]!.GetValue<string>().ShouldContain("effects do not differ");
    }

    [Fact]
    public void Psa_BaselineThatIsNoArm_IsRefused() =>
        MethodsCli.RunOn("e,c\n1,2\n", "psa --effects e --costs c --baseline x --wtp 0").ShouldFail(2, "--baseline: not one of the effects, \"x\"");

    [Fact]
    public void Psa_CostsOfAnotherNumber_AreRefused() =>
        MethodsCli.RunOn("e,f,c\n1,2,3\n", "psa --effects e,f --costs c --baseline e --wtp 0").ShouldFail(2, "--costs");

    [Fact]
    public void Psa_NegativeWorth_IsRefused() =>
        MethodsCli.RunOn("e,c\n1,2\n", "psa --effects e --costs c --baseline e --wtp 0,-5").ShouldFail(2, "--wtp");

    [Fact]
    public void Tornado_Threshold_DecidesWhatChanges()
    {
        var bars = MethodsCli.ResultOn("p,l,h\na,1,3\nb,5,9\n", "tornado --parameter p --low l --high h --base 2 --threshold 2")["bars"]!.AsArray();

        bars.Select(bar => (bar!["parameter"]!.GetValue<string>(), bar["changes_decision"]!.GetValue<bool>())).ShouldBe([("b", false), ("a", true)]);
    }

    [Fact]
    public void Markov_WithoutAnIntervention_SaysSo()
    {
        var result = MethodsCli.ResultOn(Cohort, CohortCommand);

        result["incremental"].ShouldBeNull();
        result["reason"]!.GetValue<string>().ShouldContain("no intervention");
    }

    [Fact]
    public void Markov_Trace_HasTheStartAndEveryCycle() =>
        MethodsCli.ResultOn(Cohort, CohortCommand)["trace"]!.AsArray().Count.ShouldBe(3);

    [Fact]
    public void Markov_RelativeRiskTooHigh_IsUndefined() =>
        MethodsCli.RunOn(Cohort, CohortCommand + " --relative-risk 11").ShouldFail(1, "probability of staying");

    [Fact]
    public void Markov_EqualEffects_HaveNoRatio()
    {
        var incremental = MethodsCli.ResultOn(Cohort, CohortCommand + " --relative-risk 1 --intervention-costs 5,0")["incremental"]!;

        incremental["icer"].ShouldBeNull();
        incremental["quadrant"]!.GetValue<string>().ShouldBe("NE");
    }

    [Fact]
    public void Markov_ColumnsInAnotherOrderThanTheStates_AreRefused() =>
        MethodsCli.RunOn("s,B,A\nA,1,0\nB,0,1\n", "markov-cohort --state s --cycles 1 --state-costs 1,2 --state-effects 1,0")
            .ShouldFail(2, "row 1, column \"B\": the columns are not in the order of the states, \"A\" belongs here");

    [Fact]
    public void Markov_TransitionsBeyondADouble_AreRefused() =>
        MethodsCli.RunOn("s,a,b\nA,1e308,1e308\nB,0,1\n", "markov-cohort --state s --cycles 1 --state-costs 1,2 --state-effects 1,0")
            .ShouldFail(2, "row 2: the transitions of a state are too large");

    [Fact]
    public void Markov_NotSquare_SaysSo() =>
        MethodsCli.RunOn("s,well\nwell,1\ndead,1\n", CohortCommand).ShouldFail(2, "2 rows, 1 columns besides the states");

    [Fact]
    public void Markov_NegativeTransition_IsNamed() =>
        MethodsCli.RunOn("s,well,dead\nwell,-1,10\ndead,0,1\n", CohortCommand).ShouldFail(2, "row 2, column \"well\"");

    [Fact]
    public void Markov_CostsOfAnotherNumber_AreRefused() =>
        MethodsCli.RunOn(Cohort, "markov-cohort --state s --cycles 2 --state-costs 1 --state-effects 1,0").ShouldFail(2, "--state-costs: 1 numbers for 2 states");

    [Fact]
    public void Markov_StateThatLeadsNowhere_IsNamed() =>
        MethodsCli.RunOn("s,well,dead\nwell,0,0\ndead,0,1\n", CohortCommand).ShouldFail(2, "row 2: the transitions of a state are all 0");

    static System.Text.Json.Nodes.JsonNode Psa(string row) =>
        MethodsCli.ResultOn($"e,f,c,d\n{row}\n", "psa --effects e,f --costs c,d --baseline e --wtp 0")["comparisons"]![0]!;
}
