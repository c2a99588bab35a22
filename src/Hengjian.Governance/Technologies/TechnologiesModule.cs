using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Directory;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Technologies;

internal static class TechnologiesModule
{
    public static IServiceCollection AddTechnologies(this IServiceCollection services) => services
        .AddSingleton<IDeploymentDirectory, DeploymentDirectory>();
}
