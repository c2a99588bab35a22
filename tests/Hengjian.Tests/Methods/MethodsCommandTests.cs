using System.Globalization;
using System.Text;
using Hengjian.Cli.Methods;

namespace Hengjian.Tests.Methods;

/// <summary>The rules that every method shares: exit codes, messages, options, the CSV dialect, the result document.</summary>
public sealed class MethodsCommandTests
{
    const string Simple = "id,x,y\nA,1,1\nB,2,4\n";
    const string Dea = "dea --id id --inputs x --outputs y";

    [Fact]
    public void List_NamesEveryMethodOnce()
    {
        var run = MethodsCli.Run("--list");

        run.Exit.ShouldBe(0);
        run.Stderr.ShouldBeEmpty();
        var names = run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        names.ShouldBe(MethodCatalogue.All.Select(method => method.Name));
        names.ShouldBeUnique();
        names.ShouldContain("dea-bootstrap");
    }

    [Fact]
    public void Help_OfEveryMethod_NamesItsOptions()
    {
        foreach (var method in MethodCatalogue.All)
        {
            var run = MethodsCli.Run(method.Name, "--help");

            run.Exit.ShouldBe(0);
            foreach (var option in method.Options)
                run.Stdout.ShouldContain($"--{option.Name} ");
            run.Stdout.Contains("--data ", StringComparison.Ordinal).ShouldBe(method.ReadsData);
        }
    }

    [Fact]
    public void Options_OfEveryMethod_AreNamedOnce()
    {
        foreach (var method in MethodCatalogue.All)
            method.Options.Select(option => option.Name).ShouldBeUnique();
    }

    [Fact]
    public void NoArguments_AreBadInput() => MethodsCli.Run().ShouldFail(2, "usage: hengjian methods");

    [Fact]
    public void UnknownMethod_IsBadInput() => MethodsCli.Run("deaa", "--data", "f.csv").ShouldFail(2, "unknown method, \"deaa\"");

    [Theory]
    [InlineData("dea --inputs x --outputs y --speed 3", "hengjian methods dea: --speed: unknown option")]
    [InlineData("dea --inputs x", "--outputs: required")]
    [InlineData("dea --inputs x --outputs", "--outputs: a value is missing")]
    [InlineData("dea --inputs --outputs y", "--inputs: a value is missing")]
    [InlineData("dea --inputs x --outputs y --rts crs --rts vrs", "--rts: given twice")]
    [InlineData("dea inputs x --outputs y", "an option must start with --, \"inputs\"")]
    [InlineData("dea --inputs \"\" --outputs y", "--inputs: must not be empty")]
    [InlineData("dea --inputs x,,y --outputs y", "--inputs: must not be empty")]
    [InlineData("dea-bootstrap --inputs x --outputs y --seed 1.5", "--seed: must be a whole number, \"1.5\"")]
    [InlineData("dea-bootstrap --inputs x --outputs y --level NaN", "--level: not a number, \"NaN\"")]
    [InlineData("dea-bootstrap --inputs x --outputs y --level 0,95", "--level: not a number, \"0,95\"")]
    [InlineData("dea-bootstrap --inputs x --outputs y --replicates 1e3", "--replicates: not a whole number, \"1e3\"")]
    public void Options_ThatAreWrong_AreBadInput(string command, string message) => MethodsCli.RunOn(Simple, command).ShouldFail(2, message);

    [Fact]
    public void Data_NotGiven_IsBadInput() => MethodsCli.Run("dea", "--inputs", "x", "--outputs", "y").ShouldFail(2, "--data: required");

    [Fact]
    public void Data_ThatDoNotExist_AreBadInput() =>
        MethodsCli.Run("dea", "--inputs", "x", "--outputs", "y", "--data", "/no/such.csv").ShouldFail(2, "/no/such.csv: no such file");

    [Fact]
    public void Options_WithAnEqualsSign_AreTheSame()
    {
        using var file = new TemporaryCsv(Simple);

        var run = MethodsCli.Run("dea", "--data=" + file.Path, "--inputs=x", "--outputs=y", "--rts=vrs");

        run.Result()["options"]!["rts"]!.GetValue<string>().ShouldBe("vrs");
    }

