using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Cases.Domain;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;

namespace Hengjian.Governance.Cases.Readings;

/// <summary>Names readers by the deployment's rule when a case is registered without any. The pool asks nothing and costs nothing.</summary>
public sealed class ReaderAssignment(IAuthorisationDirectory authorisations, CaseActors actors, CaseDecisions rules, CaseParameters parameters)
{
    private const int MostNamed = 20;

    internal async Task<IReadOnlyList<Guid>> ForAsync(WriteScope scope, DeploymentFile deployment, CancellationToken cancellationToken)
    {
        var plan = deployment.Reading;
        if (plan.Assignment == AssignmentRule.Pool)
        {
            return [];
        }

        var authorised = (await authorisations.OfDeploymentAsync(scope.Db, deployment.TechnologyId, deployment.Id, scope.Now, null, cancellationToken))
            .Where(t => t.Acts.Contains(PractitionerAct.Opinion)).Select(t => t.PractitionerId).Distinct().OrderBy(id => id.ToString("D"), StringComparer.Ordinal).ToList();
        return plan.Assignment == AssignmentRule.Specialty
            ? await InSpecialtyAsync(scope, deployment, authorised, cancellationToken)
            : await NextAsync(scope, deployment, authorised, plan.ReadersPerCase ?? parameters.MinimumPhysicians(deployment.Institution, scope.Now), cancellationToken);
    }

    /// <summary>Everybody eligible whose period in the technology's specialty runs today; nobody such leaves the case to the pool.</summary>
    private async Task<IReadOnlyList<Guid>> InSpecialtyAsync(WriteScope scope, DeploymentFile deployment, List<Guid> authorised, CancellationToken cancellationToken)
    {
        var today = ShanghaiDay.Of(scope.Now);
        var found = new List<Guid>();
        foreach (var id in authorised)
        {
            if (found.Count < MostNamed
                && await EligibleAsync(scope, deployment, id, cancellationToken) is { } person
                && person.SpecialtyPeriods.Any(p => p.Specialty == deployment.Specialty && p.From <= today && (p.To is null || p.To >= today)))
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>The next eligible ones after those of the case before; too few eligible leave the case to the pool, where nobody is kept from it.</summary>
    private async Task<IReadOnlyList<Guid>> NextAsync(WriteScope scope, DeploymentFile deployment, List<Guid> authorised, int wanted, CancellationToken cancellationToken)
    {
        if (authorised.Count < wanted)
        {
            return [];
        }

        var turn = await NumberSequence.NextAsync(scope, "readers-" + deployment.Id.ToString("N"), cancellationToken) - 1;
        var start = (int)(turn * wanted % authorised.Count);
        var found = new List<Guid>();
        for (var i = 0; i < authorised.Count && found.Count < wanted; i++)
        {
            var id = authorised[(start + i) % authorised.Count];
            if (await EligibleAsync(scope, deployment, id, cancellationToken) is not null)
            {
                found.Add(id);
            }
        }

        return found.Count < wanted ? [] : found;
    }

    private async Task<PractitionerFacts?> EligibleAsync(WriteScope scope, DeploymentFile deployment, Guid id, CancellationToken cancellationToken) =>
        await actors.FindAsync(scope.Db, id, deployment, null, cancellationToken) is { } actor && rules.Opinion(actor, deployment, scope.Now).All(d => !d.Blocks)
            ? actor.Person
            : null;
}
