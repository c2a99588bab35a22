using System.Text;
using System.Text.Json;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.LifeCycle.Domain;
using Hengjian.Governance.LifeCycle.Gates;
using Hengjian.Governance.LifeCycle.Views;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Protection;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Readiness.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.LifeCycle.Filings;

/// <summary>That a bundle was sent, as proof of manual entry (practice.md 10).</summary>
public sealed record FiledRequest
{
    public DateOnly? On { get; init; }

    public string? ReceiptNumber { get; init; }
}

/// <summary>A bundle to make.</summary>
public sealed record FilingRequest
{
    public Guid? LeadPhysicianId { get; init; }
}

public sealed record FilingBundleView(Guid Id, string? LeadPhysician, IReadOnlyList<BundleFile> Files, string Sha256, long Size, DateTimeOffset MadeAt, DateOnly? FiledOn, string? ReceiptNumber);

/// <summary>Everything that a filing says, as of now.</summary>
/// <param name="LeadDecisions">Whether the lead physician may give opinions with the technology (R17-2.1.1 to 2.1.3).</param>
public sealed record FilingMaterial(
    LifeCycleView Life, DeploymentFile File, string LeadPhysician, IReadOnlyList<Decision> LeadDecisions, IReadOnlyList<Decision> SelfAssessment, IReadOnlyList<MotionFacts> Motions, DateTimeOffset At);

