using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Access.Contracts;

/// <summary>Erases what was signed of records that are erased.</summary>
public interface ISignatureErasure
{
    /// <summary>Erases the contents of the signatures over these records within the act; answers how many.</summary>
    Task<int> EraseAsync(WriteScope scope, IReadOnlyCollection<Guid> subjects, CancellationToken cancellationToken);
}
