using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Directory;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Indications.Settings;
using Hengjian.Governance.Indications.Standing;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Indications;

internal static class IndicationsModule
{
    public static IServiceCollection AddIndications(this IServiceCollection services) => services
        .AddSingleton<IIndicationGrounds, IndicationGrounds>()
        .AddSingleton<StandingRules>()
        .AddSingleton<IMotionObserver, StandingRuleOnDecision>()
        .AddSingleton<StandingRuleQueries>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<StandingRuleQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<StandingRuleQueries>())
        .AddSingleton<UseSettingsActs>()
        .AddDocumentSubject<StandingRule>("standingRule", Permission.RegistersRead, Permission.DeploymentsWrite, r => r.Name, r => $"/standing-rules/{r.Id:D}");
}
