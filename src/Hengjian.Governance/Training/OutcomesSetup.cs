using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Quality.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Archive;
using Hengjian.Governance.Training.Certificates;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Feedback;
using Hengjian.Governance.Training.Literacy;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Training;

/// <summary>Certificates, and what comes after training.</summary>
internal static class OutcomesSetup
{
    public static IServiceCollection AddTrainingCertificates(this IServiceCollection services) => services
        .AddSingleton<ICertificates, IssueCertificate>()
        .AddSingleton<ITrainingCertificates, CertificateBook>()
        .AddSingleton<RevocationNotices>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<RevocationNotices>())
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<RevocationNotices>())
        .AddSingleton<RevokeCertificate>()
        .AddSingleton<CertificateVerification>()
        .AddSingleton<CertificateQueries>();

    public static IServiceCollection AddTrainingFeedback(this IServiceCollection services) => services
        .AddSingleton<ReaderScope>()
        .AddSingleton<RetrainingRoutine>()
        .AddSingleton<IRoutine>(s => s.GetRequiredService<RetrainingRoutine>())
        .AddSingleton<AnswerRetraining>()
        .AddSingleton(s => new FeedbackQueries(
            s.GetRequiredService<Database>(),
            s.GetRequiredService<ReaderScope>(),
            s.GetRequiredService<IReaderFigures>(),
            s.GetRequiredService<IPractitionerDirectory>(),
            s.GetRequiredService<IInstitutionRegister>(),
            s.GetRequiredService<RuleEngine>(),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<FeedbackQueries>());

    public static IServiceCollection AddTrainingArchive(this IServiceCollection services) => services
        .AddSingleton<TrainingArchive>()
        .AddSingleton<ExportArchive>()
        .AddSingleton<AnnualReport>();

    public static IServiceCollection AddLiteracy(this IServiceCollection services) => services
        .AddSingleton<LiteracyCourse>()
        .AddSingleton<LiteracyQueries>();
}
