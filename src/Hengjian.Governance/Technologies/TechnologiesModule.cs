using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Directory;
using Hengjian.Governance.Technologies.Readiness;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Governance.Technologies.Studies;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Technologies;

internal static class TechnologiesModule
{
    public static IServiceCollection AddTechnologies(this IServiceCollection services) => services
        .AddSingleton<IDeploymentDirectory, DeploymentDirectory>()
        .AddSingleton<IStudyDeployments, StudyDeployments>()
        .AddSingleton<Registers.Technologies>()
        .AddSingleton<Deployments>()
        .AddSingleton<DeploymentReadiness>();
}
