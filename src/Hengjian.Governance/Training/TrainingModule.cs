using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Bases;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Programmes;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Training;

internal static class TrainingModule
{
    /// <summary>Kind of record that papers of a base are attached to.</summary>
    public const string BaseSubject = "trainingBase";

    /// <summary>Kind of record that materials of a programme are attached to.</summary>
    public const string ProgrammeSubject = "trainingProgramme";

    public static IServiceCollection AddTraining(this IServiceCollection services) => services
        .AddBases()
        .AddProgrammes();

    private static IServiceCollection AddBases(this IServiceCollection services) => services
        .AddSingleton<ITrainingBases, BaseDirectory>()
        .AddSingleton<BaseFactsReader>()
        .AddSingleton<BaseDecisions>()
        .AddSingleton<RegulatorDesk>()
        .AddSingleton<TrainingBases>()
        .AddSingleton(s => new BaseApplications(s.GetRequiredService<IWriter>(), s.GetRequiredService<BaseDecisions>()))
        .AddSingleton(s => new DesignateBase(
            s.GetRequiredService<RegulatorDesk>(), s.GetRequiredService<BaseDecisions>(), s.GetRequiredService<ISigning>(), s.GetRequiredService<INotices>()))
        .AddSingleton(s => new SuspendBase(s.GetRequiredService<RegulatorDesk>(), s.GetRequiredService<BaseDecisions>(), s.GetRequiredService<INotices>(), s.GetRequiredService<IFindings>()))
        .AddSingleton(s => new BaseReviews(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetRequiredService<RegulatorDesk>(), s.GetRequiredService<BaseDecisions>(), s.GetRequiredService<ISigning>(),
            s.GetRequiredService<INotices>(), s.GetRequiredService<IFindings>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRoutine>(s => s.GetRequiredService<BaseReviews>())
        .AddSingleton<IRoutine, OverdueBaseReviews>()
        .AddSingleton(s => new BaseQueries(
            s.GetRequiredService<Database>(), s.GetRequiredService<RegulatorDesk>(), s.GetRequiredService<BaseDecisions>(), s.GetRequiredService<BaseFactsReader>(),
            s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<IPractitionerDirectory>(), s.GetRequiredService<IDocumentDirectory>(), s.GetRequiredService<IActorNames>(),
            s.GetRequiredService<RegulationCatalog>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton<BaseWork>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<BaseWork>())
        .AddSingleton<IDueSource>(s => s.GetRequiredService<BaseWork>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<BaseWork>())
        .AddDocumentSubject<TrainingBase>(BaseSubject, Permission.TrainingBasesRead, Permission.TrainingBasesWrite, b => $"{b.Number} {b.TechnologyCategory}", b => $"/training/bases/{b.Id:D}");

    private static IServiceCollection AddProgrammes(this IServiceCollection services) => services
        .AddSingleton<IProgrammes>(s => new ProgrammeDirectory(s.GetRequiredService<BaseDecisions>()))
        .AddSingleton<TrainingProgrammes>()
        .AddSingleton(s => new ApproveProgramme(s.GetRequiredService<IWriter>(), s.GetRequiredService<ProgrammeChecks>(), s.GetRequiredService<ISigning>(), s.GetRequiredService<IDocumentDirectory>()))
        .AddSingleton<ProgrammeChecks>()
        .AddSingleton(s => new ProgrammeQueries(
            s.GetRequiredService<Database>(), s.GetRequiredService<ProgrammeChecks>(), s.GetRequiredService<IPractitionerDirectory>(), s.GetRequiredService<IActorNames>(),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<ProgrammeQueries>())
        .AddDocumentSubject<TrainingProgramme>(
            ProgrammeSubject, Permission.TrainingProgrammesRead, Permission.TrainingProgrammesWrite, p => $"{p.Number} {p.Name}", p => $"/training/programmes/{p.Id:D}");
}
