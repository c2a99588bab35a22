using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Registers;

public sealed record SuspensionRequest
{
    public string? Reason { get; init; }
}

/// <summary>The register of deployments: which version runs where, at which stage, and the switch that suspends it.</summary>
public sealed class Deployments(IWriter writer, Database database, IDepartmentDirectory departments, IDeploymentDirectory directory, IEnumerable<ISrMappingCheck> mappings)
{
    private const int LongestMapping = 20_000;

    public Task<Outcome<Created>> RegisterAsync(DeploymentRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var deployment = new Deployment { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now };
                if (await FillAsync(deployment, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(deployment);
                scope.Record("deployment.registered", nameof(Deployment), deployment.Id);
                return new Created(deployment.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, DeploymentRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Deployment>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } deployment)
                {
                    return new NotFound("deployment");
                }

                if (deployment.Version != version)
                {
                    return new Stale(version, deployment.Version);
                }

                if (await FillAsync(deployment, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Record("deployment.changed", nameof(Deployment), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    /// <summary>Suspends: new cases are refused from now on, open ones go on with the AI result marked.</summary>
    public Task<Outcome<Created>> SuspendAsync(Guid id, SuspensionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        SwitchAsync(id, request, context, suspend: true, cancellationToken);

    public Task<Outcome<Created>> ResumeAsync(Guid id, SuspensionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        SwitchAsync(id, request, context, suspend: false, cancellationToken);

    /// <param name="studies">False leaves out those that a reader-study import made, which no patient and no physician's act ever meets.</param>
    public async Task<Page<DeploymentItem>> ListAsync(Caller caller, DeploymentStage? stage, PageRequest page, CancellationToken cancellationToken, bool studies = true)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = db.Set<Deployment>().Where(d => (stage == null || d.Stage == stage) && (studies || d.Stage != DeploymentStage.Study));
        var items = await (
            from deployment in rows.OrderBy(d => d.Name).ThenBy(d => d.Id).Skip(page.Skip).Take(page.Size)
            join technology in db.Set<Technology>() on deployment.TechnologyId equals technology.Id
            join version in db.Set<TechnologyVersion>() on deployment.TechnologyVersionId equals version.Id
            orderby deployment.Name, deployment.Id
            select new { deployment, technology, version }).ToListAsync(cancellationToken);
        return new Page<DeploymentItem>(
            [.. items.Select(i => new DeploymentItem(
                i.deployment.Id,
                i.deployment.Name,
                i.deployment.SuspendedAt is null ? i.deployment.Stage : DeploymentStage.Suspended,
                i.technology.AiClass,
                i.technology.Specialty,
                new AlgorithmName(i.version.AlgorithmName, i.version.AlgorithmVersion),
                i.technology.Name,
                i.deployment.SuspendedAt is not null,
                i.technology.Id))],
            await rows.CountAsync(cancellationToken));
    }

    public async Task<DeploymentView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var row = await db.Set<Deployment>().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
        if (row is null || await directory.FindAsync(db, id, cancellationToken) is not { } file)
        {
            return null;
        }

        return new DeploymentView(
            row.Id,
            row.Version,
            row.Name,
            row.SuspendedAt is null ? row.Stage : DeploymentStage.Suspended,
            file.AiClass,
            file.Specialty,
            new AlgorithmName(file.AlgorithmName, file.AlgorithmVersion),
            file.TechnologyId,
            file.TechnologyName,
            file.VersionId,
            row.DepartmentId,
            row.Mode,
            row.DefaultProtocol,
            row.TurnaroundHours,
            row.SrMapping,
            row.SuspendedAt,
            row.SuspensionReason,
            file.ScopesOfPractice,
            file.FinalDiagnosisScopes,
            file.Labels,
            file.IndicationChecklist,
            row.Stage);
    }

    private Task<Outcome<Created>> SwitchAsync(Guid id, SuspensionRequest request, WriteRequest context, bool suspend, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                if (await scope.Db.Set<Deployment>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } deployment)
                {
                    return new NotFound("deployment");
                }

                if (deployment.SuspendedAt is not null == suspend)
                {
                    return new Conflict(suspend ? "register.alreadySuspended" : "register.notSuspended");
                }

                deployment.SuspendedAt = suspend ? scope.Now : null;
                deployment.SuspensionReason = request.Reason;
                scope.Record(suspend ? "deployment.suspended" : "deployment.resumed", nameof(Deployment), id);
                return new Created(id);
            },
            cancellationToken);

    private async Task<Refusal?> FillAsync(Deployment deployment, DeploymentRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        var errors = new FieldErrors();
        errors.Text("name", request.Name, 200);
        errors.Require(request.Stage is not null, "stage", "field.required");
        errors.Require(request.Stage is not (DeploymentStage.Study or DeploymentStage.Suspended), "stage", "register.stageNotChosen");
        errors.Require(request.TurnaroundHours is null or (>= 1 and <= 8760), "turnaroundHours", "field.outOfRange", ("from", "1"), ("to", "8760"));
        var version = await db.Set<TechnologyVersion>().FirstOrDefaultAsync(v => v.Id == request.TechnologyVersionId, cancellationToken);
        errors.Require(version is not null && version.TechnologyId == request.TechnologyId, "technologyVersionId", "field.unknownReference");
        if (request.DepartmentId is { } department && !await departments.ExistsAsync(db, department, cancellationToken))
        {
            errors.Add("departmentId", "field.unknownReference");
        }

        if (!string.IsNullOrWhiteSpace(request.SrMapping) && version is not null)
        {
            await CheckMappingAsync(request.SrMapping, version.TechnologyId, db, errors, cancellationToken);
        }

        if (request.Name is { } name && await db.Set<Deployment>().AnyAsync(d => d.Name == name.Trim() && d.Id != deployment.Id, cancellationToken))
        {
            errors.Add("name", "register.nameTaken");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        deployment.Name = request.Name!.Trim();
        deployment.TechnologyId = request.TechnologyId!.Value;
        deployment.TechnologyVersionId = request.TechnologyVersionId!.Value;
        deployment.DepartmentId = request.DepartmentId;
        deployment.Stage = request.Stage!.Value;
        deployment.Mode = request.Mode ?? DeploymentMode.Enforced;
        deployment.DefaultProtocol = request.DefaultProtocol ?? ReadingProtocol.AiFirst;
        deployment.TurnaroundHours = request.TurnaroundHours;
        deployment.SrMapping = string.IsNullOrWhiteSpace(request.SrMapping) ? null : request.SrMapping;
        return null;
    }

    /// <summary>A mapping must be readable and give only labels that the technology knows: an unknown label would leave every result without one.</summary>
    private async Task CheckMappingAsync(string json, Guid technology, HengjianDbContext db, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Require(json.Length <= LongestMapping, "srMapping", "field.tooLong", ("longest", LongestMapping.ToString(CultureInfo.InvariantCulture)));
        var labels = await db.Set<Technology>().Where(t => t.Id == technology).Select(t => t.Labels).FirstAsync(cancellationToken);
        foreach (var reading in mappings.Where(_ => json.Length <= LongestMapping).Select(m => m.Read(json)))
        {
            foreach (var problem in reading.Problems)
            {
                errors.Add("srMapping", "register.srMapping", ("problem", problem));
            }

            foreach (var label in reading.Labels.Where(l => labels.All(known => known.Code != l)))
            {
                errors.Add("srMapping", "register.srMappingLabel", ("label", label));
            }
        }
    }
}
