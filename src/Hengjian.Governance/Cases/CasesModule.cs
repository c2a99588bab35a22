using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Closing;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Disclosure;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.References;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Cases.Studies;
using Hengjian.Governance.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Cases;

internal static class CasesModule
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseDecisions>()
        .AddSingleton<CaseParameters>()
        .AddSingleton<CaseActs>()
        .AddSingleton<RegisterCase>()
        .AddSingleton<ConfirmIndication>()
        .AddSingleton<RecordConsent>()
        .AddSingleton<ReceiveAiResult>()
        .AddSingleton<ConfirmAcquisition>()
        .AddSingleton<ReportAiFailure>()
        .AddSingleton<SignOpinion>()
        .AddSingleton<ResolveDisagreement>()
        .AddSingleton<SignFinalDiagnosis>()
        .AddSingleton<AddReference>()
        .AddSingleton<CloseCase>()
        .AddSingleton<ReceiveObject>()
        .AddSingleton<InboxQueries>()
        .AddSingleton<InboxCandidates>()
        .AddSingleton<DisclosePatient>()
        .AddSingleton<CaseProjection>()
        .AddSingleton<ICaseFacts, CaseFactsQuery>()
        .AddSingleton<IShadowResults, ShadowResults>()
        .AddSingleton<IStudyCases, StudyCases>()
        .AddSingleton<CaseQueries>()
        .AddSingleton<CaseWorkload>()
        .AddSingleton<EligibilityQuestion>();
}
