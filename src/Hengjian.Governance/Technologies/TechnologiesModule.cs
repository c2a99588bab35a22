using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Classification;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Directory;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Inventory;
using Hengjian.Governance.Technologies.Registers;
using Hengjian.Governance.Technologies.Scope;
using Hengjian.Governance.Technologies.Stages;
using Hengjian.Governance.Technologies.Studies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hengjian.Governance.Technologies;

internal static class TechnologiesModule
{
    public static IServiceCollection AddTechnologies(this IServiceCollection services) => services
        .AddSingleton<IDeploymentDirectory, DeploymentDirectory>()
        .AddSingleton<IStudyDeployments, StudyDeployments>()
        .AddSingleton<Registers.Technologies>()
        .AddSingleton<Deployments>()
        .AddSingleton(provider => new ReadingPlans(
            provider.GetRequiredService<IWriter>(), provider.GetRequiredService<Database>(), provider.GetRequiredService<IClassifiedManagement>(),
            provider.GetService<IOptions<ViewerOptions>>()?.Value ?? new ViewerOptions()))
        .AddSingleton<Modes.DeploymentModes>()
        .AddSingleton<IDeploymentStages, DeploymentStages>()
        .AddSingleton<ScopeAnswering>()
        .AddSingleton<ScopeQuestionnaire>()
        .AddSingleton<TechnologyInventory>()
        .AddSingleton<UnknownVersions>()
        .AddSingleton<IWorkSource>(provider => provider.GetRequiredService<UnknownVersions>())
        .AddSingleton<IExpirySource, CertificateExpiries>()
        .AddSingleton<ManagementClasses>()
        .AddSingleton<RiskTiers>()
        .AddSingleton<DeployedModels>()
        .AddSingleton<IClassifiedManagement>(provider => provider.GetRequiredService<DeployedModels>())
        .AddDocumentSubject<Technology>("technology", Permission.RegistersRead, Permission.TechnologiesWrite, t => t.Name, t => $"/technologies/{t.Id:D}")
        .AddDocumentSubject<TechnologyVersion>(
            "technologyVersion", Permission.RegistersRead, Permission.TechnologiesWrite, v => $"{v.AlgorithmName} {v.AlgorithmVersion}",
            v => $"/technologies/{v.TechnologyId:D}/versions/{v.Id:D}")
        .AddDocumentSubject<Deployment>("deployment", Permission.RegistersRead, Permission.DeploymentsWrite, d => d.Name, d => $"/deployments/{d.Id:D}");
}
