using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Notices.Contracts;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>The way of a reported event: investigation, the officer's answer to a proposed suspension, entries outside, closing with evidence.</summary>
public sealed class HandleEvent(IWriter writer, RuleEngine engine, IInstitutionRegister institutions, INotices notices)
{
    /// <summary>Records the investigation; a later one replaces it until the event is closed.</summary>
    public Task<Outcome<Created>> InvestigateAsync(Guid id, InvestigationRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.OnOpenEventAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("findings", request.Findings, 8000);
            errors.Text("noActionReason", request.NoActionReason, 1000, required: false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            row.Investigation = scope.Database.Fields.Protect(scope.InstitutionId, "investigation", row.Id, request.Findings!.Trim());
            (row.Grade, row.Harm, row.Causality) = (request.Grade ?? row.Grade, request.Harm ?? row.Harm, request.Causality ?? row.Causality);
            row.NoActionReason = request.NoActionReason?.Trim();
            row.InvestigatedBy = scope.Caller.Id;
            row.InvestigatedAt = scope.Now;
            row.State = EventState.Investigated;
            await notices.CloseAsync(scope, Reminders.OverdueEvents.Kind, row.Id, ct);
            scope.Record("adverseEvent.investigated", nameof(AdverseEvent), id);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>The deployment stays in use, and why. A suspension itself is the deployment's own act, which settles the proposal too.</summary>
    public Task<Outcome<Created>> DeclineSuspensionAsync(Guid id, EventNoteRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.OnOpenEventAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            if (NoteProblem(request.Note) is { } problem)
            {
                return problem;
            }

            if (row.Suspension != SuspensionProposal.Proposed)
            {
                return new Conflict("safety.nothingProposed");
            }

            row.Suspension = SuspensionProposal.Declined;
            row.SuspensionNote = request.Note!.Trim();
            row.SuspensionDecidedBy = scope.Caller.Id;
            row.SuspensionDecidedAt = scope.Now;
            await notices.CloseAsync(scope, "suspensionProposed", id, ct);
            scope.Record("adverseEvent.suspensionDeclined", nameof(AdverseEvent), id);
            return new Created(id);
        },
        cancellationToken);

    public Task<Outcome<Created>> EnterOutsideAsync(Guid id, ExternalReportRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            if (await scope.Db.Set<AdverseEvent>().FirstOrDefaultAsync(e => e.Id == id, ct) is not { } row)
            {
                return new NotFound("adverseEvent");
            }

            var errors = new FieldErrors();
            errors.Text("system", request.System, 200);
            errors.Text("receipt", request.Receipt, 100);
            errors.Require(request.On is not null, "on", "field.required");
            errors.Require(request.On is null || request.On <= ShanghaiDay.Of(scope.Now), "on", "field.future");
            errors.Require(request.On is null || request.On >= ShanghaiDay.Of(row.OccurredAt), "on", "field.tooEarly");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            row.ExternalReports = [.. row.ExternalReports, new ExternalReport(request.System!.Trim(), request.Receipt!.Trim(), request.On!.Value, scope.Caller.Id)];
            scope.Record("adverseEvent.enteredOutside", nameof(AdverseEvent), id);
            return new Created(id);
        },
        cancellationToken);

    /// <summary>Closes the event; HP-11.2 refuses where evidence is lacking.</summary>
    public Task<Outcome<Created>> CloseAsync(Guid id, EventNoteRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.OnOpenEventAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            if (NoteProblem(request.Note) is { } problem)
            {
                return problem;
            }

            var actions = await scope.Db.Set<EventAction>().Where(a => a.EventId == id).ToListAsync(ct);
            var decision = engine.Decide(ClauseIds.EventClosure, EventFacts.Closure(row, actions), scope.Now, await institutions.CreditCodeAsync(scope.Db, ct));
            if (decision.Blocks)
            {
                return new RuleRefused([decision]);
            }

            if (row.Suspension == SuspensionProposal.Proposed)
            {
                return new Conflict("safety.suspensionOpen");
            }

            row.State = EventState.Closed;
            row.ClosingNote = request.Note!.Trim();
            row.ClosedBy = scope.Caller.Id;
            row.ClosedAt = scope.Now;
            scope.Record("adverseEvent.closed", nameof(AdverseEvent), id, decision.Pack);
            return new Created(id);
        },
        cancellationToken);

    private static Invalid? NoteProblem(string? note)
    {
        var errors = new FieldErrors();
        errors.Text("note", note, 1000);
        return errors.Any ? errors.ToRefusal() : null;
    }
}
