using System.Globalization;
using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Authorisations.Applications;
using Hengjian.Governance.Authorisations.Contracts;
using Hengjian.Governance.Authorisations.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Practitioners.Contracts;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Authorisations.Grants;

/// <summary>Grants beside the usual way (emergency, existing), and what happens to a granted authorisation: suspension, resumption, revocation.</summary>
public sealed class AuthorisationGrants(IWriter writer, AuthorisationChecks checks, IPractitionerPlaces places)
{
    private const int OldestYears = 20;

    /// <summary>Grants at once for some hours. Eligibility is asked for at each act all the same; a second person of medical affairs looks at the grant afterwards.</summary>
    public Task<Outcome<Created>> GrantEmergencyAsync(EmergencyAuthorisationRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 1000);
            AuthorisationChecks.Range(errors, "hours", request.Hours, 1, (await checks.ParametersAsync(scope.Db, scope.Now, ct)).Int("emergencyHours"));
            var row = await checks.NewAsync(scope, request.PractitionerId, request.DeploymentId, whole: false, request.Acts, errors, ct);
            if (row is null || errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.PractitionerId == scope.Caller.PractitionerId)
            {
                return new Forbidden("authorisation.notForOneself");
            }

            (row.Kind, row.Reason) = (AuthorisationKind.Emergency, request.Reason!.Trim());
            await GrantAsync(scope, row, scope.Now, scope.Now.AddHours(request.Hours!.Value), null, ct);
            scope.Db.Add(row);
            scope.Record("authorisation.granted.emergency", nameof(Authorisation), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>Another person of medical affairs has looked at an emergency grant.</summary>
    public Task<Outcome<Created>> ReviewEmergencyAsync(Guid id, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        request,
        (scope, row) =>
        {
            if (row.Kind != AuthorisationKind.Emergency || row.ConfirmedBy is not null)
            {
                return OtherStep(row);
            }

            if (row.AppliedBy == scope.Caller.Id)
            {
                return new Forbidden("authorisation.secondPerson");
            }

            (row.ConfirmedBy, row.VerifiedBy, row.VerifiedAt, row.VerificationNote) = (scope.Caller.Id, scope.Caller.Id, scope.Now, request.Reason);
            scope.Record("authorisation.emergency.reviewed", nameof(Authorisation), id);
            return null;
        },
        context,
        cancellationToken);

    /// <summary>Records an authorisation decided on paper; it counts once a member of the committee has confirmed it.</summary>
    public Task<Outcome<Created>> TakeOverAsync(ExistingAuthorisationRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            var errors = new FieldErrors();
            errors.Text("document", request.Document, 100);
            errors.Require(request.DecidedOn is not null, "decidedOn", "field.required");
            errors.Require(request.DecidedOn is null || request.DecidedOn <= today, "decidedOn", "field.future");
            errors.Require(request.DecidedOn is null || request.DecidedOn >= today.AddYears(-OldestYears), "decidedOn", "field.tooEarly");
            errors.Require(request.ValidTo is not null, "validTo", "field.required");
            errors.Require(request.ValidTo is null || request.DecidedOn is null || request.ValidTo >= request.DecidedOn, "validTo", "register.endsBeforeStart");
            var row = await checks.NewAsync(scope, request.PractitionerId, request.DeploymentId, request.WholeTechnology, request.Acts, errors, ct);
            if (row is null || errors.Any)
            {
                return errors.ToRefusal();
            }

            var months = (await checks.ParametersAsync(scope.Db, scope.Now, ct)).Int("longestTermMonths");
            if (request.ValidTo!.Value >= ShanghaiDay.AddMonths(request.DecidedOn!.Value, months))
            {
                return new Invalid("validTo", "authorisation.termTooLong", ("months", months.ToString(CultureInfo.InvariantCulture)));
            }

            if (await AuthorisationChecks.IsAskedForAsync(scope, row, ct))
            {
                return new Conflict("authorisation.alreadyAskedFor");
            }

            (row.Kind, row.State, row.Number) = (AuthorisationKind.Existing, AuthorisationState.AwaitingConfirmation, request.Document!.Trim());
            (row.From, row.Until) = (ShanghaiDay.Start(request.DecidedOn.Value), ShanghaiDay.Start(request.ValidTo.Value.AddDays(1)));
            scope.Db.Add(row);
            scope.Record("authorisation.takenOver", nameof(Authorisation), row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <summary>A member of the committee confirms an existing authorisation; not who recorded it.</summary>
    public Task<Outcome<Created>> ConfirmAsync(Guid id, AuthorisationAnswerRequest request, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Require(request.Agree is not null, "agree", "field.required");
        errors.Text("note", request.Note, 1000, required: request.Agree == false);
        return errors.Any
            ? Task.FromResult<Outcome<Created>>(errors.ToRefusal())
            : RowAsync(
                id,
                (scope, row) =>
                {
                    var system = scope.Caller.Kind == CallerKind.System;
                    if (!scope.Caller.Is(Role.CommitteeMember) && !system)
                    {
                        return new Forbidden("authorisation.committeeConfirms");
                    }

                    if (row.State != AuthorisationState.AwaitingConfirmation)
                    {
                        return OtherStep(row);
                    }

                    if (row.AppliedBy == scope.Caller.Id && !system)
                    {
                        return new Forbidden("authorisation.secondPerson");
                    }

                    (row.ConfirmedBy, row.VerificationNote) = (scope.Caller.Id, request.Note);
                    row.State = request.Agree!.Value ? AuthorisationState.Granted : AuthorisationState.Refused;
                    row.GrantedAt = request.Agree.Value ? scope.Now : null;
                    scope.Record(request.Agree.Value ? "authorisation.confirmed" : "authorisation.refusedByCommittee", nameof(Authorisation), id);
                    return null;
                },
                context,
                cancellationToken);
    }

    public Task<Outcome<Created>> SuspendAsync(Guid id, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(id, AuthorisationChangeKind.Suspended, request, context, cancellationToken);

    public Task<Outcome<Created>> ResumeAsync(Guid id, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(id, AuthorisationChangeKind.Resumed, request, context, cancellationToken);

    public Task<Outcome<Created>> RevokeAsync(Guid id, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(id, AuthorisationChangeKind.Revoked, request, context, cancellationToken);

    /// <summary>Makes the row a granted one, with its number and what the person was then.</summary>
    internal async Task GrantAsync(WriteScope scope, Authorisation row, DateTimeOffset from, DateTimeOffset until, string? conditions, CancellationToken cancellationToken)
    {
        var place = (await places.FindAsync(scope.Db, [row.PractitionerId], cancellationToken)).GetValueOrDefault(row.PractitionerId);
        (row.State, row.GrantedAt, row.From, row.Until, row.Conditions) = (AuthorisationState.Granted, scope.Now, from, until, conditions);
        (row.TitleAtGrant, row.DepartmentAtGrant) = (place?.Title, place?.DepartmentId);
        row.Number = await AuthorisationChecks.NextNumberAsync(scope, cancellationToken);
    }

    internal static void Change(WriteScope scope, Authorisation row, AuthorisationChangeKind kind, string reason)
    {
        row.Changes = [.. row.Changes, new AuthorisationChange(kind, scope.Now, scope.Caller.Id, reason)];
        row.SuspendedAt = kind == AuthorisationChangeKind.Suspended ? scope.Now : null;
        row.RevokedAt = kind == AuthorisationChangeKind.Revoked ? scope.Now : null;
        scope.Record("authorisation." + CodeName.Of(kind), nameof(Authorisation), row.Id);
    }

    private Task<Outcome<Created>> ChangeAsync(
        Guid id, AuthorisationChangeKind kind, AuthorisationReasonRequest request, WriteRequest context, CancellationToken cancellationToken) => ActAsync(
        id,
        request,
        (scope, row) =>
        {
            var fits = row.State == AuthorisationState.Granted && row.RevokedAt is null && kind switch
            {
                AuthorisationChangeKind.Suspended => row.SuspendedAt is null,
                AuthorisationChangeKind.Resumed => row.SuspendedAt is not null,
                _ => true,
            };
            if (!fits)
            {
                return OtherStep(row);
            }

            Change(scope, row, kind, request.Reason!.Trim());
            return null;
        },
        context,
        cancellationToken);

    private Task<Outcome<Created>> ActAsync(
        Guid id, AuthorisationReasonRequest request, Func<WriteScope, Authorisation, Refusal?> act, WriteRequest context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", request.Reason, 1000);
        return errors.Any ? Task.FromResult<Outcome<Created>>(errors.ToRefusal()) : RowAsync(id, act, context, cancellationToken);
    }

    private Task<Outcome<Created>> RowAsync(Guid id, Func<WriteScope, Authorisation, Refusal?> act, WriteRequest context, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) => await scope.Db.Set<Authorisation>().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } row ? new NotFound("authorisation")
                : act(scope, row) is { } refusal ? refusal
                : new Created(id),
            cancellationToken);

    private static Conflict OtherStep(Authorisation row) => new("authorisation.otherStep", new Dictionary<string, string> { ["state"] = CodeName.Of(row.State) });
}
