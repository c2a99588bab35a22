using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Directory;

internal sealed class AuthorisationDirectory(IDeploymentDirectory deployments) : IAuthorisationDirectory
{
    // Asked at each signed act.
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Guid, Guid, IAsyncEnumerable<Authorisation>>> OfPerson = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid practitioner, Guid technology, Guid deployment) => db.Set<Authorisation>().AsNoTracking()
            .Where(a => a.PractitionerId == practitioner && (a.DeploymentId == deployment || (a.WholeTechnology && a.TechnologyId == technology)))));

    public async Task<PersonAuthorisations> OfPersonAsync(HengjianDbContext db, Guid practitionerId, Guid technologyId, Guid deploymentId, CancellationToken cancellationToken)
    {
        var terms = new List<AuthorisationTerm>();
        var pending = new List<(AuthorisationState, IReadOnlyList<PractitionerAct>)>();
        await foreach (var row in OfPerson.For(db)(db, practitionerId, technologyId, deploymentId).WithCancellation(cancellationToken))
        {
            if (row.Term() is { } term)
            {
                terms.Add(term);
            }
            else if (row.State is not (AuthorisationState.Refused or AuthorisationState.Withdrawn))
            {
                pending.Add((row.State, row.Acts));
            }
        }

        return terms.Count + pending.Count == 0 ? PersonAuthorisations.None : new PersonAuthorisations([.. terms.OrderBy(t => t.From)], pending);
    }

    public async Task<IReadOnlyList<AuthorisationTerm>> OfDeploymentAsync(
        HengjianDbContext db, Guid technologyId, Guid deploymentId, DateTimeOffset at, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Authorisation>().AsNoTracking()
            .Where(a => a.TechnologyId == technologyId && a.State == AuthorisationState.Granted && (a.WholeTechnology || a.DeploymentId == deploymentId) && a.From <= at && a.Until > at)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => r.Term()!).Where(t => t.InForce(at, knownAt)).OrderBy(t => t.From)];
    }

    public async Task<AuthorisationReach> ReachAsync(HengjianDbContext db, Guid practitionerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Authorisation>().AsNoTracking()
            .Where(a => a.PractitionerId == practitionerId && a.State == AuthorisationState.Granted && a.From <= now && a.Until > now && a.SuspendedAt == null && a.RevokedAt == null)
            .Select(a => new { a.DeploymentId, a.TechnologyId, a.WholeTechnology, a.MayOperate, a.MayOpine, a.MayConclude }).ToListAsync(cancellationToken);
        var technologies = rows.Where(r => r.WholeTechnology).Select(r => r.TechnologyId).ToHashSet();
        var siblings = technologies.Count == 0 ? [] : await deployments.OfTechnologiesAsync(db, technologies, cancellationToken);
        var byAct = new Dictionary<PractitionerAct, IReadOnlySet<Guid>>();
        foreach (var act in Enum.GetValues<PractitionerAct>())
        {
            var allowed = rows.Where(r => act switch { PractitionerAct.Operate => r.MayOperate, PractitionerAct.Opinion => r.MayOpine, _ => r.MayConclude }).ToList();
            byAct[act] = allowed.Select(r => r.DeploymentId)
                .Concat(siblings.Where(s => allowed.Exists(r => r.WholeTechnology && r.TechnologyId == s.Technology)).Select(s => s.Deployment)).ToHashSet();
        }

        return new AuthorisationReach(byAct);
    }
}
