using System.Globalization;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Hengjian.Governance.Technologies.Stages;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Registers;

public sealed record SuspensionRequest
{
    public string? Reason { get; init; }
}

/// <summary>The register of deployments: which version runs where, at which stage, and the switch that suspends it.</summary>
public sealed class Deployments(IWriter writer, Database database, IDepartmentDirectory departments, IDeploymentDirectory directory, IEnumerable<ISrMappingCheck> mappings, IEnumerable<IDeploymentObserver> observers)
{
    private const int LongestMapping = 20_000;

    public Task<Outcome<Created>> RegisterAsync(DeploymentRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var deployment = new Deployment { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedAt = scope.Now };
                var errors = new FieldErrors();
                CheckBeginning(request, scope.Now, errors);
                if (await FillAsync(deployment, request, scope, errors, ct) is { } refusal)
                {
                    return refusal;
                }

                deployment.Stage = request.Stage ?? DeploymentStage.Proposed;
                (deployment.TakeoverReason, deployment.InUseSince) = (request.Takeover?.Reason?.Trim(), request.Takeover?.InUseSince);
                scope.Db.Add(deployment);
                scope.Record(request.Takeover is null ? "deployment.registered" : "deployment.takenOver", nameof(Deployment), deployment.Id);
                foreach (var observer in observers)
                {
                    await observer.RegisteredAsync(scope, DeploymentStages.Standing(deployment), ct);
                }

                return new Created(deployment.Id);
            },
            cancellationToken);

    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, DeploymentRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<Deployment>().Where(d => d.Id == id),
        version,
        context,
        "deployment",
        "deployment.changed",
        (deployment, scope, ct) =>
        {
            var errors = new FieldErrors();
            CheckKept(deployment, request, errors);
            return FillAsync(deployment, request, scope, errors, ct);
        },
        cancellationToken);

    /// <summary>Suspends: new cases are refused from now on, open ones go on with the AI result marked. It resumes through its gate.</summary>
    public Task<Outcome<Created>> SuspendAsync(Guid id, SuspensionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
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

                if (deployment.SuspendedAt is not null)
                {
                    return new Conflict("register.alreadySuspended");
                }

                deployment.SuspendedAt = scope.Now;
                deployment.SuspensionReason = request.Reason;
                scope.Record("deployment.suspended", nameof(Deployment), id);
                foreach (var observer in observers)
                {
                    await observer.SuspendedAsync(scope, DeploymentStages.Standing(deployment), request.Reason!, ct);
                }

                return new Created(id);
            },
            cancellationToken);

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
            row.Stage)
        {
            Takeover = DeploymentStages.Standing(row).Takeover,
            ObservedActs = file.ObservedActs,
            AiTimeLimitMinutes = file.AiTimeLimitMinutes,
        };
    }

    /// <summary>A new deployment is proposed; what is in use already says why and since when.</summary>
    private static void CheckBeginning(DeploymentRequest request, DateTimeOffset now, FieldErrors errors)
    {
        errors.Require(request.Stage is not (DeploymentStage.Study or DeploymentStage.Suspended), "stage", "register.stageNotChosen");
        if (request.Takeover is not { } takeover)
        {
            errors.Require(request.Stage is null or DeploymentStage.Proposed || errors.Any, "stage", "register.stageByGate");
            return;
        }

        errors.Require(request.Stage is not null, "stage", "field.required");
        errors.Require(request.Stage is not (DeploymentStage.Proposed or DeploymentStage.Review), "stage", "register.takeoverStage");
        errors.Text("takeover.reason", takeover.Reason, 500);
        errors.Require(takeover.InUseSince is not null, "takeover.inUseSince", "field.required");
        errors.Require(takeover.InUseSince is null || takeover.InUseSince <= ShanghaiDay.Of(now), "takeover.inUseSince", "field.future");
        errors.Require(takeover.InUseSince is null or { Year: >= 1980 }, "takeover.inUseSince", "field.tooEarly");
    }

    /// <summary>The stage changes through gates; once used on patients, so do version, department and protocol.</summary>
    private static void CheckKept(Deployment deployment, DeploymentRequest request, FieldErrors errors)
    {
        errors.Require(request.Stage is null || request.Stage == deployment.Stage, "stage", "register.stageByGate");
        errors.Require(request.Mode is null || request.Mode == deployment.Mode, "mode", "register.modeByAct");
        if (deployment.Stage is DeploymentStage.TrialRun or DeploymentStage.RoutineUse)
        {
            errors.Require(request.TechnologyVersionId is null || request.TechnologyVersionId == deployment.TechnologyVersionId, "technologyVersionId", "register.changeByGate");
            errors.Require(request.DepartmentId == deployment.DepartmentId, "departmentId", "register.changeByGate");
            errors.Require(request.DefaultProtocol is null || request.DefaultProtocol == deployment.DefaultProtocol, "defaultProtocol", "register.changeByGate");
        }
    }

    private async Task<Refusal?> FillAsync(Deployment deployment, DeploymentRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        var db = scope.Db;
        errors.Text("name", request.Name, 200);
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
        deployment.Mode = request.Mode ?? (deployment.Version == 0 ? DeploymentMode.Enforced : deployment.Mode);
        deployment.DefaultProtocol = request.DefaultProtocol ?? (deployment.Version == 0 ? ReadingProtocol.AiFirst : deployment.DefaultProtocol);
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
