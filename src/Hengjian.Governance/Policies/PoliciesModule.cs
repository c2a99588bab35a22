using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Policies.Directory;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Policies.Register;
using Hengjian.Governance.Regulations;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Policies;

internal static class PoliciesModule
{
    public static IServiceCollection AddPolicies(this IServiceCollection services) => services
        .AddSingleton<BoundPeople>()
        .AddSingleton<IOperatingRules, OperatingRules>()
        .AddSingleton<IWrittenPolicies, WrittenPolicies>()
        .AddSingleton<PolicyRegister>()
        .AddSingleton<PolicyVersions>()
        .AddSingleton<AcknowledgePolicy>()
        .AddSingleton<PolicyAnswers>()
        .AddSingleton(s => new PolicyQueries(
            s.GetRequiredService<Database>(), s.GetRequiredService<PolicyRegister>(), s.GetRequiredService<BoundPeople>(), s.GetRequiredService<RuleEngine>(),
            s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<PolicyQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<PolicyQueries>())
        .AddDocumentSubject<Policy>("policy", Permission.PoliciesRead, Permission.PoliciesWrite, p => p.Title, p => $"/policies/{p.Id:D}")
        .AddDocumentSubject<PolicyVersion>("policyVersion", Permission.PoliciesRead, Permission.PoliciesWrite, v => v.Number, v => $"/policies/{v.PolicyId:D}");
}
