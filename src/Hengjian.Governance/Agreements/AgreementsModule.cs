using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Agreements.Directory;
using Hengjian.Governance.Agreements.Domain;
using Hengjian.Governance.Agreements.Register;
using Hengjian.Governance.Agreements.Views;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Notices.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Agreements;

internal static class AgreementsModule
{
    /// <summary>Kind of record that the signed paper is attached to.</summary>
    public const string SubjectKind = "remoteAgreement";

    public static IServiceCollection AddAgreements(this IServiceCollection services) => services
        .AddSingleton<IAgreementDirectory, AgreementDirectory>()
        .AddSingleton<AgreementDesk>()
        .AddSingleton<ProposeAgreement>()
        .AddSingleton<AnswerAgreement>()
        .AddSingleton<AgreementQueries>()
        .AddSingleton<RegionalReading>()
        .AddSingleton<IWorkSource>(s => s.GetRequiredService<AgreementQueries>())
        .AddSingleton<IExpirySource>(s => s.GetRequiredService<AgreementQueries>())
        .AddDocumentSubject<Agreement>(SubjectKind, Permission.RegistersRead, Permission.AgreementsWrite, a => $"{a.Number} {a.Partner}", a => $"/agreements/{a.Id:D}");
}
