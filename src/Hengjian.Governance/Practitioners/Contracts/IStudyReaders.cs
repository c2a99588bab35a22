using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Practitioners.Contracts;

/// <summary>Readers of imported studies: practitioners in name only, eligible for nothing.</summary>
public interface IStudyReaders
{
    /// <summary>Adds a reader for each name and answers their ids in the same order. Two studies never share a reader: the same name need not be the same person.</summary>
    IReadOnlyList<Guid> Add(WriteScope scope, IReadOnlyList<string> names);

    /// <summary>Erases readers that an unfinished import made.</summary>
    Task EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);
}
