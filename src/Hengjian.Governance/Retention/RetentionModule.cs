using Hengjian.Governance.Retention.Deletions;
using Hengjian.Governance.Retention.Holds;
using Hengjian.Governance.Retention.PatientAccess;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Retention;

internal static class RetentionModule
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<LegalHolds>()
        .AddSingleton<DeletionRequests>()
        .AddSingleton<PatientAccessLog>();
}
