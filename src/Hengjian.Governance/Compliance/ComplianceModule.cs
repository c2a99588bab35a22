using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Compliance.Domain;
using Hengjian.Governance.Compliance.Findings;
using Hengjian.Governance.Compliance.Shares;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Compliance;

internal static class ComplianceModule
{
    public static IServiceCollection AddCompliance(this IServiceCollection services) => services
        .AddSingleton<IFindings, FindingBook>()
        .AddSingleton<FindingActs>()
        .AddSingleton<FindingQueries>()
        .AddSingleton<ClauseShares>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<FindingQueries>())
        .AddSingleton<IDueSource, FindingDue>()
        .AddSingleton<IRoutine, OverdueFindings>()
        .AddSingleton<IOpenTasks, FindingTasks>()
        .AddDocumentSubject<Finding>(FindingActs.DocumentKind, Permission.FindingsClose, Permission.FindingsClose, f => $"{f.Number} {f.Title}", f => $"/compliance/findings/{f.Id:D}");
}
