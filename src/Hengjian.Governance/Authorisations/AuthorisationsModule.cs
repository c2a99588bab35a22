using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Directory;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Authorisations.Grants;
using Hengjian.Governance.Authorisations.Triggers;
using Hengjian.Governance.Authorisations.Views;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Authorisations;

internal static class AuthorisationsModule
{
    public static IServiceCollection AddAuthorisations(this IServiceCollection services) => services
        .AddSingleton<IAuthorisationDirectory, AuthorisationDirectory>()
        .AddSingleton<AuthorisationChecks>()
        .AddSingleton<AuthorisationApplications>()
        .AddSingleton<AuthorisationGrants>()
        .AddSingleton<IMotionObserver, GrantOnDecision>()
        .AddSingleton<TrainingGround>()
        .AddSingleton<TrainingLosses>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<TrainingLosses>())
        .AddSingleton<IAuthorisationReviews>(s => s.GetRequiredService<TrainingLosses>())
        .AddSingleton<AuthorisationQueries>()
        .AddDocumentSubject<Authorisation>("authorisation", Permission.RegistersRead, Permission.AuthorisationsWrite, a => a.Number ?? a.Id.ToString("D"), a => $"/authorisations/{a.Id:D}")
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<AuthorisationQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<AuthorisationQueries>());
}
