using System.Globalization;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Indications.Contracts;
using Hengjian.Governance.Indications.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Indications.Standing;

/// <summary>The way of a standing rule: drafted, put to the committee, approved for a term, ended. What it says changes by a new version alone.</summary>
public sealed class StandingRules(IWriter writer, IDeploymentDirectory deployments, IMotions motions, RegulationCatalog catalog)
{
    /// <summary>Kind of subject that the committee sees.</summary>
    public const string Subject = "standingRule";

    private const int MostOfAList = 50;

    public Task<Outcome<Created>> DraftAsync(StandingRuleRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.RegisterAsync(
        context,
        "standingRule.drafted",
        scope => new StandingRule { InstitutionId = scope.InstitutionId, Id = scope.NewId(), CreatedBy = scope.Caller.Id, CreatedAt = scope.Now },
        (row, scope, ct) => FillAsync(row, request, scope, ct),
        cancellationToken);

    /// <summary>Changes a draft.</summary>
    public Task<Outcome<Changed>> ChangeAsync(Guid id, long version, StandingRuleRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.ChangeAsync(
        db => db.Set<StandingRule>().Where(r => r.Id == id),
        version,
        context,
        Subject,
        "standingRule.changed",
        (row, scope, ct) => row.State == StandingRuleState.Draft ? FillAsync(row, request, scope, ct) : Task.FromResult<Refusal?>(OtherStep(row)),
        cancellationToken);

    /// <summary>Puts a draft to the clinical-technology committee.</summary>
    public Task<Outcome<Created>> PutAsync(Guid id, StandingRuleMotionRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        StandingRuleState.Draft,
        async (row, scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("proposal", request.Proposal, 4000, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await deployments.FindAsync(scope.Db, row.DeploymentId, ct) is { } deployment && deployment.VersionId != row.TechnologyVersionId)
            {
                return new Conflict("standingRule.otherVersion");
            }

            var title = string.Create(CultureInfo.InvariantCulture, $"{row.Name} {row.Number}");
            var put = await motions.PutAsync(scope, new MotionDraft(CommitteeKind.Technology, Subject, row.Id, title, request.Proposal ?? row.Grounds, $"/standing-rules/{row.Id:D}"), ct);
            if (put.Refusal is { } refusal)
            {
                return refusal;
            }

            (row.State, row.MotionId) = (StandingRuleState.BeforeCommittee, put.Value);
            scope.Record("standingRule.putToCommittee", nameof(StandingRule), row.Id);
            return new Created(put.Value);
        },
        context,
        cancellationToken);

    /// <summary>Ends an approved version before its term; orders then wait for a physician.</summary>
    public Task<Outcome<Created>> EndAsync(Guid id, StandingRuleEndRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        StandingRuleState.Approved,
        (row, scope, _) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return Task.FromResult<Outcome<Created>>(errors.ToRefusal());
            }

            End(row, scope.Now, request.Reason!.Trim());
            scope.Record("standingRule.ended", nameof(StandingRule), row.Id);
            return Task.FromResult<Outcome<Created>>(new Created(row.Id));
        },
        context,
        cancellationToken);

    internal static void End(StandingRule row, DateTimeOffset now, string? reason) => (row.State, row.EndedAt, row.EndReason) = (StandingRuleState.Ended, now, reason);

    private static Conflict OtherStep(StandingRule row) => new("standingRule.otherStep", new Dictionary<string, string> { ["state"] = CodeName.Of(row.State) });

