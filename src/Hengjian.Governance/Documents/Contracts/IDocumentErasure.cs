using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Documents.Contracts;

/// <summary>Erases documents that are attached to records that are erased.</summary>
internal interface IDocumentErasure
{
    /// <summary>Withdraws them within the act and takes titles and names off; answers the names of their files, which go with <see cref="RemoveFilesAsync"/>.</summary>
    Task<IReadOnlyList<string>> EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> subjects, string reason, CancellationToken cancellationToken);

    /// <summary>Removes the files of these names that no row names any more, whatever their age; answers how many.</summary>
    Task<int> RemoveFilesAsync(Guid institution, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken);
}
