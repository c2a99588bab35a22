using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Institutions.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Institutions.Founding;

internal sealed class InstitutionRegister(Database database) : IInstitutionRegister
{
    public async Task<IReadOnlyList<InstitutionName>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(Guid.Empty);
        return await Names(db.Set<Institution>().IgnoreQueryFilters().OrderBy(i => i.Id)).ToListAsync(cancellationToken);
    }

    public async Task<InstitutionName?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(id);
        return await Names(db.Set<Institution>().Where(i => i.Id == id)).FirstOrDefaultAsync(cancellationToken);
    }

    public Task<string?> CreditCodeAsync(HengjianDbContext db, CancellationToken cancellationToken) =>
        db.Set<Institution>().AsNoTracking().Where(i => i.Id == db.InstitutionId).Select(i => (string?)i.UnifiedSocialCreditCode).FirstOrDefaultAsync(cancellationToken);

    public void Found(WriteScope scope, string name, string unifiedSocialCreditCode, RegionLevel? region = null) => scope.Db.Add(new Institution
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.InstitutionId,
        Kind = region is null ? InstitutionKind.Hospital : InstitutionKind.Region,
        RegionLevel = region,
        Name = name,
        UnifiedSocialCreditCode = unifiedSocialCreditCode,
        Level = "未定级",
        Grade = "未定等",
        CreatedAt = scope.Now,
    });

    private static IQueryable<InstitutionName> Names(IQueryable<Institution> rows) =>
        rows.Select(i => new InstitutionName(i.Id, i.Name, i.UnifiedSocialCreditCode, i.IsDemonstration, i.Kind == InstitutionKind.Region) { RegionLevel = i.RegionLevel });
}
