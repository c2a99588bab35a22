using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Examinations.Bank;
using Hengjian.Governance.Examinations.Contracts;
using Hengjian.Governance.Examinations.Marking;
using Hengjian.Governance.Examinations.Papers;
using Hengjian.Governance.Examinations.Results;
using Hengjian.Governance.Examinations.Sheets;
using Hengjian.Governance.Examinations.Sittings;
using Hengjian.Governance.Examinations.Skills;
using Hengjian.Governance.Examinations.Statistics;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Tables;
using Hengjian.Governance.Training.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Examinations;

internal static class ExaminationsModule
{
    public static IServiceCollection AddExaminations(this IServiceCollection services) => services
        .AddSingleton<PaperBook>()
        .AddSingleton(s => new ExaminerCheck(s.Get<IRoleHolders>(), s.Get<RuleEngine>(), s.Get<IInstitutionRegister>()))
        .AddSingleton(s => new CloseSitting(s.Get<PaperBook>(), s.Get<ExaminerCheck>()))
        .AddSingleton<QuestionBank>()
        .AddSingleton<QuestionQueries>()
        .AddSingleton<IDocumentSubject, QuestionImages>()
        .AddSingleton(s => new StagedTables<QuestionImportPreview>(s.Get<TimeProvider>()))
        .AddSingleton(s => new QuestionFiles(
            s.Get<IWriter>(), s.Get<Database>(), s.Get<ITableFiles>(), s.Get<StagedTables<QuestionImportPreview>>(), s.Get<QuestionQueries>(), s.Get<IAccessLog>(), s.Get<TimeProvider>()))
        .AddSingleton<Blueprints>()
        .AddSingleton<PaperActs>()
        .AddSingleton<PaperQueries>()
        .AddSingleton(s => new ScheduleSittings(s.Get<IWriter>(), s.Get<IEnrolments>(), s.Get<ExaminerCheck>()))
        .AddSingleton(s => new ManageSittings(s.Get<IWriter>(), s.Get<IEnrolments>(), s.Get<ExaminerCheck>()))
        .AddSingleton(s => new SitExam(s.Get<IWriter>(), s.Get<PaperBook>(), s.Get<CloseSitting>()))
        .AddSingleton(s => new OwnSittings(s.Get<Database>(), s.Get<PaperBook>(), s.Get<ExaminerCheck>(), s.Get<IDocumentDirectory>(), s.Get<TimeProvider>()))
        .AddSingleton(s => new SittingQueries(
            s.Get<Database>(), s.Get<PaperBook>(), s.Get<ExaminerCheck>(), s.Get<IPractitionerDirectory>(), s.Get<IActorNames>(), s.Get<TimeProvider>()))
        .AddSingleton<IWorkSource>(s => s.Get<SittingQueries>())
        .AddSingleton<IDueSource>(s => s.Get<SittingQueries>())
        .AddSingleton<IRoutine, SittingClock>()
        .AddSingleton(s => new MarkAnswers(s.Get<IWriter>(), s.Get<PaperBook>(), s.Get<IEnrolments>(), s.Get<ExaminerCheck>(), s.Get<ISigning>()))
        .AddSingleton(s => new MarkingQueries(s.Get<Database>(), s.Get<PaperBook>(), s.Get<MarkAnswers>(), s.Get<ExaminerCheck>(), s.Get<IDocumentDirectory>(), s.Get<TimeProvider>()))
        .AddSingleton(s => new Checklists(s.Get<IWriter>(), s.Get<ExaminerCheck>()))
        .AddSingleton(s => new SkillsActs(s.Get<IWriter>(), s.Get<IEnrolments>(), s.Get<ExaminerCheck>(), s.Get<ISigning>()))
        .AddSingleton(s => new SkillsQueries(
            s.Get<Database>(), s.Get<IEnrolments>(), s.Get<ExaminerCheck>(), s.Get<IPractitionerDirectory>(), s.Get<IActorNames>(), s.Get<TimeProvider>()))
        .AddSingleton<IWorkSource>(s => s.Get<SkillsQueries>())
        .AddSingleton(s => new ResultSheets(s.Get<Database>(), s.Get<SittingQueries>(), s.Get<SkillsQueries>()))
        .AddSingleton(s => new PaperStatistics(s.Get<Database>(), s.Get<PaperBook>(), s.Get<ExaminerCheck>(), s.Get<ITableFiles>(), s.Get<TimeProvider>()))
        .AddSingleton<ILiteracyTests, LiteracyResults>()
        .AddSingleton<IExaminationResults, ExaminationResults>();

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
