using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Directory;
using Hengjian.Governance.Technologies.Readiness;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Technologies;

internal static class TechnologiesModule
{
    public static IServiceCollection AddTechnologies(this IServiceCollection services) => services
        .AddSingleton<IDeploymentDirectory, DeploymentDirectory>()
        .AddSingleton<Registers.Technologies>()
        .AddSingleton<Deployments>()
        .AddSingleton<DeploymentReadiness>();
}
