using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;
using Hengjian.Governance.Regulations;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Training.Feedback;

/// <summary>That the physician shares a proposal with the trainer now.</summary>
public sealed record RetrainingConsent;

/// <summary>What the physician makes of a proposal.</summary>
public sealed record RetrainingAnswer
{
    /// <summary>True: takes it up; false: sees it otherwise, and says why.</summary>
    public bool? TakeUp { get; init; }

    public string? Note { get; init; }
}

/// <summary>What the trainer did with a proposal.</summary>
public sealed record RetrainingClosing
{
    public string? Note { get; init; }
}

/// <summary>The physician shares and answers the own proposals; the trainer closes those that are shared. Another's proposal is absent.</summary>
public sealed class AnswerRetraining(IWriter writer)
{
    public Task<Outcome<Created>> ShareAsync(Guid id, RetrainingConsent request, WriteRequest context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OwnAsync(
            id,
            context,
            (scope, row) =>
            {
                if (row.SharedAt is not null)
                {
                    return new Conflict("retraining.sharedAlready");
                }

                row.SharedAt = scope.Now;
                scope.Record("retraining.shared", nameof(RetrainingProposal), id);
                return null;
            },
            cancellationToken);
    }

    public Task<Outcome<Created>> AnswerAsync(Guid id, RetrainingAnswer request, WriteRequest context, CancellationToken cancellationToken) => OwnAsync(
        id,
        context,
        (scope, row) =>
        {
            var errors = new FieldErrors();
            errors.Require(request.TakeUp is not null, "takeUp", "field.required");
            errors.Text("note", request.Note, 500, required: request.TakeUp == false);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.State != RetrainingState.Proposed)
            {
                return new Conflict("retraining.answeredAlready");
            }

            (row.State, row.AnsweredAt, row.Answer) = (request.TakeUp!.Value ? RetrainingState.TakenUp : RetrainingState.Declined, scope.Now, request.Note?.Trim());
            scope.Record(request.TakeUp.Value ? "retraining.takenUp" : "retraining.declined", nameof(RetrainingProposal), id);
            return null;
        },
        cancellationToken);

    /// <summary>The trainer notes what became of it.</summary>
    public Task<Outcome<Created>> CloseAsync(Guid id, RetrainingClosing request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var today = ShanghaiDay.Of(scope.Now);
            if (await scope.Db.Set<RetrainingProposal>().FirstOrDefaultAsync(p => p.Id == id && (p.SharedAt != null || p.SharedFrom <= today), ct) is not { } row)
            {
                return new NotFound("retraining");
            }

            var errors = new FieldErrors();
            errors.Text("note", request.Note, 500);
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (row.State == RetrainingState.Closed)
            {
                return new Conflict("retraining.closedAlready");
            }

            (row.State, row.ClosedBy, row.ClosedAt, row.ClosingNote) = (RetrainingState.Closed, scope.Caller.Id, scope.Now, request.Note!.Trim());
            scope.Record("retraining.closed", nameof(RetrainingProposal), id);
            return new Created(id);
        },
        cancellationToken);

    private Task<Outcome<Created>> OwnAsync(Guid id, WriteRequest context, Func<WriteScope, RetrainingProposal, Refusal?> act, CancellationToken cancellationToken) => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var person = scope.Caller.PractitionerId;
            return await scope.Db.Set<RetrainingProposal>().FirstOrDefaultAsync(p => p.Id == id && p.PractitionerId == person, ct) is not { } row ? new NotFound("retraining")
                : act(scope, row) is { } refusal ? refusal
                : new Created(id);
        },
        cancellationToken);
}
