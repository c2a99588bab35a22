using System.Globalization;
using Hengjian.Governance.Handovers.Contracts;
using Hengjian.Governance.Handovers.Domain;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Writing;

namespace Hengjian.Governance.Handovers.People;

/// <summary>A task by kind and row.</summary>
public sealed record TaskReference
{
    public string? Kind { get; init; }

    public Guid? Id { get; init; }
}

public sealed record HandoverRequest
{
    /// <summary>The record of health professional or the account from whom tasks are taken.</summary>
    public Guid? From { get; init; }

    /// <summary>Account of the colleague.</summary>
    public Guid? ToUserId { get; init; }

    /// <summary>Which tasks; empty with <see cref="All"/>.</summary>
    public IReadOnlyList<TaskReference>? Tasks { get; init; }

    /// <summary>Everything that waits, up to what one act may carry.</summary>
    public bool All { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A task that stays where it was, and why: a message code, or the clauses that refuse the colleague.</summary>
public sealed record RefusedTask(string Kind, Guid Id, string Title, string? Code, IReadOnlyDictionary<string, string>? Arguments, IReadOnlyList<string> Clauses);

/// <summary>What became of it.</summary>
/// <param name="HandedOver">Tasks that passed on.</param>
/// <param name="Refused">Tasks that stayed.</param>
/// <param name="Left">Tasks of the person beyond those of this act.</param>
public sealed record HandoverAnswer(int HandedOver, IReadOnlyList<RefusedTask> Refused, int Left);

/// <summary>
/// An officer gives what waits for somebody to a colleague. Each task decides for itself whether the colleague may take it; those that refuse stay, and the answer
/// names them. Nothing is stored where every task refuses.
/// </summary>
public sealed class HandOver(IWriter writer, HandoverQueries queries, TaskPeople people, IEnumerable<IOpenTasks> sources)
{
    /// <summary>Tasks in one act.</summary>
    public const int MostAtOnce = 200;

    public Task<Outcome<HandoverAnswer>> HandleAsync(HandoverRequest request, WriteRequest context, CancellationToken cancellationToken) => writer.WriteAsync<HandoverAnswer>(
        context,
        async (scope, ct) =>
        {
            var errors = new FieldErrors();
            errors.Text("reason", request.Reason, 500);
            errors.Require(request.From is not null, "from", "field.required");
            errors.Require(request.ToUserId is not null, "toUserId", "field.required");
            errors.Require(request.All || request.Tasks is { Count: > 0 }, "tasks", "handover.noTask");
            for (var i = 0; i < Math.Min(request.Tasks?.Count ?? 0, MostAtOnce); i++)
            {
                errors.Require(request.Tasks![i] is not null, $"tasks[{i}]", "field.required");
            }

            errors.Require(request.Tasks is null or { Count: <= MostAtOnce }, "tasks", "handover.tooMany", ("most", MostAtOnce.ToString(CultureInfo.InvariantCulture)));
            if (errors.Any)
            {
                return errors.ToRefusal();
            }

            if (await queries.PersonAsync(scope.Db, request.From!.Value, ct) is not { } from)
            {
                return new NotFound("person");
            }

            if ((await people.TakersAsync(scope.Db, ct)).FirstOrDefault(t => t.UserId == request.ToUserId) is not { } taker)
            {
                return new Invalid("toUserId", "field.unknownReference");
            }

            if (taker.UserId == from.Holder.UserId || (taker.PractitionerId is { } same && same == from.Holder.PractitionerId))
            {
                return new Invalid("toUserId", "handover.samePerson");
            }

            var open = await queries.TasksAsync(scope.Db, from.Holder, ct);
            var asked = request.All ? open : [.. open.Where(t => request.Tasks!.Any(a => a.Kind == t.Kind && a.Id == t.Id))];
            return asked.Count == 0
                ? new Conflict("handover.nothingOpen")
                : await PassAsync(scope, from.Holder, taker, [.. asked.Take(MostAtOnce)], open.Count, request.Reason!.Trim(), ct);
        },
        cancellationToken);

    private async Task<Outcome<HandoverAnswer>> PassAsync(
        WriteScope scope, TaskHolder from, TaskTaker taker, IReadOnlyList<OpenTask> tasks, int open, string reason, CancellationToken cancellationToken)
    {
        var to = new TaskHolder(taker.PractitionerId, taker.UserId);
        var refused = new List<RefusedTask>();
        Refusal? first = null;
        foreach (var task in tasks)
        {
            if (await sources.First(s => s.Kind == task.Kind).HandOverAsync(scope, task.Id, from, to, cancellationToken) is { } refusal)
            {
                first ??= refusal;
                refused.Add(Refused(task, refusal));
                continue;
            }

            var row = new Handover
            {
                InstitutionId = scope.InstitutionId,
                Id = scope.NewId(),
                FromPractitionerId = from.PractitionerId,
                FromUserId = from.UserId,
                ToUserId = taker.UserId,
                ToPractitionerId = taker.PractitionerId,
                Kind = task.Kind,
                TaskId = task.Id,
                Title = task.Title,
                Path = task.Path,
                Reason = reason,
                MadeBy = scope.Caller.Id,
                MadeAt = scope.Now,
            };
            scope.Db.Add(row);
            scope.Record("task.handedOver", nameof(Handover), row.Id);
        }

        var done = tasks.Count - refused.Count;
        return done == 0 && tasks.Count == 1 ? first! : new HandoverAnswer(done, refused, open - done - refused.Count);
    }

    private static RefusedTask Refused(OpenTask task, Refusal refusal) => refusal switch
    {
        RuleRefused rules => new RefusedTask(task.Kind, task.Id, task.Title, null, null, [.. rules.Decisions.Where(d => d.Blocks).Select(d => d.Clause).Distinct()]),
        Conflict conflict => new RefusedTask(task.Kind, task.Id, task.Title, conflict.Code, conflict.Arguments, []),
        Invalid invalid => new RefusedTask(task.Kind, task.Id, task.Title, invalid.Errors[0].Code, invalid.Errors[0].Arguments, []),
        Forbidden forbidden => new RefusedTask(task.Kind, task.Id, task.Title, forbidden.Code, null, []),
        _ => new RefusedTask(task.Kind, task.Id, task.Title, "notFound", null, []),
    };
}
