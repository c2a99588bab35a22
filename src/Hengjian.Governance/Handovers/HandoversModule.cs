using Hengjian.Governance.Handovers.People;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Handovers;

/// <summary>Handing over what waits for people who left or are suspended. Modules that name people in their rows register <see cref="Contracts.IOpenTasks"/>.</summary>
internal static class HandoversModule
{
    public static IServiceCollection AddHandovers(this IServiceCollection services) => services
        .AddSingleton<TaskPeople>()
        .AddSingleton<HandoverQueries>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<HandoverQueries>())
        .AddSingleton<HandOver>();
}
