namespace Hengjian.Cli.Methods.Monitoring;

/// <summary>Control charts, funnel plots, multiple testing and drift.</summary>
internal static class MonitoringMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new PChartMethod(),
        new LaneyPChartMethod(),
        new UChartMethod(),
        new EwmaMethod(),
        new CusumMethod(),
        new RiskAdjustedCusumMethod(),
        new FunnelMethod(),
        new PAdjustMethod(),
        new DriftMethod(),
    ];
}
