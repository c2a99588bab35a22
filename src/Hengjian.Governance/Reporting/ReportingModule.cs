using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Jobs.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Reporting.Bundles;
using Hengjian.Governance.Reporting.Contracts;
using Hengjian.Governance.Reporting.Domain;
using Hengjian.Governance.Reporting.Outbox;
using Hengjian.Governance.Reporting.Oversight;
using Hengjian.Governance.Reporting.Receivers;
using Hengjian.Governance.Reporting.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Reporting;

internal static class ReportingModule
{
    /// <summary>Kind of record that proofs of manual entry are attached to.</summary>
    public const string SubjectKind = "reportMessage";

    public static IServiceCollection AddReporting(this IServiceCollection services) => services
        .AddSingleton<ICaseObserver, QueueReports>()
        .AddSingleton<ReceiptBook>()
        .AddSingleton<IReportSource, CaseSource>()
        .AddSingleton<IReportSource, EventSource>()
        .AddSingleton<IReportSource, FiguresSource>()
        .AddSingleton<ReportingOversight>()
        .AddSingleton<SenderIdentity>()
        .AddSingleton<ReceiverRegister>()
        .AddSingleton<ReceiverQueries>()
        .AddSingleton(s => new MakeReports(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetServices<IReportSource>(), s.GetRequiredService<IOutboundTransfers>(),
            s.GetRequiredService<INotices>(), s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<RuleEngine>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new SendReports(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetServices<IReportCarrier>(), s.GetRequiredService<ReceiptBook>(),
            s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<RegulationCatalog>(), s.GetRequiredService<SenderIdentity>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new OutboxActs(
            s.GetRequiredService<IWriter>(), s.GetRequiredService<ReceiptBook>(), s.GetRequiredService<IDocumentDirectory>(), s.GetRequiredService<IInstitutionRegister>(),
            s.GetRequiredService<RegulationCatalog>()))
        .AddSingleton(s => new OutboxQueries(
            s.GetRequiredService<Database>(), s.GetRequiredService<ICaseReporting>(), s.GetRequiredService<ICaseDirectory>(), s.GetRequiredService<ReceiptBook>(),
            s.GetRequiredService<RuleEngine>(), s.GetRequiredService<IInstitutionRegister>(), s.GetRequiredService<IActorNames>(), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => new ReportBundles(s.GetRequiredService<IWriter>(), s.GetRequiredService<Database>(), s.GetRequiredService<ReceiptBook>()))
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<OutboxQueries>())
        .AddSingleton<IRoutine, DeliverReports>()
        .AddSingleton<IRoutine, SettleCases>()
        .AddSingleton<IRoutine, QueueEvents>()
        .AddSingleton<IRoutine, QueueFigures>()
        .AddSingleton<IRoutine, WatchReports>()
        .AddSingleton<IDueSource, ReportDue>()
        .AddDocumentSubject<ReportMessage>(SubjectKind, Permission.ReportingRead, Permission.ReportingWrite, m => m.Number, m => $"/reporting/messages/{m.Id:D}");
}
