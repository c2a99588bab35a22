using Hengjian.Governance.Compliance.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Training.Contracts;
using Hengjian.Governance.Training.Domain;

namespace Hengjian.Governance.Training.Enrolments;

/// <summary>What the trainer does while a trainee is on the way: supervisors come and go, time is extended with a reason, or the training ends without completion.</summary>
public sealed class EnrolmentCare(
    EnrolmentDesk desk, AdmissionJudge judge, IProgrammes programmes, IPractitionerDirectory practitioners, IInstitutionRegister institutions, RegulationCatalog catalog, IFindings findings)
{
    private const int LongestExtensionMonths = 24;

    /// <summary>One more physician supervises, who is able at this moment (R17-4.2.1c) and has not too many already (HP-6.3).</summary>
    public Task<Outcome<Created>> AssignAsync(Guid id, SupervisorRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.supervisor.assigned",
        async (scope, enrolment, ct) =>
        {
            if (request.PractitionerId is not { } person)
            {
                return new Invalid("practitionerId", "field.required");
            }

            if (EnrolmentDesk.NotActive(enrolment) is { } over)
            {
                return over;
            }

            if (enrolment.SupervisedBy(person, scope.Now))
            {
                return new Conflict("enrolment.supervisesAlready");
            }

            var errors = new FieldErrors();
            var plan = enrolment.ProgrammeVersionId is { } version ? await programmes.FindAsync(scope.Db, version, ct) : null;
            errors.Require(person != enrolment.PractitionerId, "practitionerId", "enrolment.ownSupervisor");
            errors.Require(plan is null || plan.Supervisors.Contains(person), "practitionerId", "enrolment.notOfProgramme");
            var names = await practitioners.NamesAsync(scope.Db, [person], ct);
            errors.Require(names.Count == 1, "practitionerId", "field.unknownReference");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var decisions = await judge.SupervisorsAsync(scope.Db, enrolment, [person], scope.Now, ct);
            if (decisions.Any(d => d.Blocks))
            {
                return new RuleRefused(decisions);
            }

            var most = catalog.Parameters(ClauseIds.Admission, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int("traineesPerSupervisor");
            if (await AdmissionJudge.OthersAsync(scope.Db, id, person, scope.Now, ct) >= most)
            {
                return new Conflict("enrolment.tooMany");
            }

            enrolment.Supervisors = [.. enrolment.Supervisors, new AssignedSupervisor(person, names[person], scope.Now, scope.Caller.Id)];
            enrolment.NamedSupervisors = string.Join(' ', enrolment.Supervisors.Select(s => s.PractitionerId.ToString("D")).Distinct());
            return (Guid?)null;
        },
        cancellationToken);

    /// <summary>A supervisor stops; what was signed before stays.</summary>
    public Task<Outcome<Created>> ReleaseAsync(Guid id, Guid person, TrainingReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.supervisor.released",
        (scope, enrolment, _) =>
        {
            if ((Reason(request) ?? EnrolmentDesk.NotActive(enrolment)) is { } refusal)
            {
                return Refused(refusal);
            }

            if (!enrolment.SupervisedBy(person, scope.Now))
            {
                return Refused(new NotFound("supervisor"));
            }

            enrolment.Supervisors =
            [
                .. enrolment.Supervisors.Select(s => s.PractitionerId == person && s.Until is null ? s with { Until = scope.Now, EndedBy = scope.Caller.Id, EndReason = request.Reason!.Trim() } : s),
            ];
            return Done();
        },
        cancellationToken);

    /// <summary>More time: a later last day, with a reason. The finding on an overdue training is mended by it.</summary>
    public Task<Outcome<Created>> ExtendAsync(Guid id, ExtensionRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.extended",
        async (scope, enrolment, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            errors.Require(request.DueOn is not null, "dueOn", "field.required");
            errors.Require(request.DueOn is null || (request.DueOn > enrolment.DueOn && request.DueOn >= ShanghaiDay.Of(scope.Now)), "dueOn", "enrolment.notLater");
            errors.Require(request.DueOn is null || enrolment.DueOn is null || request.DueOn <= enrolment.DueOn.Value.AddMonths(LongestExtensionMonths), "dueOn", "enrolment.startFar");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (EnrolmentDesk.NotActive(enrolment) is { } over)
            {
                return over;
            }

            await findings.CloseAsync(scope, OverdueEnrolments.Key(enrolment), ct);
            enrolment.Extensions = [.. enrolment.Extensions, new Extension(enrolment.DueOn!.Value, request.DueOn!.Value, request.Reason!.Trim(), scope.Caller.Id, scope.Now)];
            enrolment.DueOn = request.DueOn;
            return (Guid?)null;
        },
        cancellationToken);

    /// <summary>Ends without completion: of an application that is taken back, or of a training.</summary>
    public Task<Outcome<Created>> WithdrawAsync(Guid id, TrainingReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => desk.RunAsync(
        id,
        context,
        "enrolment.withdrawn",
        async (scope, enrolment, ct) =>
        {
            if (Reason(request) is { } wrong)
            {
                return wrong;
            }

            if (enrolment.State is not (EnrolmentState.Applied or EnrolmentState.Active))
            {
                return new Conflict("enrolment.over");
            }

            await findings.CloseAsync(scope, OverdueEnrolments.Key(enrolment), ct);
            enrolment.State = EnrolmentState.Withdrawn;
            enrolment.EvidenceWaits = false;
            ChangePlan.Drop(enrolment, scope.Caller.Id, scope.Now, request.Reason!.Trim());
            (enrolment.EndedBy, enrolment.EndedAt, enrolment.EndReason) = (scope.Caller.Id, scope.Now, request.Reason!.Trim());
            return (Guid?)null;
        },
        cancellationToken);

    internal static Refusal? Reason(TrainingReasonRequest request)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 500);
        return errors.Any ? errors.ToRefusal() : null;
    }

    private static Task<Outcome<Guid?>> Refused(Refusal refusal) => Task.FromResult<Outcome<Guid?>>(refusal);

    private static Task<Outcome<Guid?>> Done() => Task.FromResult<Outcome<Guid?>>((Guid?)null);
}
