using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Documents.Register;

internal sealed class DocumentDirectory(FileStore files) : IDocumentDirectory
{
    public async Task<IReadOnlyList<DocumentFact>> OfAsync(HengjianDbContext db, string subjectKind, Guid subjectId, CancellationToken cancellationToken) =>
        [.. (await Of(db, subjectKind, subjectId).OrderByDescending(d => d.UploadedAt).ThenByDescending(d => d.Id).ToListAsync(cancellationToken)).Select(d => d.Fact())];

    public async Task<DocumentFact?> FindAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await db.Set<Document>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken))?.Fact();

    public async Task<IReadOnlyDictionary<DocumentCategory, int>> CountAsync(
        HengjianDbContext db, string subjectKind, Guid subjectId, DateOnly day, CancellationToken cancellationToken) =>
        (await Of(db, subjectKind, subjectId).Where(d => d.WithdrawnAt == null).ToListAsync(cancellationToken))
            .Where(d => d.Fact().CountsOn(day)).CountBy(d => d.Category).ToDictionary();

    public async Task<byte[]?> ReadAsync(HengjianDbContext db, Guid id, CancellationToken cancellationToken) =>
        await FindAsync(db, id, cancellationToken) is { } found ? await files.ReadAsync(db.InstitutionId, found.Hash, cancellationToken) : null;

    private static IQueryable<Document> Of(HengjianDbContext db, string subjectKind, Guid subjectId) =>
        db.Set<Document>().AsNoTracking().Where(d => d.SubjectKind == subjectKind && d.SubjectId == subjectId);
}
