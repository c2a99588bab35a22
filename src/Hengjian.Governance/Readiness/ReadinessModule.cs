using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Readiness;

internal static class ReadinessModule
{
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddOptions<ReadinessOptions>().Validate(o => o.Hour is >= 0 and <= 23, "readiness:hour is an hour of the day, 0 to 23.");
        return services.AddEvaluation();
    }

    private static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton<ReadinessDecider>()
        .AddSingleton<IReadiness>(provider => provider.GetRequiredService<ReadinessDecider>())
        .AddSingleton(provider => new DeploymentReadiness(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<ReadinessDecider>(),
            provider.GetRequiredService<IReadinessLapses>(),
            provider.GetRequiredService<IDeploymentDirectory>(),
            provider.GetRequiredService<RuleEngine>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IReadinessLapses, ReadinessLapses>()
        .AddSingleton<LapseFindings>()
        .AddSingleton<ReadinessEvaluator>()
        .AddSingleton(provider => new DailyRuns(
            provider.GetRequiredService<IWriter>(),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<JobQueue>(),
            provider.GetRequiredService<ReadinessEvaluator>(),
            provider.GetRequiredService<IReminders>(),
            provider.GetRequiredService<IInstitutionRegister>(),
            provider.GetRequiredService<IOptions<ReadinessOptions>>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<ReadinessService>();
}
