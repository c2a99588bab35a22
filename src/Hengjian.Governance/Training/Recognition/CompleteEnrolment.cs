using System.Text.Json;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;
using Hengjian.Governance.Training.Enrolments;
using Hengjian.Ledger;

namespace Hengjian.Governance.Training.Recognition;

/// <summary>The base says that a training is complete, or a route recognised: every clause is decided, the trainer signs, and the certificate is given in the same act.</summary>
public sealed class CompleteEnrolment(EnrolmentDesk desk, CompletionJudge judge, ICertificates certificates, IFindings findings, ISigning signing)
{
    public async Task<Outcome<Created>> HandleAsync(Guid id, TrainingSignatureRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var unlocked = await signing.UnlockAsync(context.Caller, request.Signature, cancellationToken);
        return unlocked.Refusal is { } refused
            ? refused
            : await desk.RunAsync(
                id,
                context,
                "enrolment.completed",
                async (scope, enrolment, ct) =>
                {
                    if (EnrolmentDesk.NotActive(enrolment) is { } over)
                    {
                        return over;
                    }

                    if (enrolment.PractitionerId == scope.Caller.PractitionerId)
                    {
                        return new Conflict("enrolment.ownCompletion");
                    }

                    var decisions = await judge.DecideAsync(scope.Db, await judge.ReadAsync(scope.Db, enrolment, scope.Now, ct), scope.Now, ct);
                    if (decisions.Any(d => d.Blocks))
                    {
                        return new RuleRefused(decisions);
                    }

                    await findings.CloseAsync(scope, OverdueEnrolments.Key(enrolment), ct);
                    await CompleteAsync(enrolment, decisions, scope, unlocked.Value!, ct);
                    return (Guid?)null;
                },
                cancellationToken);
    }

    private async Task CompleteAsync(Enrolment enrolment, IReadOnlyList<Decision> decisions, WriteScope scope, SigningTicket ticket, CancellationToken cancellationToken)
    {
        var day = ShanghaiDay.Of(scope.Now);
        enrolment.State = EnrolmentState.Completed;
        ChangePlan.Drop(enrolment, scope.Caller.Id, scope.Now, null);
        (enrolment.CompletedOn, enrolment.CompletedBy, enrolment.CompletedAt, enrolment.CompletionDecisions) = (day, scope.Caller.Id, scope.Now, decisions);
        enrolment.CompletionSignatureId = await signing.SignAsync(scope, ticket, "enrolment.completed", nameof(Enrolment), enrolment.Id, Content(enrolment), cancellationToken);
        (enrolment.CertificateId, enrolment.CertificateNumber) = await certificates.IssueAsync(
            scope,
            new CertificateDraft(enrolment.Id, enrolment.BaseId, enrolment.PractitionerId, enrolment.Route, enrolment.Kind, enrolment.TechnologyCategory, day),
            cancellationToken);
    }

    private static byte[] Content(Enrolment enrolment) => CanonicalJson.Serialize(JsonSerializer.SerializeToNode(
        new
        {
            act = "enrolment.completed",
            enrolmentId = enrolment.Id,
            number = enrolment.Number,
            practitionerId = enrolment.PractitionerId,
            programmeVersionId = enrolment.ProgrammeVersionId,
            route = enrolment.Route,
            technologyCategory = enrolment.TechnologyCategory,
            completedOn = enrolment.CompletedOn,
            decisions = enrolment.CompletionDecisions,
            signedAt = StoredInstant.ToMicroseconds(enrolment.CompletedAt!.Value),
        },
        JsonColumn.Options));
}
