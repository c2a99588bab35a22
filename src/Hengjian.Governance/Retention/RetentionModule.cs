using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Retention.Deletions;
using Hengjian.Governance.Retention.Erasing;
using Hengjian.Governance.Retention.Holds;
using Hengjian.Governance.Retention.PatientAccess;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Retention;

internal static class RetentionModule
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<LegalHolds>()
        .AddSingleton<DeletionRequests>()
        .AddSingleton<PatientAccessLog>()
        .AddSingleton<PatientErasure>()
        .AddSingleton(s => new EraseRecords(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<IPatientCases>(), s.GetRequiredService<PatientErasure>(), s.GetRequiredService<RuleEngine>(),
            s.GetRequiredService<IInstitutionRegister>()))
        .AddSingleton<PurgeErased>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<PurgeErased>())
        .AddSingleton(s => new ErasureList(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<PatientErasure>(),
            s.GetRequiredService<PurgeErased>()));
}
