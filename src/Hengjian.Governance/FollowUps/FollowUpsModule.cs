using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.FollowUps.Applying;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.FollowUps.Handing;
using Hengjian.Governance.FollowUps.Planning;
using Hengjian.Governance.FollowUps.Reminders;
using Hengjian.Governance.FollowUps.Views;
using Hengjian.Governance.FollowUps.Working;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.FollowUps;

internal static class FollowUpsModule
{
    public static IServiceCollection AddFollowUps(this IServiceCollection services) => services
        .AddSingleton<IFollowUpFacts, PlanBook>()
        .AddSingleton<ICaseObserver, TasksFollowDiagnosis>()
        .AddSingleton<FollowUpPlans>()
        .AddSingleton<ApplyPlan>()
        .AddSingleton<RecordFollowUp>()
        .AddSingleton<FollowUpWorking>()
        .AddSingleton<FollowUpList>()
        .AddSingleton<IWorkSource, FollowUpWork>()
        .AddSingleton<IDueSource, FollowUpWork>()
        .AddSingleton<IRoutine, OverdueFollowUps>()
        .AddSingleton<IOpenTasks, StaffingTasks>()
        .AddSingleton<IOpenTasks, FollowUpTasks>();
}
