using System.Text.Json.Nodes;
using Hengjian.Methods.Monitoring;

namespace Hengjian.Cli.Methods.Monitoring;

internal sealed class UChartMethod : IMethod
{
    static readonly MethodOption<string> Events = Option.Column("events", "column of events");
    static readonly MethodOption<string> Exposure = Option.Column("exposure", "column of exposures, such as cases or patient days");

    public string Name => "u-chart";

    public string Summary => "Control chart of events per unit of exposure.";

    public IReadOnlyList<MethodOption> Options { get; } = [Events, Exposure, ChartJson.Phase1];

    public JsonObject Run(MethodInput input)
    {
        var chart = UChart.Compute(ChartJson.Exposures(input, input.Get(Events), input.Get(Exposure)));
        return new JsonObject
        {
            ["center"] = chart.Centre,
            ["points"] = ChartJson.Points(chart.Points, input.Data.RowNumber),
            ["beyond"] = ChartJson.Beyond(chart.Points, input.Data.RowNumber),
        };
    }
}
