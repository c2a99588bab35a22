using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Who acts on a case: the person's record, and what there is of authorisations on the deployment.</summary>
internal sealed record CaseActor(PractitionerFacts Person, PersonAuthorisations Authorisations)
{
    public Guid Id => Person.Id;
}

/// <summary>Reads who acts, once an act.</summary>
public sealed class CaseActors(IPractitionerDirectory practitioners, IAuthorisationDirectory authorisations)
{
    /// <summary>Null where nobody is named, or there is no such record (or none yet at <paramref name="knownAt"/>).</summary>
    internal async Task<CaseActor?> FindAsync(HengjianDbContext db, Guid? practitionerId, DeploymentFile deployment, DateTimeOffset? knownAt, CancellationToken cancellationToken) =>
        practitionerId is { } id && await practitioners.FindAsync(db, id, knownAt, cancellationToken) is { } person
            ? new CaseActor(person, await authorisations.OfPersonAsync(db, id, deployment.TechnologyId, deployment.Id, cancellationToken))
            : null;
}
