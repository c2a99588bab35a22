using Hengjian.Governance.Access;
using Hengjian.Governance.Agreements;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Compliance;
using Hengjian.Governance.ConsentForms;
using Hengjian.Governance.DataUse;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Documents;
using Hengjian.Governance.Handovers;
using Hengjian.Governance.Concerns;
using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Examinations;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.FollowUps;
using Hengjian.Governance.FollowUps.Contracts;
using Hengjian.Governance.History;
using Hengjian.Governance.Devices;
using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Indications;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Institutions;
using Hengjian.Governance.Jobs;
using Hengjian.Governance.LifeCycle;
using Hengjian.Governance.LifeCycle.Contracts;
using Hengjian.Governance.Notices;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Governed;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality;
using Hengjian.Governance.Readiness;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Reporting;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Retention;
using Hengjian.Governance.Retention.Contracts;
using Hengjian.Governance.Technologies;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Training;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Transparency;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hengjian.Governance;

/// <summary>Registers what the program is made of, explicitly, module by module. Web and command line share it.</summary>
public static class GovernanceSetup
{
    /// <summary>The rules of all modules.</summary>
    public static IReadOnlyList<IRule> Rules { get; } =
    [
        .. AgreementRules.All,
        .. AuthorisationRules.All,
        .. CommitteeRules.All,
        .. PractitionerRules.All,
        .. ReadinessRules.All,
        .. TechnologyRules.All,
        .. CaseRules.All,
        .. IndicationRules.All,
        .. PolicyRules.All,
        .. LifeCycleRules.All,
        .. DeviceRules.All,
        .. DataUseRules.All,
        .. SafetyRules.All,
        .. ReportingRules.All,
        .. FollowUpRules.All,
        .. RetentionRules.All,
        .. ConcernRules.All,
        .. TrainingBaseRules.All,
        .. EnrolmentRules.All,
        .. OutcomeRules.All,
        .. ExaminationRules.All,
    ];

    public static IServiceCollection AddGovernance(this IServiceCollection services, DatabaseSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<KeyFolder>();
        services.AddSingleton<Database>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<LedgerSignal>();
        services.AddSingleton<RecordSignal>();
        services.AddSingleton<LedgerAppender>();
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            services.AddSingleton<IWriter, SqliteGroupCommitWriter>();
        }
        else
        {
            services.AddSingleton<IWriter, PostgreSqlWriter>();
        }

        services.AddRegulations();
        services.AddTransparency();
        services.AddInstitutions();
        services.AddAccess(settings);
        services.AddCommittees();
        services.AddAgreements();
        services.AddAuthorisations();
        services.AddPractitioners();
        services.AddTechnologies();
        services.AddDevices();
        services.AddCases();
        services.AddIndications();
        services.AddConsentForms();
        services.AddNotices();
        services.AddReadiness();
        services.AddLifeCycle();
        services.AddJobs();
        services.AddHistory();
        services.AddQuality();
        services.AddDocuments();
        services.AddPolicies();
        services.AddDataUse();
        services.AddHandovers();
        services.AddCompliance();
        services.AddSafety();
        services.AddReporting();
        services.AddFollowUps();
        services.AddRetention();
        services.AddConcerns();
        services.AddTraining();
        services.AddEnrolments();
        services.AddTrainingCertificates();
        services.AddTrainingFeedback();
        services.AddLiteracy();
        services.AddExaminations();
        services.AddTrainingArchive();
        return services;
    }

    private static void AddRegulations(this IServiceCollection services)
    {
        services.AddSingleton(provider => OverlayFolder.Load(provider.GetRequiredService<DatabaseSettings>()));
        services.AddSingleton(provider => new RuleEngine(provider.GetRequiredService<RegulationCatalog>(), Rules));
        services.AddSingleton<PackTexts>();
    }
}
