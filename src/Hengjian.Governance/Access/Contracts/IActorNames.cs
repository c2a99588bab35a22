namespace Hengjian.Governance.Access.Contracts;

/// <summary>Names behind the actor ids of ledger records.</summary>
public interface IActorNames
{
    /// <summary>Display names of users and names of device tokens, by id as the ledger writes it; unknown ids and the program itself are absent.</summary>
    Task<IReadOnlyDictionary<string, string>> FindAsync(Guid institution, IReadOnlyCollection<string> actorIds, CancellationToken cancellationToken);
}
