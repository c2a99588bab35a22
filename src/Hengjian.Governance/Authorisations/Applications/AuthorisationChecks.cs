using System.Globalization;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Applications;

/// <summary>What every new authorisation needs: a person, a deployment, acts, and no other application for the same.</summary>
public sealed class AuthorisationChecks(
    IDeploymentDirectory deployments, IPractitionerPlaces places, RegulationCatalog catalog, IInstitutionRegister institutions)
{
    private static readonly AuthorisationState[] Open =
    [
        AuthorisationState.Applied, AuthorisationState.Reviewed, AuthorisationState.Verified, AuthorisationState.BeforeCommittee, AuthorisationState.AwaitingConfirmation,
    ];

    /// <summary>Adds every error; answers a row with person, deployment and acts where there is none.</summary>
    internal async Task<Authorisation?> NewAsync(
        WriteScope scope, Guid? practitioner, Guid? deployment, bool whole, IReadOnlyList<PractitionerAct>? acts, FieldErrors errors, CancellationToken cancellationToken)
    {
        errors.Require(practitioner is not null, "practitionerId", "field.required");
        errors.Require(deployment is not null, "deploymentId", "field.required");
        errors.Require(acts is { Count: > 0 }, "acts", "field.required");
        var place = practitioner is { } person ? (await places.FindAsync(scope.Db, [person], cancellationToken)).GetValueOrDefault(person) : null;
        errors.Require(practitioner is null || place is not null, "practitionerId", "field.unknownReference");
        var file = deployment is { } id ? await deployments.FindAsync(scope.Db, id, cancellationToken) : null;
        errors.Require(deployment is null || file is { Stage: not (DeploymentStage.Study or DeploymentStage.Retired) }, "deploymentId", "field.unknownReference");
        if (errors.Any)
        {
            return null;
        }

        var row = new Authorisation
        {
            InstitutionId = scope.InstitutionId,
            Id = scope.NewId(),
            PractitionerId = practitioner!.Value,
            DeploymentId = deployment!.Value,
            TechnologyId = file!.TechnologyId,
            WholeTechnology = whole,
            AppliedBy = scope.Caller.Id,
            AppliedAt = scope.Now,
            TitleAtGrant = place!.Title,
            DepartmentAtGrant = place.DepartmentId,
        };
        row.Allow([.. acts!]);
        return row;
    }

    /// <summary>True when an application of the person for one of the acts on the deployment is under way.</summary>
    internal static Task<bool> IsAskedForAsync(WriteScope scope, Authorisation row, CancellationToken cancellationToken) => scope.Db.Set<Authorisation>().AnyAsync(
        a => a.PractitionerId == row.PractitionerId && a.DeploymentId == row.DeploymentId && Open.Contains(a.State)
            && ((a.MayOperate && row.MayOperate) || (a.MayOpine && row.MayOpine) || (a.MayConclude && row.MayConclude)),
        cancellationToken);

    /// <summary>The numbers of HP-7.1 for this institution now.</summary>
    internal async Task<ClauseParameters> ParametersAsync(HengjianDbContext db, DateTimeOffset at, CancellationToken cancellationToken) =>
        catalog.Parameters(ClauseIds.Authorisation, at, await institutions.CreditCodeAsync(db, cancellationToken));

    internal static void Range(FieldErrors errors, string field, int? value, int least, int most)
    {
        errors.Require(value is not null, field, "field.required");
        errors.Require(value is null || (value >= least && value <= most), field, "field.outOfRange", ("from", Text(least)), ("to", Text(most)));
    }

    internal static async Task<string> NextNumberAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        var year = ShanghaiDay.Of(scope.Now).Year;
        var number = await NumberSequence.NextAsync(scope, string.Create(CultureInfo.InvariantCulture, $"authorisation-{year}"), cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"SQ-{year}-{number:0000}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
