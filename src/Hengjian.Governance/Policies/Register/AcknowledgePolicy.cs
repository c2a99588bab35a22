using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Policies.Domain;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Policies.Register;

/// <summary>"I have read this version and will follow it", said by the signed-in person, once a version. Nobody says it for another.</summary>
public sealed class AcknowledgePolicy(IWriter writer)
{
    public Task<Outcome<Created>> HandleAsync(Guid policyId, PolicyAcknowledgementRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                if (scope.Caller.Kind != CallerKind.User)
                {
                    return new Forbidden("access.roleLacking");
                }

                if (!await scope.Db.Set<Policy>().AnyAsync(p => p.Id == policyId, ct))
                {
                    return new NotFound("policy");
                }

                if (request.PolicyVersionId is not { } id)
                {
                    return new Invalid("policyVersionId", "field.required");
                }

                var version = await scope.Db.Set<PolicyVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && v.PolicyId == policyId, ct);
                if (version is null)
                {
                    return new Invalid("policyVersionId", "field.unknownReference");
                }

                // One to come may be acknowledged before it is in force, so that nobody stands still on its first day.
                if (!version.IsApproved || version.InForceTo < ShanghaiDay.Of(scope.Now))
                {
                    return new Conflict("policy.versionNotInForce");
                }

                if (await scope.Db.Set<PolicyAcknowledgement>().AnyAsync(a => a.PolicyVersionId == id && a.UserId == scope.Caller.Id, ct))
                {
                    return new Conflict("policy.alreadyAcknowledged");
                }

                var acknowledgement = new PolicyAcknowledgement
                {
                    InstitutionId = scope.InstitutionId,
                    Id = scope.NewId(),
                    PolicyId = policyId,
                    PolicyVersionId = id,
                    UserId = scope.Caller.Id,
                    PractitionerId = scope.Caller.PractitionerId,
                    AcknowledgedAt = scope.Now,
                };
                scope.Db.Add(acknowledgement);
                scope.Record("policy.acknowledged", nameof(PolicyVersion), id);
                return new Created(acknowledgement.Id);
            },
            cancellationToken);
}