    [Theory]
    [InlineData("", "data.csv: row 1: no header line, the file is empty")]
    [InlineData("\n\n", "data.csv: row 1: no header line, the file is empty")]
    [InlineData("id,x,y\n", "data.csv: no data rows")]
    [InlineData("id,x,z\nA,1,2\n", "data.csv: row 1, column \"y\": missing column, the header has id, x, z")]
    [InlineData("id,X,y\nA,1,2\n", "data.csv: row 1, column \"x\": missing column")]
    [InlineData("id,x,x,y\nA,1,1,2\n", "data.csv: row 1, column \"x\": the header has this column twice")]
    [InlineData("id,x,y\nA,1,2\nB,1\n", "data.csv: row 3: ragged row, 2 fields where the header has 3")]
    [InlineData("id,x,y\nA,1,2,3\n", "data.csv: row 2: ragged row, 4 fields where the header has 3")]
    [InlineData("id,x,y\nA,1,2\n\nB,1,2\n", "data.csv: row 3: ragged row, 1 fields where the header has 3")]
    [InlineData("id,x,y\nA,one,2\n", "data.csv: row 2, column \"x\": not a number, \"one\"")]
    [InlineData("id,x,y\nA,\"1,5\",2\n", "data.csv: row 2, column \"x\": not a number, \"1,5\"")]
    [InlineData("id,x,y\nA,NaN,2\n", "data.csv: row 2, column \"x\": not a number, \"NaN\"")]
    [InlineData("id,x,y\nA,Inf,2\n", "data.csv: row 2, column \"x\": not a number, \"Inf\"")]
    [InlineData("id,x,y\nA,-Infinity,2\n", "data.csv: row 2, column \"x\": not a number, \"-Infinity\"")]
    [InlineData("id,x,y\nA,1e999,2\n", "data.csv: row 2, column \"x\": not a number, \"1e999\"")]
    [InlineData("id,x,y\nA,0x10,2\n", "data.csv: row 2, column \"x\": not a number, \"0x10\"")]
    [InlineData("id,x,y\nA,1,NA\n", "data.csv: row 2, column \"y\": a value is missing, \"NA\"")]
    [InlineData("id,x,y\n\"A\nB\",1,1\nC,?,1\n", "data.csv: row 4, column \"x\": not a number, \"?\"")]
    [InlineData("id,x,y\n\"A,1,1\n", "data.csv: row 2: a quoted field is not closed")]
    [InlineData("id,x,y\n\"A\"B,1,1\n", "data.csv: row 2: text after the closing quotation mark")]
    [InlineData("id,x,y\nA\"B,1,1\n", "data.csv: row 2: a quotation mark inside an unquoted field")]
    [InlineData("id,x,y\nA,1,1\nB,1,1\nA,1,1\n", "data.csv: row 4, column \"id\": duplicate id, \"A\"")]
    public void Data_ThatAreWrong_AreBadInputAtTheirPlace(string csv, string message) => MethodsCli.RunOn(csv, Dea).ShouldFail(2, message);

    [Fact]
    public void Data_ThatAreNotUtf8_AreBadInputAtTheirLine()
    {
        using var file = new TemporaryCsv([.. Encoding.UTF8.GetBytes("id,x,y\nA,1,1\n"), 0xC8, 0xCB, .. Encoding.UTF8.GetBytes(",1,1\n")]);

        MethodsCli.Run([.. CommandLine.Split(Dea), "--data", file.Path]).ShouldFail(2, "data.csv: row 3: not UTF-8");
    }

    [Theory]
    [InlineData("id,x,y\r\nA,1,1\r\nB,2,4\r\n")]
    [InlineData("\uFEFFid,x,y\nA,1,1\nB,2,4\n")]
    [InlineData("id,x,y\nA,1,1\nB,2,4")]
    [InlineData("id,x,y\nA,1,1\nB,2,4\n\n\r\n")]
    [InlineData("\"id\",\"x\",\"y\"\n\"A\",\"1\",\"1\"\n\"B\",\"2e0\",\"+4.0\"\n")]
    [InlineData("id,other,x,y\nA,?,1,1\nB,,2, 4\n")]
    public void Data_InAnyFormOfTheDialect_AreTheSame(string csv)
    {
        var units = MethodsCli.ResultOn(csv, Dea)["units"]!.AsArray();

        units.Select(unit => unit!["id"]!.GetValue<string>()).ShouldBe(["A", "B"]);
        units.Select(unit => unit!["efficiency"]!.GetValue<double>()).ShouldBe([0.5, 1], 1e-12);
    }

    [Fact]
    public void Columns_MayBeChineseAndContainCommas()
    {
        var unit = MethodsCli.ResultOn("医院,\"床位,张\",出院人次\n\"甲,\"\"一\"\"\",2,4\n乙,4,4\n", "dea --id 医院 --inputs '\"床位,张\"' --outputs 出院人次")["units"]![0]!;

        unit["id"]!.GetValue<string>().ShouldBe("甲,\"一\"");
        unit["targets"]!["床位,张"]!.GetValue<double>().ShouldBe(2, 1e-12);
    }

    [Fact]
    public void Document_BeginsWithMethodOptionsAndRows()
    {
        var result = MethodsCli.ResultOn(Simple, Dea);

        result.Select(property => property.Key).Take(4).ShouldBe(["method", "options", "n", "n_dropped"]);
        result["method"]!.GetValue<string>().ShouldBe("dea");
        result["options"]!["inputs"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("x");
        result["options"]!["rts"]!.GetValue<string>().ShouldBe("crs");
        result["options"]!["orientation"]!.GetValue<string>().ShouldBe("in");
        result["n"]!.GetValue<int>().ShouldBe(2);
        result["n_dropped"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public void Document_KeepsChineseAsItIs()
    {
        using var file = new TemporaryCsv("名,x,y\n甲,1,1\n");

        MethodsCli.Run("dea", "--data", file.Path, "--id", "名", "--inputs", "x", "--outputs", "y").Stdout.ShouldContain("\"甲\"");
    }

    [Fact]
    public void Numbers_DoNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = comma;

            MethodsCli.ResultOn("x,y\n1,1.5\n2,6\n", "dea --inputs x --outputs y")["units"]![0]!["efficiency"]!.GetValue<double>().ShouldBe(0.5, 1e-12);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
