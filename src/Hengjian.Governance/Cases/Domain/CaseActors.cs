using Hengjian.Governance.Agreements.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Policies.Contracts;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Domain;

/// <summary>Who acts on a case: the person's record, and what there is of authorisations on the deployment.</summary>
internal sealed record CaseActor(PractitionerFacts Person, PersonAuthorisations Authorisations)
{
    /// <summary>Agreements of this institution, for a remote reader; empty for everybody else.</summary>
    public IReadOnlyList<AgreementFact> Agreements { get; init; } = [];

    public Guid Id => Person.Id;
}

/// <summary>Reads who acts, once an act.</summary>
public sealed class CaseActors(IPractitionerDirectory practitioners, IAuthorisationDirectory authorisations, IOperatingRules operating, IAgreementDirectory agreements)
{
    /// <summary>Null where nobody is named, or there is no such record (or none yet at <paramref name="knownAt"/>).</summary>
    internal async Task<CaseActor?> FindAsync(HengjianDbContext db, Guid? practitionerId, DeploymentFile deployment, DateTimeOffset? knownAt, CancellationToken cancellationToken) =>
        practitionerId is { } id && await practitioners.FindAsync(db, id, knownAt, cancellationToken) is { } person
            ? new CaseActor(person, await authorisations.OfPersonAsync(db, id, deployment.TechnologyId, deployment.Id, cancellationToken))
            {
                Agreements = person.Home is null ? [] : await agreements.OfDeploymentAsync(db, deployment.TechnologyId, deployment.Id, cancellationToken),
            }
            : null;

    /// <summary>Facts of R17-3.1a for an act now: the version's procedures and guidelines, and which of them the person has acknowledged; for nobody, the list alone.</summary>
    internal Task<OperatingRuleFacts> RulesAsync(
        HengjianDbContext db, Guid? practitionerId, PolicyAct? act, DeploymentFile deployment, DateTimeOffset at, CancellationToken cancellationToken) => operating.FactsAsync(
        db,
        new OperatingQuestion(
            deployment.TechnologyId, deployment.VersionId, TechnologyScopeJudgement.IsGated(TechnologyScopeJudgement.Of(deployment.Scope, at)), practitionerId, act),
        at,
        cancellationToken);
}
