using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Domain.Rules;

namespace Hengjian.Governance.Reporting.Contracts;

/// <summary>The rules of this module, for the engine.</summary>
public static class ReportingRules
{
    /// <summary>R17-3.5b and 3.5c.</summary>
    public static IReadOnlyList<IRule> All { get; } = [new CompleteRecordRule(), new TimelyReportRule()];
}
