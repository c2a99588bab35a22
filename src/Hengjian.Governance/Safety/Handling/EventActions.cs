using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Institutions.Contracts;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Hengjian.Governance.Safety.Contracts;
using Hengjian.Governance.Safety.Domain;
using Hengjian.Governance.Safety.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Safety.Handling;

/// <summary>Corrective and preventive actions: agreed, done with evidence, their effect checked by somebody else.</summary>
public sealed class EventActions(IWriter writer, RegulationCatalog catalog, IInstitutionRegister institutions, IAccountOwners accounts)
{
    public Task<Outcome<Created>> AgreeAsync(Guid id, ActionRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.OnOpenEventAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            var existing = await scope.Db.Set<EventAction>().Where(a => a.EventId == id).ToListAsync(ct);
            var errors = new FieldErrors();
            errors.Require(request.Kind is not null, "kind", "field.required");
            errors.Text("text", request.Text, 2000);
            var person = request.OwnerUserId is { } user ? (await accounts.AllAsync(scope.Db, ct)).FirstOrDefault(a => a.UserId == user && a.ClosedAt is null) : null;
            errors.Require(request.OwnerUserId is null || person is not null, "ownerUserId", "field.unknownReference");
            errors.Text("owner", request.Owner, 100, required: person is null);
            errors.Require(request.DueOn is null || request.DueOn >= today, "dueOn", "field.tooEarly");
            errors.Require(request.DueOn is null || request.DueOn <= today.AddYears(5), "dueOn", "field.future");
            errors.Require(request.Replaces is null || existing.Any(a => a.Id == request.Replaces && a.Effective == false), "replaces", "field.unknownReference");
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            var parameters = catalog.Parameters(ClauseIds.EventTimes, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct));
            var action = new EventAction
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                EventId = id,
                Number = existing.Count + 1,
                Kind = request.Kind!.Value,
                Text = request.Text!.Trim(),
                Owner = string.IsNullOrWhiteSpace(request.Owner) ? person!.Name : request.Owner.Trim(),
                OwnerUserId = person?.UserId,
                DueOn = request.DueOn ?? today.AddDays(EventTerms.Of(row.Grade, parameters).ActionDays),
                ReplacesId = request.Replaces,
            };
            scope.Db.Add(action);
            // The event's own version moves: of two actions agreed at one moment, one is numbered after the other.
            scope.Db.Entry(row).State = EntityState.Modified;
            scope.Record("adverseEvent.actionAgreed", nameof(AdverseEvent), id);
            return new Created(action.Id);
        },
        cancellationToken);

    public Task<Outcome<Created>> CompleteAsync(Guid id, Guid actionId, CompletionRequest request, WriteRequest context, CancellationToken cancellationToken) => OnActionAsync(
        id,
        actionId,
        context,
        async (action, scope, ct) =>
        {
            if (EvidenceProblem(request.Evidence) is { } problem)
            {
                return problem;
            }

            if (action.Evidence is not null)
            {
                return new Conflict("safety.actionDone");
            }

            action.Evidence = request.Evidence!.Trim();
            action.DoneBy = scope.Caller.Id;
            action.DoneAt = scope.Now;
            action.CheckDueOn = ShanghaiDay.Of(scope.Now).AddDays(catalog.Parameters(ClauseIds.EventClosure, scope.Now, await institutions.CreditCodeAsync(scope.Db, ct)).Int(EventClosureRule.CheckDays));
            scope.Record("adverseEvent.actionDone", nameof(AdverseEvent), id);
            return new Created(actionId);
        },
        cancellationToken);

    /// <summary>Whether it had the effect; by another person than the one who recorded it as done.</summary>
    public Task<Outcome<Created>> CheckEffectAsync(Guid id, Guid actionId, EffectRequest request, WriteRequest context, CancellationToken cancellationToken) => OnActionAsync(
        id,
        actionId,
        context,
        (action, scope, _) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Effective is not null, "effective", "field.required");
            errors.Text("evidence", request.Evidence, 2000);
            if (errors.Any)
            {
                return Refused(errors.ToRefusal());
            }

            if (action.Evidence is null || action.Effective is not null)
            {
                return Refused(new Conflict(action.Evidence is null ? "safety.actionNotDone" : "safety.actionChecked"));
            }

            if (action.DoneBy == scope.Caller.Id)
            {
                return Refused(new Conflict("safety.sameChecker"));
            }

            action.Effective = request.Effective;
            action.EffectEvidence = request.Evidence!.Trim();
            action.CheckedBy = scope.Caller.Id;
            action.CheckedAt = scope.Now;
            scope.Record("adverseEvent.actionChecked", nameof(AdverseEvent), id);
            return Task.FromResult<Outcome<Created>>(new Created(actionId));
        },
        cancellationToken);

    private static Task<Outcome<Created>> Refused(Refusal refusal) => Task.FromResult<Outcome<Created>>(refusal);

    private static Invalid? EvidenceProblem(string? evidence)
    {
        var errors = new FieldErrors();
        errors.Text("evidence", evidence, 2000);
        return errors.Any ? errors.ToRefusal() : null;
    }

    private Task<Outcome<Created>> OnActionAsync(
        Guid id, Guid actionId, WriteRequest context, Func<EventAction, WriteScope, CancellationToken, Task<Outcome<Created>>> act, CancellationToken cancellationToken) =>
        writer.OnOpenEventAsync(
            id,
            context,
            async (_, scope, ct) => await scope.Db.Set<EventAction>().FirstOrDefaultAsync(a => a.Id == actionId && a.EventId == id, ct) is { } action
                ? await act(action, scope, ct)
                : new NotFound("eventAction"),
            cancellationToken);
}
