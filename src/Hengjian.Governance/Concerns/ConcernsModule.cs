using Hengjian.Governance.Concerns.Filing;
using Hengjian.Governance.Concerns.Handling;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Concerns;

internal static class ConcernsModule
{
    public static IServiceCollection AddConcerns(this IServiceCollection services) => services
        .AddSingleton<RaiseConcern>()
        .AddSingleton<TakeUpConcerns>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<TakeUpConcerns>())
        .AddSingleton<HandleConcern>()
        .AddSingleton<ConcernList>()
        .AddSingleton<ConcernWork>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<ConcernWork>())
        .AddSingleton<IDueSource>(s => s.GetRequiredService<ConcernWork>());
}
