using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Cases.Contracts;
using Hengjian.Governance.Committees.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Technologies.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Applications;

/// <summary>The way of an application (practice.md 7): the person or an officer applies, the department head reviews, medical affairs verifies, the committee decides.</summary>
public sealed class AuthorisationApplications(
    IWriter writer, AuthorisationChecks checks, IPractitionerPlaces places, IEligibility eligibility, IMotions motions, IDeploymentDirectory deployments)
{
    /// <summary>Kind of subject that the committee sees.</summary>
    public const string Subject = "authorisationBatch";

    private const int MostInOneMotion = 100;

    public Task<Outcome<Created>> ApplyAsync(AuthorisationRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            AuthorisationChecks.Range(errors, "months", request.Months, 1, (await checks.ParametersAsync(scope.Db, scope.Now, ct)).Int("longestTermMonths"));
            var row = await checks.NewAsync(scope, request.PractitionerId, request.DeploymentId, request.WholeTechnology, request.Acts, errors, ct);
            if (row is null || errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.PractitionerId != scope.Caller.PractitionerId && !scope.Caller.Can(Permission.AuthorisationsReview) && !scope.Caller.Can(Permission.AuthorisationsWrite))
            {
                return new Forbidden("authorisation.onlyForOneself");
            }

            if (await AuthorisationChecks.IsAskedForAsync(scope, row, ct))
            {
                return new Conflict("authorisation.alreadyAskedFor");
            }

            if (request.Renews is { } renewed)
            {
                if (!await scope.Db.Set<Authorisation>().AnyAsync(
                    a => a.Id == renewed && a.PractitionerId == row.PractitionerId && a.DeploymentId == row.DeploymentId && a.State == AuthorisationState.Granted, ct))
                {
                    return new Invalid("renews", "field.unknownReference");
                }

                (row.Kind, row.RenewsId) = (AuthorisationKind.Renewal, renewed);
            }

            (row.State, row.Months, row.Reason) = (AuthorisationState.Applied, request.Months!.Value, request.Reason!.Trim());
            scope.Db.Add(row);
            scope.Record("authorisation.applied", nameof(Authorisation), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>The department head agrees or not; only for the own department, and not for oneself.</summary>
    public Task<Outcome<Created>> ReviewAsync(Guid id, AuthorisationAnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => AnswerAsync(
        id,
        request,
        AuthorisationState.Applied,
        async (scope, row, ct) =>
        {
            var self = scope.Caller.PractitionerId ?? Guid.Empty;
            var people = await places.FindAsync(scope.Db, [row.PractitionerId, self], ct);
            var department = people.GetValueOrDefault(row.PractitionerId)?.DepartmentId;
            if (row.PractitionerId == self)
            {
                return new Forbidden("authorisation.notForOneself");
            }

            if (department is null || department != people.GetValueOrDefault(self)?.DepartmentId)
            {
                return new Forbidden("authorisation.otherDepartment");
            }

            (row.ReviewedBy, row.ReviewedAt, row.ReviewNote) = (scope.Caller.Id, scope.Now, request.Note);
            row.State = request.Agree!.Value ? AuthorisationState.Reviewed : AuthorisationState.Refused;
            scope.Record(request.Agree.Value ? "authorisation.reviewed" : "authorisation.refusedByDepartment", nameof(Authorisation), id);
            return null;
        },
        context,
        cancellationToken);

    /// <summary>Medical affairs verifies: without eligibility for each act asked for it refuses by the clauses, and the decisions are kept.</summary>
    public Task<Outcome<Created>> VerifyAsync(Guid id, AuthorisationAnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => AnswerAsync(
        id,
        request,
        AuthorisationState.Reviewed,
        async (scope, row, ct) =>
        {
            if (row.PractitionerId == scope.Caller.PractitionerId)
            {
                return new Forbidden("authorisation.notForOneself");
            }

            var decisions = await DecisionsAsync(scope, row, ct);
            if (request.Agree!.Value && decisions.Any(d => d.Blocks))
            {
                return new RuleRefused(decisions);
            }

            (row.VerifiedBy, row.VerifiedAt, row.VerificationNote, row.Decisions) = (scope.Caller.Id, scope.Now, request.Note, decisions);
            row.State = request.Agree.Value ? AuthorisationState.Verified : AuthorisationState.Refused;
            scope.Record(request.Agree.Value ? "authorisation.verified" : "authorisation.refusedByMedicalAffairs", nameof(Authorisation), id);
            return null;
        },
        context,
        cancellationToken);

    /// <summary>Puts verified applications to the committee, many in one motion where the department asks for many.</summary>
    public Task<Outcome<Created>> PutAsync(AuthorisationMotionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("proposal", request.Proposal, 4000, required: false);
            errors.Require(request.Ids is { Count: > 0 and <= MostInOneMotion }, "ids", "field.required");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var ids = request.Ids!.Distinct().ToList();
            var rows = await scope.Db.Set<Authorisation>().Where(a => ids.Contains(a.Id)).ToListAsync(ct);
            if (rows.Count < ids.Count)
            {
                return new NotFound("authorisation");
            }

            if (rows.Exists(r => r.State != AuthorisationState.Verified))
            {
                return new Conflict("authorisation.notVerified");
            }

            var batch = scope.NewId();
            var put = await motions.PutAsync(
                scope, new MotionDraft(CommitteeKind.Technology, Subject, batch, await TitleAsync(scope, rows, ct), request.Proposal, $"/authorisations?batch={batch:D}"), ct);
            if (put.Refusal is { } refusal)
            {
                return refusal;
            }

            foreach (var row in rows)
            {
                (row.State, row.BatchId, row.MotionId) = (AuthorisationState.BeforeCommittee, batch, put.Value);
                scope.Record("authorisation.putToCommittee", nameof(Authorisation), row.Id);
            }

            return new Created(put.Value);
        },
        cancellationToken);

    /// <summary>The applicant or medical affairs takes an application back before it is decided.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await scope.Db.Set<Authorisation>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } row)
            {
                return new NotFound("authorisation");
            }

            if (row.PractitionerId != scope.Caller.PractitionerId && row.AppliedBy != scope.Caller.Id && !scope.Caller.Can(Permission.AuthorisationsWrite))
            {
                return new Forbidden("authorisation.onlyForOneself");
            }

            if (row.State is not (AuthorisationState.Applied or AuthorisationState.Reviewed or AuthorisationState.Verified or AuthorisationState.AwaitingConfirmation))
            {
                return new Conflict("authorisation.decided");
            }

            (row.State, row.VerificationNote) = (AuthorisationState.Withdrawn, request.Reason);
            scope.Record("authorisation.withdrawn", nameof(Authorisation), id);
            return new Created(id);
        },
        cancellationToken);

    private async Task<IReadOnlyList<Decision>> DecisionsAsync(WriteScope scope, Authorisation row, CancellationToken cancellationToken)
    {
        var decisions = new List<Decision>();
        foreach (var act in row.Acts)
        {
            var answered = await eligibility.DecideAsync(scope.Db, row.PractitionerId, row.DeploymentId, act, scope.Now, cancellationToken) ?? [];
            decisions.AddRange(answered.Where(d => !decisions.Contains(d)));
        }

        return decisions;
    }

    private async Task<string> TitleAsync(WriteScope scope, List<Authorisation> rows, CancellationToken cancellationToken)
    {
        var names = await places.FindAsync(scope.Db, [.. rows.Select(r => r.PractitionerId).Distinct()], cancellationToken);
        var where = await deployments.NamesAsync(scope.Db, [.. rows.Select(r => r.DeploymentId).Distinct()], cancellationToken);
        var text = $"{string.Join("、", names.Values.Select(p => p.Name).Order(StringComparer.Ordinal))} · {string.Join("、", where.Values.Order(StringComparer.Ordinal))}";
        return text.Length <= 200 ? text : text[..199] + "…";
    }

    private Task<Outcome<Created>> AnswerAsync(
        Guid id,
        AuthorisationAnswerRequest request,
        AuthorisationState from,
        Func<WriteScope, Authorisation, CancellationToken, Task<Refusal?>> answer,
        WriteRequest context,
        CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Agree is not null, "agree", "field.required");
            errors.Text("note", request.Note, 1000, required: request.Agree == false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await scope.Db.Set<Authorisation>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } row)
            {
                return new NotFound("authorisation");
            }

            if (row.State != from)
            {
                return new Conflict("authorisation.otherStep", new Dictionary<string, string> { ["state"] = CodeName.Of(row.State) });
            }

            return await answer(scope, row, ct) is { } refusal ? refusal : new Created(id);
        },
        cancellationToken);
}
