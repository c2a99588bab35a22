using Hengjian.Governance.Devices.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Registers;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Directory;

internal sealed class DeploymentDirectory(RegulationCatalog catalog, IInstitutionRegister institutions, IEquipmentDirectory equipment) : IDeploymentDirectory
{
    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, Task<Joined?>>> Query = new(() => EF.CompileAsyncQuery((HengjianDbContext db, Guid id) =>
        (from deployment in db.Set<Deployment>().AsNoTracking()
         where deployment.Id == id
         join technology in db.Set<Technology>().AsNoTracking() on deployment.TechnologyId equals technology.Id
         join version in db.Set<TechnologyVersion>().AsNoTracking() on deployment.TechnologyVersionId equals version.Id
         select new Joined(deployment, technology, version)).FirstOrDefault()));

    private static readonly CompiledQuery<Func<HengjianDbContext, Guid, IAsyncEnumerable<RegistrationCertificate>>> Certificates = new(() => EF.CompileAsyncQuery(
        (HengjianDbContext db, Guid technology) => db.Set<RegistrationCertificate>().AsNoTracking().Where(c => c.TechnologyId == technology)));

    /// <summary>What a file is made of; the institution's code is asked for only where an overlay names one, and an institution's code does not change while acts wait.</summary>
    private readonly Type[] _kinds = [typeof(Deployment), typeof(Technology), typeof(TechnologyVersion), typeof(RegistrationCertificate), .. equipment.LinkedKinds];

    public async Task<DeploymentFile?> FindAsync(HengjianDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (db.Memory?.Find<DeploymentFile>(db.InstitutionId, deploymentId) is { } known)
        {
            return known;
        }

        if (await Query.For(db)(db, deploymentId) is not { } found)
        {
            return null;
        }

        var certificates = new List<RegistrationCertificate>();
        await foreach (var certificate in Certificates.For(db)(db, found.Technology.Id).WithCancellation(cancellationToken))
        {
            certificates.Add(certificate);
        }

        var file = File(found, certificates, await equipment.LinkedDevicesAsync(db, deploymentId, cancellationToken)) with
        {
            Institution = catalog.NamesInstitutions ? await institutions.CreditCodeAsync(db, cancellationToken) : null,
        };
        db.Memory?.Keep(db.InstitutionId, deploymentId, file, _kinds);
        return file;
    }

    public async Task<IReadOnlyList<GovernedDeployment>> GovernedAsync(HengjianDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Deployment>().AsNoTracking().Where(d => d.Stage != DeploymentStage.Study && d.Stage != DeploymentStage.Retired)
            .Select(d => new { d.Id, d.Name, d.DepartmentId, d.Stage, d.SuspendedAt }).ToListAsync(cancellationToken);
        return
        [
            .. rows.OrderBy(d => d.Id.ToString("D"), StringComparer.Ordinal).Select(d => new GovernedDeployment(
                d.Id, d.Name, d.DepartmentId, d.SuspendedAt is null && d.Stage is DeploymentStage.TrialRun or DeploymentStage.RoutineUse)),
        ];
    }

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(HengjianDbContext db, IReadOnlyCollection<Guid> deploymentIds, CancellationToken cancellationToken) =>
        await db.Set<Deployment>().AsNoTracking().Where(d => deploymentIds.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Name, cancellationToken);

    public async Task<IReadOnlyList<(Guid Technology, Guid Deployment)>> OfTechnologiesAsync(
        HengjianDbContext db, IReadOnlyCollection<Guid> technologyIds, CancellationToken cancellationToken) =>
        [
            .. (await db.Set<Deployment>().AsNoTracking().Where(d => technologyIds.Contains(d.TechnologyId)).Select(d => new { d.TechnologyId, d.Id }).ToListAsync(cancellationToken))
                .Select(d => (d.TechnologyId, d.Id)),
        ];

    public async Task<IReadOnlyList<CategoryDeployment>> OfCategoryAsync(HengjianDbContext db, string category, CancellationToken cancellationToken)
    {
        var rows = await (from deployment in db.Set<Deployment>().AsNoTracking()
                          where deployment.Stage != DeploymentStage.Study
                          join technology in db.Set<Technology>().AsNoTracking() on deployment.TechnologyId equals technology.Id
                          orderby deployment.Id
                          select new { deployment.Id, deployment.TechnologyId, deployment.Stage, technology.Category, technology.Specialty }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => NameMatch.Same(r.Category, category)).Select(r => new CategoryDeployment(r.Id, r.TechnologyId, r.Specialty, r.Stage == DeploymentStage.Retired))];
    }

    private static DeploymentFile File(Joined found, List<RegistrationCertificate> certificates, IReadOnlyList<LinkedDeviceFact> linked)
    {
        var (deployment, technology, version) = found;
        var scope = TechnologyScopeFacts.Of(version.AlgorithmVersion, version.Scope, version.ReassessFrom);
        return new DeploymentFile(
            deployment.Id,
            deployment.Name,
            deployment.Stage,
            deployment.Mode,
            deployment.DefaultProtocol,
            deployment.SuspendedAt,
            deployment.SuspensionReason,
            deployment.TurnaroundHours,
            deployment.SrMapping,
            technology.Id,
            technology.Name,
            technology.AiClass,
            technology.Category,
            technology.Specialty,
            technology.ScopesOfPractice,
            technology.FinalDiagnosisScopes,
            technology.Labels,
            version.IndicationChecklist ?? technology.IndicationChecklist,
            version.Id,
            version.AlgorithmName,
            version.AlgorithmVersion,
            scope,
            new DeviceApprovalFacts(
                version.AlgorithmVersion,
                [.. certificates.OrderBy(c => c.ValidFrom).ThenBy(c => c.Id).Select(TechnologyViews.Fact)],
                version.DeliveredOn,
                version.DeliveryDocument,
                linked) { Scope = scope })
        {
            DepartmentId = deployment.DepartmentId,
            ObservedActs = deployment.ObservedActs ?? Deployment.ObservedByMode(deployment.Mode),
            AiTimeLimitMinutes = deployment.AiTimeLimitMinutes,
            Subjects = technology.Subjects,
            Acquires = technology.Acquires,
            Reading = deployment.ReadingPlan ?? ReadingPlan.Plain,
        };
    }

    private sealed record Joined(Deployment Deployment, Technology Technology, TechnologyVersion Version);
}
