using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Indications.Settings;

/// <summary>What an officer sets for a deployment. Everything may be left open; then each case states it.</summary>
public sealed record UseSettingsRequest
{
    public Weighing? Weighing { get; init; }

    public bool AiConsentRequired { get; init; }

    public string? PurposeZh { get; init; }

    public string? PurposeEn { get; init; }

    public string? Contact { get; init; }
}

/// <summary>The settings as stored; <paramref name="Version"/> 0: nothing is set yet.</summary>
public sealed record UseSettingsView(
    Guid? Id, long Version, Guid DeploymentId, string DeploymentName, Weighing Weighing, bool AiConsentRequired, string? PurposeZh, string? PurposeEn, string? Contact, DateTimeOffset? ChangedAt);

/// <summary>Reads and sets how a deployment is used.</summary>
public sealed class UseSettingsActs(IWriter writer, Database database, IDeploymentDirectory deployments)
{
    public async Task<UseSettingsView?> FindAsync(Caller caller, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = database.Read(caller.InstitutionId);
        if (await deployments.FindAsync(db, deploymentId, cancellationToken) is not { } deployment)
        {
            return null;
        }

        var row = await db.Set<UseSettings>().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, cancellationToken);
        return row is null
            ? new UseSettingsView(null, 0, deploymentId, deployment.Name, new Weighing(), false, null, null, null, null)
            : new UseSettingsView(
                row.Id, row.Version, deploymentId, deployment.Name, row.Weighing, row.AiConsentRequired, row.PurposeZh, row.PurposeEn, row.Contact, row.ChangedAt);
    }

    /// <summary>Sets them; <paramref name="version"/> is the one that the caller has seen, 0 where nothing was set.</summary>
    public Task<Outcome<Changed>> SetAsync(Guid deploymentId, long version, UseSettingsRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Changed>(
        context,
        async (scope, ct) =>
        {
            if (await deployments.FindAsync(scope.Db, deploymentId, ct) is null)
            {
                return new NotFound("deployment");
            }

            var row = await scope.Db.Set<UseSettings>().FirstOrDefaultAsync(s => s.DeploymentId == deploymentId, ct);
            if ((row?.Version ?? 0) != version)
            {
                return new Stale(version, row?.Version ?? 0);
            }

            var errors = new FieldErrors();
            WeighingChecks.Check(errors, "weighing", request.Weighing, ofCase: false);
            errors.Text("purposeZh", request.PurposeZh, 500, required: false);
            errors.Text("purposeEn", request.PurposeEn, 500, required: false);
            errors.Text("contact", request.Contact, 200, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row is null)
            {
                row = new UseSettings { InstitutionId = scope.InstitutionId, Id = scope.NewId(), DeploymentId = deploymentId };
                scope.Db.Add(row);
            }

            (row.Weighing, row.AiConsentRequired) = (request.Weighing ?? new Weighing(), request.AiConsentRequired);
            (row.PurposeZh, row.PurposeEn, row.Contact, row.ChangedAt) = (request.PurposeZh, request.PurposeEn, request.Contact, scope.Now);
            scope.Record("deployment.useSettings.set", nameof(UseSettings), row.Id);
            return new Changed(row.Id, version + 1);
        },
        cancellationToken);
}
