using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class PChartMethod : IMethod
{
    static readonly MethodOption<string> Events = Option.Column("events", "column of events");
    static readonly MethodOption<string> Sizes = Option.Column("sizes", "column of sample sizes");

    public string Name => "p-chart";

    public string Summary => "Control chart of a proportion.";

    public IReadOnlyList<MethodOption> Options { get; } = [Events, Sizes, ChartJson.Phase1, ChartJson.RunLength];

    public JsonObject Run(MethodInput input)
    {
        var chart = PChart.Compute(ChartJson.Proportions(input, input.Get(Events), input.Get(Sizes)), input.Get(ChartJson.RunLength));
        return new JsonObject
        {
            ["center"] = chart.Centre,
            ["points"] = ChartJson.Points(chart.Points, input.Data.RowNumber),
            ["beyond"] = ChartJson.Beyond(chart.Points, input.Data.RowNumber),
            ["runs"] = ChartJson.Indices(chart.Runs, input.Data.RowNumber),
        };
    }
}
