using Hengjian.Tests.Methods;

namespace Hengjian.Tests.Dea;

/// <summary>The commands of the family: their keys, and what they refuse.</summary>
public sealed class DeaCommandTests
{
    const string Csv = "id,x1,x2,y,p1,p2\nA,2,4,1,1,3\nB,4,2,1,1,3\nC,3,3,1,1,3\nD,4,6,1,1,3\nE,2,6,1,1,3\n";
    const string Columns = "--id id --inputs x1,x2 --outputs y";
    const string Panel = "who,year,x,y\nA,9,1,1\nB,9,2,4\nC,9,4,6\nB,10,2,8\nA,10,1,2\nD,10,3,3\n";

    [Fact]
    public void Dea_NamesSlacksAndTargetsByTheirColumns()
    {
        var unit = MethodsCli.ResultOn(Csv, $"dea {Columns}")["units"]![3]!;

        unit["id"]!.GetValue<string>().ShouldBe("D");
        unit["efficiency"]!.GetValue<double>().ShouldBe(0.6, 1e-12);
        unit["score"]!.GetValue<double>().ShouldBe(0.6, 1e-12);
        unit["efficient"]!.GetValue<bool>().ShouldBeFalse();
        unit["slack_sum"]!.GetValue<double>().ShouldBe(0, 1e-12);
        unit["input_slacks"]!["x2"]!.GetValue<double>().ShouldBe(0, 1e-12);
        unit["output_slacks"]!["y"]!.GetValue<double>().ShouldBe(0, 1e-12);
        unit["targets"]!["x1"]!.GetValue<double>().ShouldBe(2.4, 1e-12);
        unit["targets"]!["y"]!.GetValue<double>().ShouldBe(1, 1e-12);
        unit["peers"]!.AsArray().Select(peer => peer!["id"]!.GetValue<string>()).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void Dea_WithoutIds_NumbersTheRows() =>
        MethodsCli.ResultOn(Csv, "dea --inputs x1 --outputs y")["units"]!.AsArray().Select(unit => unit!["id"]!.GetValue<string>())
            .ShouldBe(["1", "2", "3", "4", "5"]);

    [Fact]
    public void Super_WhereInfeasible_SaysSo()
    {
        var unit = MethodsCli.ResultOn("x,y\n1,1\n2,4\n", "dea-super --inputs x --outputs y --rts vrs")["units"]![1]!;

        unit["super_efficiency"].ShouldBeNull();
        unit["reason"]!.GetValue<string>().ShouldBe("infeasible");
    }

    [Fact]
    public void Malmquist_SortsNumericPeriodsAndMatchesById()
    {
        var pair = MethodsCli.ResultOn(Panel, "malmquist --id who --period year --inputs x --outputs y")["pairs"]!.AsArray().ShouldHaveSingleItem()!;

        pair["from"]!.GetValue<string>().ShouldBe("9");
        pair["to"]!.GetValue<string>().ShouldBe("10");
        pair["excluded"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldBe(["C", "D"]);
        pair["units"]!.AsArray().Select(unit => unit!["id"]!.GetValue<string>()).ShouldBe(["A", "B"]);
        pair["units"]![0]!["malmquist"]!.GetValue<double>().ShouldBe(2, 1e-12);
    }

    [Fact]
    public void Bootstrap_EchoesItsSeedAndReplicates()
    {
        var result = MethodsCli.ResultOn(Csv, $"dea-bootstrap {Columns} --replicates 50");

        result["options"]!["seed"]!.GetValue<long>().ShouldBe(20250101);
        result["options"]!["replicates"]!.GetValue<int>().ShouldBe(50);
        result["bandwidth"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("dea --id id --inputs x1,x1 --outputs y", "--inputs: named twice, \"x1\"")]
    [InlineData("dea --id id --inputs x1 --outputs x1", "both input and output, \"x1\"")]
    [InlineData("dea --inputs x1 --outputs y --rts bcc", "--rts: must be one of crs, vrs, drs, irs, \"bcc\"")]
    [InlineData("sbm --inputs x1 --outputs y --rts drs", "--rts: must be one of crs, vrs, \"drs\"")]
    [InlineData("dea-scale --inputs x1 --outputs y --rts crs", "--rts: unknown option")]
    [InlineData("dea-cost --inputs x1,x2 --outputs y --prices p1", "--prices: one column an input is needed, 2 in all")]
    [InlineData("dea-bootstrap --inputs x1 --outputs y --replicates 1", "--replicates: must be at least 2, \"1\"")]
    [InlineData("dea-bootstrap --inputs x1 --outputs y --level 1", "--level: must lie strictly between 0 and 1, \"1\"")]
    public void Options_ThatDoNotFit_AreRefused(string command, string message) => MethodsCli.RunOn(Csv, command).ShouldFail(2, message);

    [Theory]
    [InlineData("id,x,y\nA,1,1\nB,-2,1\n", "data.csv: row 3, column \"x\": must not be below 0, \"-2\"")]
    [InlineData("id,x,y\nA,1,1\nB,,1\n", "data.csv: row 3, column \"x\": a value is missing, \"\"")]
    [InlineData("id,x,y\nA,1,1\nB,0,1\n", "data.csv: row 3, column \"x\": a unit needs at least one positive input")]
    [InlineData("id,x,y\nA,1,0\nB,1,1\n", "data.csv: row 2, column \"y\": a unit needs at least one positive output")]
    [InlineData("id,x,y\nA,1,1\nA,2,1\n", "data.csv: row 3, column \"id\": duplicate id, \"A\"")]
    public void Data_ThatDoNotFit_AreRefusedAtTheirPlace(string csv, string message) =>
        MethodsCli.RunOn(csv, "dea --id id --inputs x --outputs y").ShouldFail(2, message);

    [Fact]
    public void Sbm_WithAZero_IsRefusedAtItsPlace() =>
        MethodsCli.RunOn("x1,x2,y\n1,1,1\n1,0,1\n", "sbm --inputs x1,x2 --outputs y").ShouldFail(2, "data.csv: row 3, column \"x2\": must be above 0, \"0\"");

    [Fact]
    public void Cost_WithAPriceOfZero_IsRefusedAtItsPlace() =>
        MethodsCli.RunOn("x,y,w\n1,1,1\n2,1,0\n", "dea-cost --inputs x --outputs y --prices w")
            .ShouldFail(2, "data.csv: row 3, column \"w\": must be above 0, \"0\"");

    [Fact]
    public void Malmquist_OfOnePeriod_IsRefused() =>
        MethodsCli.RunOn("t,x,y\n1,1,1\n1,2,1\n", "malmquist --period t --inputs x --outputs y").ShouldFail(2, "at least two periods are needed");

    [Fact]
    public void Malmquist_WithAnIdTwiceInAPeriod_IsRefused() =>
        MethodsCli.RunOn("who,t,x,y\nA,1,1,1\nA,2,1,1\nA,2,1,3\n", "malmquist --id who --period t --inputs x --outputs y")
            .ShouldFail(2, "data.csv: row 4, column \"who\": duplicate id within period 2, \"A\"");

    [Fact]
    public void Malmquist_WithABadValueInALaterPeriod_NamesItsLine() =>
        MethodsCli.RunOn("who,t,x,y\nA,1,1,1\nA,2,-1,1\n", "malmquist --id who --period t --inputs x --outputs y").ShouldFail(2, "row 3, column \"x\"");

    [Fact]
    public void Bootstrap_OfEfficientUnitsOnly_IsUndefined() =>
        MethodsCli.RunOn("x,y\n1,1\n2,2\n", "dea-bootstrap --inputs x --outputs y").ShouldFail(1, "every unit is efficient");
}
