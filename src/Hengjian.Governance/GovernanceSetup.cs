using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hengjian.Governance;

/// <summary>Registers what the program is made of, explicitly, module by module. Web and command line share it.</summary>
public static class GovernanceSetup
{
    public static IServiceCollection AddGovernance(this IServiceCollection services, DatabaseSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<KeyFolder>();
        services.AddSingleton<Database>();
        services.AddSingleton<LedgerSignal>();
        services.AddSingleton<LedgerAppender>();
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            services.AddSingleton<IWriter, SqliteGroupCommitWriter>();
        }
        else
        {
            services.AddSingleton<IWriter, PostgreSqlWriter>();
        }

        services.AddRegulations();
        return services;
    }

    private static void AddRegulations(this IServiceCollection services)
    {
        services.AddSingleton(_ => RegulationCatalog.LoadEmbedded());
        services.AddSingleton<PackTexts>();
    }
}