    private Task<Outcome<Created>> ActAsync(
        Guid id,
        StandingRuleState from,
        Func<StandingRule, WriteScope, CancellationToken, Task<Outcome<Created>>> act,
        WriteRequest context,
        CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<StandingRule>().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } row)
            {
                return new NotFound(Subject);
            }

            return row.State == from ? await act(row, scope, ct) : OtherStep(row);
        },
        cancellationToken);

    private async Task<Refusal?> FillAsync(StandingRule row, StandingRuleRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var deployment = request.DeploymentId is { } id ? await deployments.FindAsync(scope.Db, id, cancellationToken) : null;
        errors.Require(deployment is not null, "deploymentId", request.DeploymentId is null ? "field.required" : "field.unknownReference");
        errors.Text("name", request.Name, 200);
        errors.Text("grounds", request.Grounds, 4000);
        var longest = catalog.Parameters(ClauseIds.Indication, scope.Now, deployment?.Institution).Int("standingRuleMonths");
        errors.Require(request.Months is not null, "months", "field.required");
        errors.Require(request.Months is null || (request.Months >= 1 && request.Months <= longest), "months", "field.outOfRange", ("from", "1"), ("to", longest.ToString(CultureInfo.InvariantCulture)));
        CheckConditions(request.Conditions ?? new StandingRuleConditions(), deployment, errors);
        if (row.RuleId == Guid.Empty)
        {
            await NumberAsync(row, request, scope, errors, cancellationToken);
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        (row.DeploymentId, row.TechnologyVersionId) = (deployment!.Id, deployment.VersionId);
        (row.Name, row.Grounds, row.Months) = (request.Name!.Trim(), request.Grounds!.Trim(), request.Months!.Value);
        row.Conditions = request.Conditions ?? new StandingRuleConditions();
        return null;
    }

    private static async Task NumberAsync(StandingRule row, StandingRuleRequest request, WriteScope scope, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (request.Replaces is not { } replaced)
        {
            (row.RuleId, row.Number) = (row.Id, 1);
            return;
        }

        var earlier = await scope.Db.Set<StandingRule>().FirstOrDefaultAsync(r => r.Id == replaced, cancellationToken);
        errors.Require(earlier is not null && earlier.DeploymentId == request.DeploymentId, "replaces", "field.unknownReference");
        if (earlier is not null)
        {
            row.RuleId = earlier.RuleId;
            row.Number = 1 + await scope.Db.Set<StandingRule>().Where(r => r.RuleId == earlier.RuleId).MaxAsync(r => r.Number, cancellationToken);
        }
    }

    private static void CheckConditions(StandingRuleConditions conditions, DeploymentFile? deployment, FieldErrors errors)
    {
        Texts(errors, "conditions.examinationKinds", conditions.ExaminationKinds, 100);
        Age(errors, "conditions.minimumAge", conditions.MinimumAge);
        Age(errors, "conditions.maximumAge", conditions.MaximumAge);
        errors.Require(!(conditions.MinimumAge > conditions.MaximumAge), "conditions.maximumAge", "standingRule.agesCross");
        errors.Require(conditions.Sexes.Count <= MostOfAList, "conditions.sexes", "field.tooMany");
        errors.Require(conditions.VisitKinds.Count <= MostOfAList, "conditions.visitKinds", "field.tooMany");
        errors.Require(conditions.Purposes.Count <= MostOfAList, "conditions.purposes", "field.tooMany");
        Texts(errors, "conditions.settles", conditions.Settles, 64);
        foreach (var code in conditions.Settles.Take(MostOfAList).Where(c => deployment is not null && deployment.IndicationChecklist.All(i => i.Code != c)))
        {
            errors.Add("conditions.settles", "case.unknownChecklistItem", ("code", code ?? ""));
        }
    }

    private static void Texts(FieldErrors errors, string field, IReadOnlyList<string> texts, int longest)
    {
        errors.Require(texts.Count <= MostOfAList, field, "field.tooMany");
        for (var i = 0; i < Math.Min(texts.Count, MostOfAList); i++)
        {
            errors.Text(string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), texts[i], longest);
        }
    }

    private static void Age(FieldErrors errors, string field, int? age) => errors.Require(age is null or (>= 0 and <= 130), field, "field.outOfRange", ("from", "0"), ("to", "130"));
}