/// <summary>备案材料: gathers what a filing says, keeps the bundle made from it, and that it was sent.</summary>
public sealed class FilingBundles(
    IWriter writer,
    Database database,
    FileStore store,
    IDeploymentStages stages,
    IDeploymentDirectory deployments,
    IDocumentDirectory documents,
    IPractitionerDirectory people,
    IReadiness readiness,
    IMotions motions,
    LifeCycleQueries lives,
    RuleEngine engine,
    TimeProvider clock)
{
    /// <summary>What the filing would say now. The lead physician must be an eligible physician.</summary>
    public async Task<Outcome<FilingMaterial>> GatherAsync(Caller caller, Guid deploymentId, Guid? leadPhysicianId, CancellationToken cancellationToken)
    {
        if (await lives.FindAsync(caller, deploymentId, cancellationToken) is not { } life)
        {
            return new NotFound("deployment");
        }

        if (leadPhysicianId is not { } lead)
        {
            return new Invalid("leadPhysicianId", "field.required");
        }

        await using var db = database.Read(caller.InstitutionId);
        var now = clock.GetUtcNow();
        if (await people.FindAsync(db, lead, null, cancellationToken) is not { Kind: PractitionerKind.Physician } physician)
        {
            return new Invalid("leadPhysicianId", "field.unknownReference");
        }

        var file = (await deployments.FindAsync(db, deploymentId, cancellationToken))!;
        var facts = new EligibilityFacts(physician, file.Needs);
        Decision[] eligible = [.. new[] { ClauseIds.PracticeLicence, ClauseIds.SpecialtyYears, ClauseIds.PhysicianTraining }.Select(c => engine.Decide(c, facts, now, file.Institution))];
        if (eligible.Any(d => d.Blocks))
        {
            return new RuleRefused(eligible);
        }

        var name = (await people.NamesAsync(db, [lead], cancellationToken)).GetValueOrDefault(lead, "");
        var ready = (await readiness.DecideAsync(db, deploymentId, now, cancellationToken))?.Decisions ?? [];
        return new FilingMaterial(life, file, name, eligible, ready, await motions.OfAsync(db, GateEvaluation.SubjectKind, deploymentId, cancellationToken), now);
    }

    /// <summary>Keeps a bundle of these parts, the data behind them and the deployment's documents.</summary>
    public async Task<Outcome<Created>> KeepAsync(Guid deploymentId, Guid lead, FilingMaterial material, IReadOnlyList<PackedPart> parts, WriteRequest context, CancellationToken cancellationToken)
    {
        var all = new List<PackedPart>(parts) { new("data.json", Encoding.UTF8.GetBytes(JsonSerializer.Serialize(material, JsonColumn.Options))) };
        await using (var db = database.Read(context.Caller.InstitutionId))
        {
            foreach (var document in (await documents.OfAsync(db, GateEvaluation.SubjectKind, deploymentId, cancellationToken)).Where(d => d.CountsOn(ShanghaiDay.Of(material.At))))
            {
                if (await documents.ReadAsync(db, document.Id, cancellationToken) is { } content)
                {
                    all.Add(new PackedPart($"documents/{document.Id:D}{Path.GetExtension(document.FileName)}", content));
                }
            }
        }

        var (archive, files) = ZipPack.Pack(all);
        using var stream = new MemoryStream(archive, writable: false);
        var hash = await store.SaveAsync(context.Caller.InstitutionId, stream, cancellationToken);
        return await writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment)
                {
                    return new NotFound("deployment");
                }

                var bundle = new FilingBundle
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    DeploymentId = deploymentId,
                    LeadPhysicianId = lead,
                    Files = [.. files.Select(f => new BundleFile(f.Name, f.Size, f.Sha256))],
                    ArchiveHash = hash,
                    ArchiveSize = archive.Length,
                    MadeBy = scope.Caller.Id,
                    MadeAt = scope.Now,
                };
                scope.Db.Add(bundle);
                LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.BundleMade, new StepDetails { SubjectId = bundle.Id, Decisions = material.SelfAssessment });
                return new Created(bundle.Id);
            },
            cancellationToken);
    }

    /// <summary>Records that a bundle was sent.</summary>
    public Task<Outcome<Created>> FiledAsync(Guid deploymentId, Guid bundleId, FiledRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            var today = ShanghaiDay.Of(scope.Now);
            errors.Require(request.On is not null, "on", "field.required");
            errors.Require(request.On is null || request.On <= today, "on", "field.future");
            errors.Text("receiptNumber", request.ReceiptNumber, 200);
            if (await stages.FindAsync(scope.Db, deploymentId, ct) is not { } deployment
                || await scope.Db.Set<FilingBundle>().FirstOrDefaultAsync(b => b.Id == bundleId && b.DeploymentId == deploymentId, ct) is not { } bundle)
            {
                return new NotFound("filing");
            }

            errors.Require(request.On is null || request.On >= ShanghaiDay.Of(bundle.MadeAt), "on", "lifeCycle.beforeBundle");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (bundle.FiledOn is not null)
            {
                return new Conflict("lifeCycle.filedAlready");
            }

            (bundle.FiledOn, bundle.ReceiptNumber) = (request.On, request.ReceiptNumber!.Trim());
            LifeCycleLog.Add(scope, deployment, LifeCycleEventKind.Filed, new StepDetails { SubjectId = bundle.Id, Remark = bundle.ReceiptNumber });
            return new Created(bundleId);
        },
        cancellationToken);

    /// <summary>The bundles of a deployment, newest first; null where there is no such deployment.</summary>
    public async Task<IReadOnlyList<FilingBundleView>?> ListAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await stages.FindAsync(db, deploymentId, cancellationToken) is null)
        {
            return null;
        }

        var rows = await db.Set<FilingBundle>().Where(b => b.DeploymentId == deploymentId).OrderByDescending(b => b.MadeAt).ThenByDescending(b => b.Id).ToListAsync(cancellationToken);
        var names = await people.NamesAsync(db, [.. rows.Select(b => b.LeadPhysicianId).Distinct()], cancellationToken);
        return rows.ConvertAll(b => new FilingBundleView(b.Id, names.GetValueOrDefault(b.LeadPhysicianId), b.Files, b.ArchiveHash, b.ArchiveSize, b.MadeAt, b.FiledOn, b.ReceiptNumber));
    }

    /// <summary>A bundle's archive; null where there is none.</summary>
    public async Task<byte[]?> ReadAsync(Caller caller, Guid deploymentId, Guid bundleId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        return await db.Set<FilingBundle>().FirstOrDefaultAsync(b => b.Id == bundleId && b.DeploymentId == deploymentId, cancellationToken) is { } bundle
            ? await store.ReadAsync(caller.InstitutionId, bundle.ArchiveHash, cancellationToken)
            : null;
    }
}
