using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Documents.Contracts;
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
        .AddSingleton(s => new EraseRecords(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetRequiredService<IPatientCases>(), s.GetRequiredService<ISignatureErasure>(), s.GetRequiredService<IDocumentErasure>(),
            s.GetRequiredService<RuleEngine>(), s.GetRequiredService<IInstitutionRegister>()))
        .AddSingleton<IRoutine, PurgeErased>();
}
