using Hengjian.Governance.Persistence;

namespace Hengjian.Governance.Documents.Contracts;

/// <summary>A module whose rows name files of the file store. Each registers its own: a file that no owner names is removed a day after it was stored.</summary>
internal interface IStoredFileOwner
{
    /// <summary>Which of these files the institution's rows name.</summary>
    Task<IReadOnlyCollection<string>> NamedAsync(HengjianDbContext db, IReadOnlyCollection<string> hashes, CancellationToken cancellationToken);
}
