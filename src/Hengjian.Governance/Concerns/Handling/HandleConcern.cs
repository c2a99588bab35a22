using Hengjian.Governance.Access.Contracts;
using Hengjian.Governance.Concerns.Contracts;
using Hengjian.Governance.Concerns.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Concerns.Handling;

public sealed record AnswerRequest
{
    public string? Text { get; init; }
}

public sealed record DecisionRequest
{
    public ConcernDecision? Decision { get; init; }

    /// <summary>What was found and is done, as whoever raised it may read it.</summary>
    public string? Text { get; init; }

    /// <summary>What is done so that nobody suffers for the concern.</summary>
    public string? Protection { get; init; }
}

public sealed record ReferralRequest
{
    public string? Authority { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What handlers do with a concern: answer, note protection, decide, step aside for another, hand it to an authority outside.</summary>
public sealed class HandleConcern(IWriter writer, IRoleMembers members)
{
    public Task<Outcome<Created>> AnswerAsync(Guid id, AnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            if (TextProblem("text", request.Text, 8000) is { } problem)
            {
                return problem;
            }

            var message = await ConcernMessages.AddAsync(scope, id, scope.Caller.Id, request.Text!, ct);
            row.AnsweredOn ??= ShanghaiDay.Of(scope.Now);
            row.State = ConcernState.Answered;
            scope.Record("concern.answered", nameof(Concern), id);
            return new Created(message.Id);
        },
        cancellationToken);

    public Task<Outcome<Created>> ProtectAsync(Guid id, AnswerRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        id,
        context,
        (row, scope, _) =>
        {
            if (TextProblem("text", request.Text, 4000) is { } problem)
            {
                return Task.FromResult<Outcome<Created>>(problem);
            }

            row.Protection = scope.Database.Fields.Protect(scope.InstitutionId, "protection", id, request.Text!.Trim());
            scope.Record("concern.protectionNoted", nameof(Concern), id);
            return Task.FromResult<Outcome<Created>>(new Created(id));
        },
        cancellationToken);

    public Task<Outcome<Created>> DecideAsync(Guid id, DecisionRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        id,
        context,
        (row, scope, _) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.Decision is not null, "decision", "field.required");
            errors.Text("text", request.Text, 8000);
            errors.Text("protection", request.Protection, 4000, required: row.Protection is null);
            if (errors.Any)
            {
                return Task.FromResult<Outcome<Created>>(errors.ToRefusal());
            }

            row.Decision = request.Decision;
            row.DecisionText = scope.Database.Fields.Protect(scope.InstitutionId, "decision_text", id, request.Text!.Trim());
            row.Protection = request.Protection is null ? row.Protection : scope.Database.Fields.Protect(scope.InstitutionId, "protection", id, request.Protection.Trim());
            End(row, ConcernState.Decided, scope);
            scope.Record("concern.decided", nameof(Concern), id);
            return Task.FromResult<Outcome<Created>>(new Created(id));
        },
        cancellationToken);

    /// <summary>The handler is concerned in it: another takes over, and this one sees it no more.</summary>
    public Task<Outcome<Created>> StepAsideAsync(Guid id, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        id,
        context,
        async (row, scope, ct) =>
        {
            var handlers = await members.OfAsync(scope.Db, Role.ConcernHandler, ct);
            if (handlers.All(h => h.UserId == scope.Caller.Id || row.Excluded.Contains(h.UserId)))
            {
                return new Conflict("concern.nobodyElse");
            }

            row.Excluded = [.. row.Excluded, scope.Caller.Id];
            scope.Record("concern.steppedAside", nameof(Concern), id);
            return new Created(id);
        },
        cancellationToken);

    public Task<Outcome<Created>> ReferAsync(Guid id, ReferralRequest request, WriteRequest context, CancellationToken cancellationToken) => OnOpenAsync(
        id,
        context,
        (row, scope, _) =>
        {
            var errors = new FieldErrors();
            errors.Text("authority", request.Authority, 200);
            errors.Text("reason", request.Reason, 4000);
            if (errors.Any)
            {
                return Task.FromResult<Outcome<Created>>(errors.ToRefusal());
            }

            row.ReferredTo = request.Authority!.Trim();
            row.DecisionText = scope.Database.Fields.Protect(scope.InstitutionId, "decision_text", id, request.Reason!.Trim());
            End(row, ConcernState.Referred, scope);
            scope.Record("concern.referred", nameof(Concern), id);
            return Task.FromResult<Outcome<Created>>(new Created(id));
        },
        cancellationToken);

    private static void End(Concern row, ConcernState state, WriteScope scope)
    {
        row.State = state;
        row.AnsweredOn ??= ShanghaiDay.Of(scope.Now);
        row.DecidedOn = ShanghaiDay.Of(scope.Now);
        row.DecidedBy = scope.Caller.Id;
    }

    private static Invalid? TextProblem(string field, string? text, int longest)
    {
        var errors = new FieldErrors();
        errors.Text(field, text, longest);
        return errors.Any ? errors.ToRefusal() : null;
    }

    private Task<Outcome<Created>> OnOpenAsync(
        Guid id, WriteRequest context, Func<Concern, WriteScope, CancellationToken, Task<Outcome<Created>>> act, CancellationToken cancellationToken) =>
        writer.WriteAsync<Created>(
            context,
            async (scope, ct) =>
            {
                // A handler whom it is about learns nothing of it, not even that there is one.
                if (await scope.Db.Set<Concern>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } row || row.Excluded.Contains(scope.Caller.Id))
                {
                    return new NotFound("concern");
                }

                return row.State is ConcernState.Decided or ConcernState.Referred ? new Conflict("concern.ended") : await act(row, scope, ct);
            },
            cancellationToken);
}
