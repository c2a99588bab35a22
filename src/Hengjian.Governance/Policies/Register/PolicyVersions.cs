using Hengjian.Governance.Documents.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Register;

/// <summary>The versions of a policy: drafted, approved, reviewed, and ended by the next one or by retirement.</summary>
public sealed class PolicyVersions(IWriter writer, IDocumentDirectory documents)
{
    private const int EarliestYear = 1980;
    private const int LongestYears = 10;

    /// <summary>Drafts a version; a policy has one draft at a time.</summary>
    public Task<Outcome<Created>> AddAsync(Guid policyId, PolicyVersionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Policy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == policyId, ct) is not { } policy)
                {
                    return new NotFound("policy");
                }

                if (policy.RetiredFrom is not null)
                {
                    return new Conflict("policy.retired");
                }

                if (await scope.Db.Set<PolicyVersion>().AnyAsync(v => v.PolicyId == policyId && v.ApprovalAt == null, ct))
                {
                    return new Conflict("policy.draftOpen");
                }

                var version = new PolicyVersion { InstitutionId = scope.InstitutionId, Id = scope.NewId(), PolicyId = policyId, CreatedBy = scope.Caller.Id, CreatedAt = scope.Now };
                if (await FillAsync(version, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(version);
                scope.Record("policy.version.drafted", nameof(PolicyVersion), version.Id);
                return new Created(version.Id);
            },
            cancellationToken);

    /// <summary>Changes a draft; an approved version is never changed.</summary>
    public Task<Outcome<Changed>> ChangeAsync(Guid policyId, Guid id, long version, PolicyVersionRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Changed>(
            context,
            async (scope, ct) =>
            {
                if (await FindAsync(scope, policyId, id, ct) is not { } row)
                {
                    return new NotFound("policyVersion");
                }

                if (row.Version != version)
                {
                    return new Stale(version, row.Version);
                }

                if (row.IsApproved)
                {
                    return new Conflict("policy.versionApproved");
                }

                if (await FillAsync(row, request, scope, ct) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Entry(row).State = EntityState.Modified;
                scope.Record("policy.version.changed", nameof(PolicyVersion), id);
                return new Changed(id, version + 1);
            },
            cancellationToken);

    /// <summary>Records an approval: from its first day the version is in force and the one before is superseded.</summary>
    public Task<Outcome<Created>> ApproveAsync(Guid policyId, Guid id, PolicyApprovalRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await FindAsync(scope, policyId, id, ct) is not { } version)
                {
                    return new NotFound("policyVersion");
                }

                if (version.IsApproved)
                {
                    return new Conflict("policy.versionApproved");
                }

                var others = await scope.Db.Set<PolicyVersion>().Where(v => v.PolicyId == policyId && v.ApprovalAt != null).ToListAsync(ct);
                var last = others.MaxBy(v => v.InForceFrom);
                if (Check(request, last, ShanghaiDay.Of(scope.Now)) is { } refusal)
                {
                    return refusal;
                }

                if (version.Text is null && !(await documents.OfAsync(scope.Db, "policyVersion", id, ct)).Any(d => d.WithdrawnAt is null))
                {
                    return new Conflict("policy.noWording");
                }

                if (last is not null && last.InForceTo is null)
                {
                    last.InForceTo = request.InForceFrom!.Value.AddDays(-1);
                }

                version.Approver = request.Approver!.Trim();
                version.ApprovedOn = request.ApprovedOn;
                version.InForceFrom = request.InForceFrom;
                version.ReviewBy = request.ReviewBy;
                version.ApprovalBy = scope.Caller.Id;
                version.ApprovalAt = scope.Now;
                scope.Record("policy.version.approved", nameof(PolicyVersion), id);
                return new Created(id);
            },
            cancellationToken);

    /// <summary>Records a review that found the version in force still right, with the date of the next.</summary>
    public Task<Outcome<Created>> ReviewAsync(Guid policyId, Guid id, PolicyReviewRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                var today = ShanghaiDay.Of(scope.Now);
                if (await FindAsync(scope, policyId, id, ct) is not { } version)
                {
                    return new NotFound("policyVersion");
                }

                if (!version.InForceOn(today))
                {
                    return new Conflict("policy.versionNotInForce");
                }

                var errors = new FieldErrors();
                Past(errors, "reviewedOn", request.ReviewedOn, today);
                var since = version.LastReview(today)?.ReviewedOn ?? version.InForceFrom!.Value;
                errors.Require(!(request.ReviewedOn < since), "reviewedOn", "policy.reviewBeforeLast");
                ReviewDate(errors, request.ReviewBy, request.ReviewedOn);
                errors.Text("note", request.Note, 1000, required: false);
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                version.Reviews = [.. version.Reviews, new PolicyReview(request.ReviewedOn!.Value, request.ReviewBy!.Value, scope.Caller.Id, request.Note?.Trim())];
                scope.Record("policy.version.reviewed", nameof(PolicyVersion), id);
                return new Created(id);
            },
            cancellationToken);

    /// <summary>Abolishes the policy from a day on; it stays readable, and past moments still find it in force.</summary>
    public Task<Outcome<Created>> RetireAsync(Guid policyId, PolicyRetirementRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (await scope.Db.Set<Policy>().FirstOrDefaultAsync(p => p.Id == policyId, ct) is not { } policy)
                {
                    return new NotFound("policy");
                }

                if (policy.RetiredFrom is not null)
                {
                    return new Conflict("policy.retired");
                }

                var today = ShanghaiDay.Of(scope.Now);
                var errors = new FieldErrors();
                errors.Text("reason", request.Reason, 500);
                errors.Require(request.From is not null, "from", "field.required");
                // Not before today: what was decided under it yesterday stays decided under it.
                errors.Require(!(request.From < today) && !(request.From > today.AddYears(2)), "from", "policy.retirementDay");
                if (errors.Any)
                {
                    return errors.ToRefusal();
                }

                policy.RetiredFrom = request.From;
                policy.RetirementReason = request.Reason!.Trim();
                foreach (var version in await scope.Db.Set<PolicyVersion>().Where(v => v.PolicyId == policyId && v.ApprovalAt != null && v.InForceTo == null).ToListAsync(ct))
                {
                    version.InForceTo = request.From!.Value.AddDays(-1);
                }

                scope.Record("policy.retired", nameof(Policy), policyId);
                return new Created(policyId);
            },
            cancellationToken);

    private static Task<PolicyVersion?> FindAsync(WriteScope scope, Guid policyId, Guid id, CancellationToken cancellationToken) =>
        scope.Db.Set<PolicyVersion>().FirstOrDefaultAsync(v => v.Id == id && v.PolicyId == policyId, cancellationToken);

    private static async Task<Refusal?> FillAsync(PolicyVersion version, PolicyVersionRequest request, WriteScope scope, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("number", request.Number, 40);
        errors.Text("text", string.IsNullOrWhiteSpace(request.Text) ? null : request.Text, 100_000, required: false);
        errors.Text("changes", string.IsNullOrWhiteSpace(request.Changes) ? null : request.Changes, 2000, required: false);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var number = request.Number!.Trim();
        if (await scope.Db.Set<PolicyVersion>().AnyAsync(v => v.PolicyId == version.PolicyId && v.Number == number && v.Id != version.Id, cancellationToken))
        {
            return new Invalid("number", "policy.numberTaken");
        }

        version.Number = number;
        version.Text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text;
        version.Changes = string.IsNullOrWhiteSpace(request.Changes) ? null : request.Changes.Trim();
        return null;
    }

    private static Invalid? Check(PolicyApprovalRequest request, PolicyVersion? last, DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Text("approver", request.Approver, 100);
        Past(errors, "approvedOn", request.ApprovedOn, today);
        errors.Require(request.InForceFrom is not null, "inForceFrom", "field.required");
        errors.Require(!(request.InForceFrom < request.ApprovedOn), "inForceFrom", "policy.startsBeforeApproval");
        errors.Require(!(request.InForceFrom > today.AddYears(2)), "inForceFrom", "field.future");
        errors.Require(last is null || !(request.InForceFrom <= last.InForceFrom), "inForceFrom", "policy.startsBeforePrevious", ("from", ClauseParameter.TextOf(last?.InForceFrom) ?? ""));
        ReviewDate(errors, request.ReviewBy, request.InForceFrom);
        return errors.Any ? errors.ToRefusal() : null;
    }

    private static void Past(FieldErrors errors, string field, DateOnly? day, DateOnly today)
    {
        errors.Require(day is not null, field, "field.required");
        errors.Require(!(day > today), field, "field.future");
        errors.Require(day is null or { Year: >= EarliestYear }, field, "field.tooEarly");
    }

    private static void ReviewDate(FieldErrors errors, DateOnly? reviewBy, DateOnly? from)
    {
        errors.Require(reviewBy is not null, "reviewBy", "field.required");
        errors.Require(!(reviewBy <= from), "reviewBy", "policy.reviewBeforeStart");
        errors.Require(from is not { Year: < 9000 } start || !(reviewBy > start.AddYears(LongestYears)), "reviewBy", "policy.reviewTooFar");
    }
}
