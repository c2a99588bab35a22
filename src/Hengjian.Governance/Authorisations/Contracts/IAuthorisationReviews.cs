namespace Hengjian.Governance.Authorisations.Contracts;

/// <summary>Looks at what granted authorisations rest on, outside the clock's turn.</summary>
public interface IAuthorisationReviews
{
    /// <summary>Tells an institution at once of authorisations whose training no longer counts, and takes back what no longer holds; in an act of its own.</summary>
    Task FollowAsync(Guid institution, CancellationToken cancellationToken);
}
