using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Hengjian.Governance.Technologies.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Technologies.Modes;

/// <summary>Where the acts on a deployment's cases are done from now on.</summary>
public sealed record DeploymentModeRequest
{
    public DeploymentMode? Mode { get; init; }

    /// <summary>Acts taken from other systems; null: those that the mode takes by itself, all of them when observed and the final diagnosis when enforced.</summary>
    public IReadOnlyList<ObservedKind>? ObservedActs { get; init; }

    /// <summary>Minutes after which an AI that has sent nothing has failed, 1 to 10,080; null: it is waited for without end.</summary>
    public int? AiTimeLimitMinutes { get; init; }

    public string? Reason { get; init; }

    /// <summary>Number and day of the committee's decision; needed where indication, operation or opinions are observed.</summary>
    public string? CommitteeDecision { get; init; }
}

/// <summary>A mode with from when it holds.</summary>
public sealed record DeploymentModeView(
    DeploymentMode Mode, IReadOnlyList<ObservedKind> ObservedActs, int? AiTimeLimitMinutes, string Reason, string? CommitteeDecision, string? SetBy, DateTimeOffset Since);

/// <summary>Whether a deployment's acts are done here (a breach is refused) or in other systems (a breach is a finding), act by act; each change is on record.</summary>
public sealed class DeploymentModes(IWriter writer, Database database, IActorNames names)
{
    public Task<Outcome<Created>> SetAsync(Guid id, DeploymentModeRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<Deployment>().FirstOrDefaultAsync(d => d.Id == id && d.Stage != DeploymentStage.Study, ct) is not { } deployment)
            {
                return new NotFound("deployment");
            }

            var acts = (request.ObservedActs ?? Deployment.ObservedByMode(request.Mode ?? DeploymentMode.Enforced)).Distinct().Order().ToList();
            var errors = new FieldErrors();
            errors.Require(request.Mode is not null, "mode", "field.required");
            errors.Text("reason", request.Reason, 500);

            // The final diagnosis, consents and the invasive step are the ward's; the rest is the deployment's own work.
            var elsewhere = acts.Exists(a => a is ObservedKind.Indication or ObservedKind.Operate or ObservedKind.Opinion);
            errors.Text("committeeDecision", request.CommitteeDecision, 200, required: elsewhere);
            errors.Require(request.Mode != DeploymentMode.Enforced || !elsewhere, "observedActs", "register.enforcedMode");
            errors.Require(request.Mode != DeploymentMode.Observed || elsewhere, "observedActs", "register.observedMode");
            errors.Require(request.AiTimeLimitMinutes is null or (>= 1 and <= 10_080), "aiTimeLimitMinutes", "field.outOfRange", ("from", "1"), ("to", "10080"));
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            (deployment.Mode, deployment.ObservedActs, deployment.AiTimeLimitMinutes) = (request.Mode!.Value, acts, request.AiTimeLimitMinutes);
            var change = new DeploymentModeChange
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                DeploymentId = id,
                Mode = deployment.Mode,
                ObservedActs = acts,
                AiTimeLimitMinutes = request.AiTimeLimitMinutes,
                Reason = request.Reason!.Trim(),
                CommitteeDecision = request.CommitteeDecision?.Trim(),
                SetBy = scope.Caller.Id,
                Since = scope.Now,
            };
            scope.Db.Add(change);
            scope.Record("deployment.modeSet", nameof(Deployment), id);
            return new Created(change.Id);
        },
        cancellationToken);

    /// <summary>Every change, the newest first; empty: it stands as it was registered.</summary>
    public async Task<IReadOnlyList<DeploymentModeView>> ListAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        var rows = await db.Set<DeploymentModeChange>().Where(c => c.DeploymentId == id).OrderByDescending(c => c.Since).ToListAsync(cancellationToken);
        var known = await names.FindAsync(caller.InstitutionId, [.. rows.Select(c => c.SetBy.ToString("D")).Distinct()], cancellationToken);
        return [.. rows.Select(c => new DeploymentModeView(c.Mode, c.ObservedActs, c.AiTimeLimitMinutes, c.Reason, c.CommitteeDecision, known.GetValueOrDefault(c.SetBy.ToString("D")), c.Since))];
    }
}
