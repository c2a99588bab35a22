using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Filings;

/// <summary>Archives of filings are named by their rows, so that they are not swept.</summary>
internal sealed class FilingFiles : IStoredFileOwner
{
    public async Task<IReadOnlyCollection<string>> NamedAsync(HengjianDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
        await db.Set<FilingBundle>().Where(b => hashes.Contains(b.ArchiveHash)).Select(b => b.ArchiveHash).ToListAsync(cancellationToken);
}
