using System.Text.Json;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Governed;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>One queued act. The writers run it in a transaction of theirs, then tell it whether that became durable.</summary>
internal abstract class WorkItem(WriteRequest request, CancellationToken cancellationToken)
{
    public WriteRequest Request { get; } = request;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Runs the act; true when its changes are to be kept.</summary>
    public abstract Task<bool> RunAsync(HengjianDbContext db, Database database, LedgerAppender ledger, DateTimeOffset now);

    /// <summary>The transaction is durable: answer the caller.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

internal sealed class WorkItem<T>(WriteRequest request, Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    : WorkItem(request, cancellationToken)
{
    private readonly TaskCompletionSource<Outcome<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> _outcome;
    private List<Action> _afterCommit = [];

    public Task<Outcome<T>> Answer => _answer.Task;

    public override async Task<bool> RunAsync(HengjianDbContext db, Database database, LedgerAppender ledger, DateTimeOffset now)
    {
        if (Request.Idempotency is { } key && await FindAsync(db, key) is { } stored)
        {
            _outcome = stored.BodyHash == key.BodyHash ? Replay(stored) : new Conflict("idempotency.otherBody");
            return false;
        }

        var scope = new WriteScope(db, database, Request, now);
        _outcome = await work(scope, CancellationToken);
        if (_outcome.Refusal is { KeepsChanges: false })
        {
            return false;
        }

        if (Request.Idempotency is { } used)
        {
            db.Add(Row(scope, used));
        }

        await ledger.SaveAsync(scope, CancellationToken);
        _afterCommit = scope.AfterCommit;
        return true;
    }

    public override void Complete()
    {
        foreach (var action in _afterCommit)
        {
            action();
        }

        _answer.TrySetResult(_outcome);
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);

    public override void Cancel() => _answer.TrySetCanceled(CancellationToken);

    private Task<IdempotencyRow?> FindAsync(HengjianDbContext db, IdempotencyKey key) =>
        db.Set<IdempotencyRow>().AsNoTracking().FirstOrDefaultAsync(
            r => r.ActorId == Request.Caller.Id && r.Method == key.Method && r.Path == key.Path && r.Key == key.Key, CancellationToken);

    private IdempotencyRow Row(WriteScope scope, IdempotencyKey key) => new()
    {
        InstitutionId = scope.InstitutionId,
        Id = scope.NewId(),
        ActorId = Request.Caller.Id,
        Method = key.Method,
        Path = key.Path,
        Key = key.Key,
        BodyHash = key.BodyHash,
        Refused = _outcome.Refusal is not null,
        Answer = _outcome.Refusal is { } refusal ? StoredRefusal.Write(refusal) : JsonSerializer.Serialize(_outcome.Value, JsonColumn.Options),
        At = scope.Now,
    };

    private static Outcome<T> Replay(IdempotencyRow stored) =>
        stored.Refused ? StoredRefusal.Read(stored.Answer) : JsonSerializer.Deserialize<T>(stored.Answer, JsonColumn.Options)!;
}

/// <summary>Refusals that were stored with an act: only those that keep changes can be.</summary>
internal static class StoredRefusal
{
    private sealed record Envelope(string Kind, JsonElement Body);

    public static string Write(Refusal refusal) => JsonSerializer.Serialize(
        new Envelope(refusal.GetType().Name, JsonSerializer.SerializeToElement(refusal, refusal.GetType(), JsonColumn.Options)), JsonColumn.Options);

    public static Refusal Read(string json)
    {
        var envelope = JsonSerializer.Deserialize<Envelope>(json, JsonColumn.Options)!;
        return envelope.Kind switch
        {
            nameof(RuleRefused) => envelope.Body.Deserialize<RuleRefused>(JsonColumn.Options)!,
            nameof(Conflict) => envelope.Body.Deserialize<Conflict>(JsonColumn.Options)!,
            nameof(Forbidden) => envelope.Body.Deserialize<Forbidden>(JsonColumn.Options)!,
            _ => throw new InvalidOperationException($"A refusal of kind {envelope.Kind} cannot have been stored."),
        };
    }
}
