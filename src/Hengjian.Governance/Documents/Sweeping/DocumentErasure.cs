using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Documents.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Documents.Sweeping;

internal sealed class DocumentErasure(Database database, FileStore files, IEnumerable<IStoredFileOwner> owners) : IDocumentErasure
{
    private const int AtOnce = 500;
    private const string Nothing = "–";

    public async Task<IReadOnlyList<string>> EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> subjects, string reason, CancellationToken cancellationToken)
    {
        var hashes = new List<string>();
        foreach (var part in subjects.Chunk(AtOnce))
        {
            foreach (var document in await scope.Db.Set<Document>().Where(d => part.Contains(d.SubjectId) && d.FileHash != "").ToListAsync(cancellationToken))
            {
                hashes.Add(document.FileHash);
                (document.Title, document.FileName, document.FileHash) = (Nothing, Nothing, "");
                document.WithdrawnAt ??= scope.Now;
                document.WithdrawnBy ??= scope.Caller.Id;
                document.WithdrawalReason = reason;
            }
        }

        return hashes;
    }

    public async Task<int> RemoveFilesAsync(Guid institution, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken)
    {
        if (hashes.Count == 0)
        {
            return 0;
        }

        await using var db = database.Read(institution);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            named.UnionWith(await owner.NamedAsync(db, hashes, cancellationToken));
        }

        return hashes.Count(hash => !named.Contains(hash) && files.Remove(institution, hash, TimeSpan.Zero));
    }
}
