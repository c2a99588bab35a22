using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.LifeCycle.AcceptanceTests;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.LifeCycle.Filings;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.LifeCycle.Views;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.LifeCycle;

internal static class LifeCycleModule
{
    public static IServiceCollection AddLifeCycle(this IServiceCollection services) => services
        .AddSingleton(_ => GateBook.Load())
        .AddSingleton<GateEvaluation>()
        .AddSingleton<GateDesk>()
        .AddSingleton<PassGate>()
        .AddSingleton<CountersignGate>()
        .AddSingleton<PutGateMotion>()
        .AddSingleton<IDeploymentObserver, LifeCycleObservers>()
        .AddSingleton<IMotionObserver, LifeCycleObservers>()
        .AddSingleton<PlanAcceptanceTest>()
        .AddSingleton<ReportAcceptanceTest>()
        .AddSingleton<TrialRuns.TrialRuns>()
        .AddSingleton<IOpenTasks, TrialRuns.TrialReaderTasks>()
        .AddSingleton<Changes.Changes>()
        .AddSingleton<LifeCycleQueries>()
        .AddSingleton<FilingBundles>()
        .AddSingleton<IStoredFileOwner, FilingFiles>()
        .AddSingleton<IListedFiles, FilingFiles>()
        .AddSingleton<IWorkSource, LifeCycleWork>()
        .AddSingleton<IExpirySource, LifeCycleWork>();
}
