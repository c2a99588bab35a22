using System.Threading.Channels;
using Hengjian.Governance.Kernel;
using Hengjian.Governance.Persistence.Governed;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>
/// The single writer of the embedded database. Acts that wait together commit together: each runs under its own savepoint, one flush to disk makes all of
/// them durable, then all are answered. A failing act rolls back alone.
/// </summary>
internal sealed class SqliteGroupCommitWriter : IWriter, IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly Channel<WorkItem> _queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Database _database;
    private readonly LedgerAppender _ledger;
    private readonly TimeProvider _clock;
    private readonly Lazy<Task> _loop;

    public SqliteGroupCommitWriter(Database database, LedgerAppender ledger, TimeProvider clock)
    {
        _database = database;
        _ledger = ledger;
        _clock = clock;
        _loop = new Lazy<Task>(() => Task.Run(LoopAsync));
    }

    public async Task<Outcome<T>> WriteAsync<T>(WriteRequest request, Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        _ = _loop.Value;
        var item = new WorkItem<T>(request, work, cancellationToken);
        await _queue.Writer.WriteAsync(item, cancellationToken);
        return await item.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_loop.IsValueCreated)
        {
            await _loop.Value;
        }
    }

    private async Task LoopAsync()
    {
        await using var connection = await _database.OpenSqliteAsync(CancellationToken.None);
        var group = new List<WorkItem>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            try
            {
                await CommitGroupAsync(connection, group);
            }
            catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
            {
                // The group's transaction failed as a whole (disk full, lock not obtained): nothing of it is stored, every caller is told.
                foreach (var item in group)
                {
                    item.Fail(exception);
                }

                if (group.Count == 0 && _queue.Reader.TryRead(out var waiting))
                {
                    waiting.Fail(exception);
                }
            }
        }
    }

    private async Task CommitGroupAsync(SqliteConnection connection, List<WorkItem> group)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        var memory = new GroupMemory();
        while (group.Count < LargestGroup && _queue.Reader.TryRead(out var item))
        {
            if (item.CancellationToken.IsCancellationRequested)
            {
                item.Cancel();
            }
            else if (await RunAsync(connection, transaction, memory, item))
            {
                group.Add(item);
            }
        }

        await transaction.CommitAsync();
        foreach (var item in group)
        {
            item.Complete();
        }
    }

    /// <summary>Runs one act under a savepoint; false when it was answered with an exception.</summary>
    private async Task<bool> RunAsync(SqliteConnection connection, SqliteTransaction transaction, GroupMemory memory, WorkItem item)
    {
        const string Savepoint = "act";
        await transaction.SaveAsync(Savepoint, CancellationToken.None);
        try
        {
            await using var db = _database.Write(connection, item.Request.Caller.InstitutionId);
            db.Memory = memory;
            await db.Database.UseTransactionAsync(transaction, CancellationToken.None);
            if (!await item.RunAsync(db, _database, _ledger, StoredInstant.Truncate(_clock.GetUtcNow())))
            {
                await transaction.RollbackAsync(Savepoint, CancellationToken.None);
            }

            await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
            return true;
        }
#pragma warning disable CA1031 // whatever an act throws belongs to its caller, not to the others in the group
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await transaction.RollbackAsync(Savepoint, CancellationToken.None);
            await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
            item.Fail(exception);
            return false;
        }
    }
}
