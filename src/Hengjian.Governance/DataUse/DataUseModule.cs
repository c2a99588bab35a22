using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.DataUse.Contracts;
using Hengjian.Governance.DataUse.Domain;
using Hengjian.Governance.DataUse.Register;
using Hengjian.Governance.DataUse.Transfers;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.DataUse;

internal static class DataUseModule
{
    /// <summary>Kind of record that documents of an entry are attached to.</summary>
    public const string SubjectKind = "dataUse";

    public const long LargestAmount = 1_000_000_000;

    public static IServiceCollection AddDataUse(this IServiceCollection services) => services
        .AddSingleton<IOutboundTransfers, OutboundTransfers>()
        .AddSingleton<DataUseRegister>()
        .AddSingleton<DataUseEnding>()
        .AddSingleton<DataUseQueries>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<DataUseQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<DataUseQueries>())
        .AddDocumentSubject<DataUseEntry>(SubjectKind, Permission.DataUseRead, Permission.DataUseWrite, e => $"{e.Number} {e.Receiver}", e => $"/data-uses/{e.Id:D}");
}
