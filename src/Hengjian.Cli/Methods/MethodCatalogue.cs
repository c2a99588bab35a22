using Hengjian.Cli.Methods.Agreement;
using Hengjian.Cli.Methods.Dea;
using Hengjian.Cli.Methods.Diagnostic;
using Hengjian.Cli.Methods.Economics;
using Hengjian.Cli.Methods.Monitoring;
using Hengjian.Cli.Methods.Ranking;
using Hengjian.Cli.Methods.Weighting;

namespace Hengjian.Cli.Methods;

/// <summary>Every method, family by family.</summary>
internal static class MethodCatalogue
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        .. DeaMethods.All,
        .. DiagnosticMethods.All,
        .. AgreementMethods.All,
        .. MonitoringMethods.All,
        .. WeightingMethods.All,
        .. RankingMethods.All,
        .. EconomicsMethods.All,
    ];
}
