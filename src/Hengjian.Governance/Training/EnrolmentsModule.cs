using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Training.Attendance;
using Hengjian.Governance.Training.CaseLog;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Governance.Training.Recognition;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Training;

/// <summary>Enrolments and all that trainees do: attendance, reading, case logs, evidence and completion.</summary>
internal static class EnrolmentsModule
{
    /// <summary>Kind of record that papers are attached to.</summary>
    public const string SubjectKind = "enrolment";

    public static IServiceCollection AddEnrolments(this IServiceCollection services) => services
        .AddSingleton<IEnrolments, EnrolmentDirectory>()
        .AddSingleton<EnrolmentDesk>()
        .AddSingleton<AdmissionJudge>()
        .AddSingleton<ApplyForTraining>()
        .AddSingleton<DecideEnrolment>()
        .AddSingleton<EnrolmentCare>()
        .AddSingleton<ChangePlan>()
        .AddSingleton<EnrolmentQueries>()
        .AddSingleton<ProgrammeChoices>()
        .AddSingleton<AttendanceCodes>()
        .AddSingleton<Sessions>()
        .AddSingleton<SessionQueries>()
        .AddSingleton<Attend>()
        .AddSingleton<ReadMaterial>()
        .AddSingleton<LogCase>()
        .AddSingleton<AnswerCase>()
        .AddSingleton<CaseLogQueries>()
        .AddSingleton<EnterEvidence>()
        .AddSingleton<CompletionJudge>()
        .AddSingleton<TrainingProgress>()
        .AddSingleton<CompleteEnrolment>()
        .AddSingleton<IRoutine, OverdueEnrolments>()
        .AddSingleton<IWorkSource, EnrolmentWork>()
        .AddSingleton<IDueSource, EnrolmentWork>()
        .AddSingleton<IDocumentSubject, EnrolmentPapers>();
}
