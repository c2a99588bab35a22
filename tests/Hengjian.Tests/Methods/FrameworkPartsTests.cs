using System.Text.Json.Nodes;
using Hengjian.Cli.Methods;
using Hengjian.Methods.Common;

namespace Hengjian.Tests.Methods;

/// <summary>The parts of the framework on their own: the table with its missing values and types, and the writer of results.</summary>
public sealed class FrameworkPartsTests
{
    [Fact]
    public void Table_LeavesOutRowsWithMissingValuesInUsedColumns()
    {
        var table = Read("a,b\n1,x\n,x\nNA,x\n\" \",x\n5,\n", MissingValues.DropRow, "a");

        table.Numbers("a", NumberRule.Any).ShouldBe([1, 5]);
        table.DroppedCount.ShouldBe(3);
        table.RowNumber(1).ShouldBe(5);
        table.Line(1).ShouldBe(6);
    }

    [Fact]
    public void Table_OfOneColumn_TakesAnEmptyLineForAMissingValue()
    {
        var table = Read("a\n1\n\n3\n", MissingValues.DropRow, "a");

        table.Numbers("a", NumberRule.Any).ShouldBe([1, 3]);
        table.DroppedCount.ShouldBe(1);
    }

    [Fact]
    public void Table_WhereMissingValuesAreRefused_NamesThePlace()
    {
        var problem = Should.Throw<DataFileException>(() => Read("a,b\n1,x\n2,NA\n", MissingValues.Refuse, "a", "b"));

        problem.Line.ShouldBe(3);
        problem.Column.ShouldBe("b");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    public void Booleans_AreReadInTheirForms(string text, bool expected) =>
        Read($"a\n{text}\n", MissingValues.DropRow, "a").Booleans("a").ShouldBe([expected]);

    [Theory]
    [InlineData("True")]
    [InlineData("yes")]
    [InlineData("2")]
    public void Booleans_InOtherForms_AreRefused(string text) =>
        Should.Throw<BadInputException>(() => Read($"a\n{text}\n", MissingValues.DropRow, "a").Booleans("a")).Row.ShouldBe(1);

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("1.0", true)]
    public void Binary_IsReadAsANumber(string text, bool expected) =>
        Read($"a\n{text}\n", MissingValues.DropRow, "a").Binary("a").ShouldBe([expected]);

    [Theory]
    [InlineData("2")]
    [InlineData("TRUE")]
    [InlineData("0.5")]
    public void Binary_OfAnythingElse_IsRefused(string text) =>
        Should.Throw<BadInputException>(() => Read($"a\n{text}\n", MissingValues.DropRow, "a").Binary("a")).Message.ShouldBe($"must be 0 or 1, \"{text}\"");

    [Theory]
    [InlineData("1\0")]
    [InlineData("1e400")]
    [InlineData("1,5")]
    [InlineData("0x1")]
    [InlineData("１")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void Numbers_OfAnythingElse_AreRefused(string text) =>
        Should.Throw<BadInputException>(() => Read($"a\n\"{text}\"\n", MissingValues.DropRow, "a").Numbers("a", NumberRule.Any)).Column.ShouldBe("a");

    [Fact]
    public void Where_KeepsRowsAndCountsTheOthersAsDropped()
    {
        var table = Read("a\n1\n2\n3\n", MissingValues.DropRow, "a").Where(row => row != 1);

        table.Numbers("a", NumberRule.Any).ShouldBe([1, 3]);
        table.DroppedCount.ShouldBe(1);
        table.Line(1).ShouldBe(4);
    }

    [Fact]
    public void Writer_NeverWritesWhatIsNoNumber()
    {
        var text = ResultWriter.Write(new JsonObject
        {
            ["a"] = double.NaN,
            ["list"] = new JsonArray(1.5, double.PositiveInfinity),
            ["inner"] = new JsonObject { ["b"] = double.NegativeInfinity, ["reason"] = "one class only" },
        });

        var json = JsonNode.Parse(text)!;
        json["a"].ShouldBeNull();
        json["reason"]!.GetValue<string>().ShouldBe("a is not defined on these data");
        json["list"]![1].ShouldBeNull();
        json["inner"]!["reason"]!.GetValue<string>().ShouldBe("one class only");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(1e-300)]
    [InlineData(123456789012345678)]
    public void Writer_KeepsEveryDigit(double value) =>
        JsonNode.Parse(ResultWriter.Write(new JsonObject { ["a"] = value }))!["a"]!.GetValue<double>().ShouldBe(value);

    [Fact]
    public void Writer_WritesTheShortestForm() => ResultWriter.Write(new JsonObject { ["a"] = 0.1, ["b"] = -0.0, ["c"] = 2.0 })
        .ShouldBe("{\n  \"a\": 0.1,\n  \"b\": 0,\n  \"c\": 2\n}");

    static DataTable Read(string csv, MissingValues missing, params string[] columns)
    {
        using var file = new TemporaryCsv(csv);
        return DataTable.Read(file.Path, _ => columns, missing);
    }
}
