using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Certified;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Practitioners.Directory;
using Hengjian.Governance.Practitioners.Disclosure;
using Hengjian.Governance.Practitioners.Domain;
using Hengjian.Governance.Practitioners.Expiries;
using Hengjian.Governance.Practitioners.Remote;
using Hengjian.Governance.Practitioners.Sheets;
using Hengjian.Governance.Practitioners.Studies;
using Hengjian.Governance.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Practitioners;

internal static class PractitionersModule
{
    public static IServiceCollection AddPractitioners(this IServiceCollection services) => services
        .AddSingleton<IPractitionerDirectory, PractitionerDirectory>()
        .AddSingleton<IPractitionerPlaces, PractitionerPlaces>()
        .AddSingleton<IPractitionerNumbers, SignerNumbers>()
        .AddSingleton<IStaffDirectory, StaffDirectory>()
        .AddSingleton<IPractitionerAbsences, PractitionerAbsences>()
        .AddSingleton<DisclosePractitioner>()
        .AddSingleton<IStudyReaders, StudyReaders>()
        .AddSingleton<ITrainingRecords, TrainingRecords>()
        .AddSingleton<IRemotePractitioners, RemotePractitioners>()
        .AddSingleton<IExpirySource, PractitionerExpiries>()
        .AddSingleton<StagedTables<ImportPreview>>()
        .AddSingleton(s => new ImportPractitioners(
            s.GetRequiredService<IWriter>(),
            s.GetRequiredService<Database>(),
            s.GetRequiredService<IDepartmentDirectory>(),
            s.GetRequiredService<ITrainingCertificates>(),
            s.GetRequiredService<ITableFiles>(),
            s.GetRequiredService<StagedTables<ImportPreview>>(),
            s.GetRequiredService<IResolvedCallers>(),
            s.GetRequiredService<TimeProvider>()))
        .AddSingleton<ExportPractitioners>()
        .AddSingleton<Registers.Practitioners>()
        .AddDocumentSubject<Practitioner>("practitioner", Permission.RegistersRead, Permission.PractitionersWrite, p => p.Name, p => $"/practitioners/{p.Id:D}");
}
