using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Filings;

/// <summary>Archives of filings are named by their rows, so that they are not swept, and stand among the documents of their deployment.</summary>
internal sealed class FilingFiles : IStoredFileOwner, IListedFiles
{
    public string SubjectKind => GateEvaluation.SubjectKind;

    public async Task<IReadOnlyList<ListedFile>> OfAsync(HengjianDbContext db, Guid subjectId, CancellationToken cancellationToken)
    {
        var bundles = await db.Set<FilingBundle>().Where(b => b.DeploymentId == subjectId).OrderByDescending(b => b.MadeAt).ThenByDescending(b => b.Id).ToListAsync(cancellationToken);
        return bundles.ConvertAll(b => new ListedFile(
            "filingBundle",
            $"filing-{ClauseParameter.TextOf(ShanghaiDay.Of(b.MadeAt))}.zip",
            $"/api/v1/deployments/{subjectId:D}/filing/{b.Id:D}/content",
            b.ArchiveSize,
            b.ArchiveHash,
            b.MadeAt,
            b.ReceiptNumber));
    }

    public async Task<IReadOnlyCollection<string>> NamedAsync(HengjianDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken) =>
        await db.Set<FilingBundle>().Where(b => hashes.Contains(b.ArchiveHash)).Select(b => b.ArchiveHash).ToListAsync(cancellationToken);
}
