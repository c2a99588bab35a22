using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Institutions.Founding;
using Hengjian.Governance.Institutions.Registers;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hengjian.Governance.Institutions;

internal static class InstitutionsModule
{
    public static IServiceCollection AddInstitutions(this IServiceCollection services) => services
        .AddSingleton<Registers.Institutions>()
        .AddSingleton<Departments>()
        .AddSingleton<IDepartmentDirectory, DepartmentDirectory>()
        .AddSingleton<IInstitutionFacts, InstitutionFactsReader>()
        .AddSingleton<IExpirySource, InstitutionExpiries>()
        .AddSingleton<IInstitutionRegister, InstitutionRegister>()
        .AddDocumentSubject<Institution>("institution", Permission.RegistersRead, Permission.InstitutionsWrite, i => i.Name, i => $"/institutions/{i.Id:D}")
        .AddDocumentSubject<Department>("department", Permission.RegistersRead, Permission.InstitutionsWrite, d => d.Name, d => $"/departments/{d.Id:D}");

    private sealed class DepartmentDirectory : IDepartmentDirectory
    {
        public Task<bool> ExistsAsync(HengjianDbContext db, Guid department, CancellationToken cancellationToken) =>
            db.Set<Department>().AnyAsync(d => d.Id == department, cancellationToken);

        public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
            await db.Set<Department>().AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, cancellationToken);
    }
}
