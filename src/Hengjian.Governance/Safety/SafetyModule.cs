using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Safety.Handling;
using Hengjian.Governance.Safety.Reminders;
using Hengjian.Governance.Safety.Reporting;
using Hengjian.Governance.Safety.Views;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Safety;

internal static class SafetyModule
{
    public static IServiceCollection AddSafety(this IServiceCollection services) => services
        .AddSingleton<ReportAdverseEvent>()
        .AddSingleton<HandleEvent>()
        .AddSingleton<EventActions>()
        .AddSingleton<AdverseEventList>()
        .AddSingleton<IEventReporting, EventReporting>()
        .AddSingleton<IDeploymentObserver, SuspensionFollows>()
        .AddSingleton<IWorkSource, SafetyWork>()
        .AddSingleton<IDueSource, SafetyWork>()
        .AddSingleton<IRoutine, OverdueEvents>()
        .AddSingleton<IOpenTasks, ActionTasks>()
        .AddDocumentSubject<AdverseEvent>("adverseEvent", Permission.AdverseEventsRead, Permission.AdverseEventsHandle, e => e.Number, e => $"/adverse-events/{e.Id:D}");
}
