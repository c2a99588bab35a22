using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Readiness.Evaluation;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Readiness;

internal static class ReadinessModule
{
    public static IServiceCollection AddReadiness(this IServiceCollection services) => services
        .AddSingleton<ReadinessDecider>()
        .AddSingleton<IReadiness>(provider => provider.GetRequiredService<ReadinessDecider>())
        .AddSingleton<DeploymentReadiness>();
}
