using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Cases.Observed;
using Hengjian.Governance.Cases.ObservedImports;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.Tables;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.AiResults;
using Hengjian.Governance.Cases.Closing;
using Hengjian.Governance.Cases.Consents;
using Hengjian.Governance.Cases.Disclosure;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Cases.Eligibility;
using Hengjian.Governance.Cases.FinalDiagnoses;
using Hengjian.Governance.Cases.Handing;
using Hengjian.Governance.Cases.Inbox;
using Hengjian.Governance.Cases.Indications;
using Hengjian.Governance.Cases.Opinions;
using Hengjian.Governance.Cases.Readings;
using Hengjian.Governance.Cases.References;
using Hengjian.Governance.Cases.Reports;
using Hengjian.Governance.Cases.Remote;
using Hengjian.Governance.Cases.Register;
using Hengjian.Governance.Cases.Studies;
using Hengjian.Governance.Cases.Views;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Cases;

internal static class CasesModule
{
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseDecisions>()
        .AddSingleton<CaseParameters>()
        .AddSingleton<CaseActors>()
        .AddSingleton<CaseReaches>()
        .AddSingleton<HeldResults>()
        .AddSingleton<ObservedBreaches>()
        .AddSingleton<ObservedPreparation>()
        .AddSingleton<ObservedProgress>()
        .AddSingleton(s => new CaseActs(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<IDeploymentDirectory>(), s.GetRequiredService<CaseReaches>(), s.GetRequiredService<ObservedProgress>(),
            s.GetRequiredService<CaseParameters>(), s.GetRequiredService<HeldResults>(), s.GetServices<ICaseObserver>()))
        .AddSingleton(s => new ObserveAct(s.GetRequiredService<IWriter>(), s.GetRequiredService<CaseActs>(), s.GetRequiredService<ObservedProgress>()))
        .AddSingleton(s => new AssignSigner(s.GetRequiredService<IWriter>(), s.GetRequiredService<CaseActs>(), s.GetRequiredService<ObservedProgress>(), s.GetRequiredService<IPractitionerDirectory>()))
        .AddSingleton<WaitingActs>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<WaitingActs>())
        .AddSingleton<IDueSource>(s => s.GetRequiredService<WaitingActs>())
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<WaitingActs>())
        .AddSingleton<StagedTables<ObservedImportPreview>>()
        .AddSingleton<ObservedImportPlanner>()
        .AddSingleton(s => new ImportObservedActs(
            s.GetRequiredService<ObserveAct>(), s.GetRequiredService<Database>(), s.GetRequiredService<ITableFiles>(), s.GetRequiredService<StagedTables<ObservedImportPreview>>(),
            s.GetRequiredService<ObservedImportPlanner>(), s.GetRequiredService<JobQueue>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<FinalDiagnosisClock>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<FinalDiagnosisClock>())
        .AddSingleton<ICaseObserver>(s => s.GetRequiredService<FinalDiagnosisClock>())
        .AddSingleton<IRoutine, AiTimeOuts>()
        .AddSingleton<AiFailureCodes>()
        .AddSingleton<UnlinkAiResult>()
        .AddSingleton<ReportVerification>()
        .AddSingleton<CaseReports>()
        .AddSingleton<ExternalSystems>()
        .AddSingleton<ObservedQueries>()
        .AddSingleton<ICompletedCases, CompletedCases>()
        .AddSingleton<ICaseObserver, ClauseGaps>()
        .AddSingleton<RegisterCase>()
        .AddSingleton<ConfirmIndication>()
        .AddSingleton<IndicationOverrides>()
        .AddSingleton<OverrideWork>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<OverrideWork>())
        .AddSingleton<IRoutine>(s => s.GetRequiredService<OverrideWork>())
        .AddSingleton<IDueSource>(s => s.GetRequiredService<OverrideWork>())
        .AddSingleton<RecordConsent>()
        .AddSingleton<WithdrawConsent>()
        .AddSingleton<IDocumentSubject, ConsentScans>()
        .AddSingleton<StartProcedure>()
        .AddSingleton<ReceiveAiResult>()
        .AddSingleton<ConfirmAcquisition>()
        .AddSingleton<ReportAiFailure>()
        .AddSingleton<OpinionActs>()
        .AddSingleton<ReadingTickets>()
        .AddSingleton<SignOpinion>()
        .AddSingleton<SignReadingSession>()
        .AddSingleton<AssignReaders>()
        .AddSingleton<ReportCriticalValue>()
        .AddSingleton<ReaderAssignment>()
        .AddSingleton<ReadingQueries>()
        .AddSingleton<NightWatch>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<NightWatch>())
        .AddSingleton<ICaseObserver>(s => s.GetRequiredService<NightWatch>())
        .AddSingleton<ResolveDisagreement>()
        .AddSingleton<SignFinalDiagnosis>()
        .AddSingleton<AddReference>()
        .AddSingleton<ICaseReferences>(s => s.GetRequiredService<AddReference>())
        .AddSingleton<CloseCase>()
        .AddSingleton<ReceiveObject>()
        .AddSingleton<InboxQueries>()
        .AddSingleton<InboxCandidates>()
        .AddSingleton<DisclosePatient>()
        .AddSingleton(s => new CaseTakers(s.GetRequiredService<CaseActors>(), s.GetRequiredService<IDeploymentDirectory>(), s.GetRequiredService<EligibilityDecisions>()))
        .AddSingleton<IOpenTasks, CaseReadings>()
        .AddSingleton<IOpenTasks, CaseConclusions>()
        .AddSingleton<CaseProjection>()
        .AddSingleton<ICaseFacts, CaseFactsQuery>()
        .AddSingleton<ICaseReporting, CaseReporting>()
        .AddSingleton<IPatientCases, PatientCases>()
        .AddSingleton<IShadowResults, ShadowResults>()
        .AddSingleton<IDeploymentUse, DeploymentUse>()
        .AddSingleton<ICaseDirectory, CaseDirectory>()
        .AddSingleton<ITrainingCases, TrainingCases>()
        .AddSingleton<IStudyCases, StudyCases>()
        .AddSingleton<CaseQueries>()
        .AddSingleton<CaseWorkload>()
        .AddSingleton<IDueSource, CaseDue>()
        .AddSingleton<RemoteCases>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<RemoteCases>())
        .AddSingleton<ReadingVolumes>()
        .AddSingleton<IReadingVolumes, OpinionCounts>()
        .AddSingleton<IStoredFileOwner, ReceivedFiles>()
        .AddSingleton<EligibilityDecisions>()
        .AddSingleton(s => new EligibilityQuestion(
            s.GetRequiredService<Database>(),
            s.GetRequiredService<CaseActors>(),
            s.GetRequiredService<IDeploymentDirectory>(),
            s.GetRequiredService<IAuthorisationDirectory>(),
            s.GetRequiredService<EligibilityDecisions>(),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IEligibility>(s => s.GetRequiredService<EligibilityQuestion>());

    private sealed class ReceivedFiles : IStoredFileOwner
    {
        public async Task<IReadOnlyCollection<string>> NamedAsync(HengjianDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
            await db.Set<ReceivedObject>().Where(o => hashes.Contains(o.FileHash)).Select(o => o.FileHash).Distinct().ToListAsync(cancellationToken);
    }
}
