using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Transparency;

internal static class TransparencyModule
{
    public static IServiceCollection AddTransparency(this IServiceCollection services) => services
        .AddSingleton<LedgerSequencer>()
        .AddSingleton<LedgerQueries>()
        .AddSingleton<DataVerifier>();
}
