using System.Data.Common;
using Hengjian.Governance.Kernel;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>One act that writes: who, under which request id, and how a repeat is recognised.</summary>
/// <param name="Caller">Who acts; the act is confined to the caller's institution.</param>
/// <param name="RequestId">Id of the request for the ledger and the logs; null for jobs.</param>
/// <param name="Idempotency">The client's key, or null when none was sent.</param>
public sealed record WriteRequest(Caller Caller, string? RequestId = null, IdempotencyKey? Idempotency = null);

/// <summary>A client's key for one act. <paramref name="BodyHash"/> is an HMAC over the canonical body without the signing secret.</summary>
public sealed record IdempotencyKey(string Method, string Path, string Key, string BodyHash);

/// <summary>The one way to change data. The change, its ledger record, its counters and its idempotency row commit together and durably before the answer.</summary>
public interface IWriter
{
    /// <summary>
    /// Runs <paramref name="work"/> in a transaction. It may run more than once (PostgreSQL repeats it after a conflict), so it must have no effect
    /// outside <see cref="WriteScope.Db"/>; slow things such as checking a password come before.
    /// </summary>
    Task<Outcome<T>> WriteAsync<T>(WriteRequest request, Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken);
}

/// <summary>What an act may use while it writes.</summary>
public sealed class WriteScope
{
    internal WriteScope(HengjianDbContext db, Database database, WriteRequest request, DateTimeOffset now)
    {
        Db = db;
        Database = database;
        Request = request;
        Now = now;
    }

    /// <summary>Tracking context in the act's transaction.</summary>
    public HengjianDbContext Db { get; }

    public Database Database { get; }

    public WriteRequest Request { get; }

    public Caller Caller => Request.Caller;

    public Guid InstitutionId => Request.Caller.InstitutionId;

    /// <summary>The act's instant, cut to whole microseconds.</summary>
    public DateTimeOffset Now { get; }

    internal List<ActRecord> Acts { get; } = [];

    internal List<(Guid Institution, ActRecord Act)> Notes { get; } = [];

    internal List<Action> AfterCommit { get; } = [];

    /// <summary>A new UUIDv7 at the act's instant.</summary>
    public Guid NewId() => Guid.CreateVersion7(Now);

    /// <summary>Names the act for the ledger. Without it the record takes its name from the first changed row. An act that changes no governed row (a sign-in, a read) is recorded only so.</summary>
    /// <param name="action">Stable dotted code, for example <c>case.opinion.signed</c>.</param>
    /// <param name="subjectKind">Kind of the thing acted upon, as the row's class is called.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="pack">Regulation pack that decided, if any.</param>
    public void Record(string action, string subjectKind, Guid subjectId, string? pack = null) =>
        Acts.Add(new ActRecord(action, subjectKind, subjectId, pack));

    /// <summary>
    /// Notes in another institution's ledger, in this very transaction, that one of its people acted here: the actor, the act and an id, and nothing of the patient. Both ledgers hold
    /// the act, or neither.
    /// </summary>
    public void NoteAt(Guid institution, string action, string subjectKind, Guid subjectId) =>
        Notes.Add((institution, new ActRecord(action, subjectKind, subjectId, null)));

    /// <summary>
    /// Writes rows of another institution in this very transaction and commits to them in that institution's ledger, under an act noted there: for the few facts that one institution
    /// establishes about a person on another's record. Rows are added or changed, never removed.
    /// </summary>
    /// <param name="institution">Whose rows they are.</param>
    /// <param name="action">The act's code in that ledger.</param>
    /// <param name="subjectKind">Kind of the thing acted upon there.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="rows">The rows; new ones are added here, known ones were read tracked.</param>
    internal void WriteAt(Guid institution, string action, string subjectKind, Guid subjectId, params ReadOnlySpan<GovernedRow> rows)
    {
        NoteAt(institution, action, subjectKind, subjectId);
        foreach (var row in rows)
        {
            if (row.InstitutionId != institution)
            {
                throw new ArgumentException("A row of a third institution.", nameof(rows));
            }

            Db.RowsElsewhere.Add((row.InstitutionId, row.Id));
            if (Db.Entry(row).State == Microsoft.EntityFrameworkCore.EntityState.Detached)
            {
                Db.Add(row);
            }
        }
    }

    /// <summary>Runs after the transaction is durable: cache invalidation, wake-ups.</summary>
    public void OnCommitted(Action action) => AfterCommit.Add(action);

    /// <summary>A command in the act's transaction, for the few statements that the model cannot express (counter cells, number sequences).</summary>
    public DbCommand Command(string sql)
    {
        var connection = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(Db.Database);
        var command = connection.CreateCommand();
        command.Transaction = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(Db.Database.CurrentTransaction!);
        command.CommandText = sql;
        return command;
    }
}

internal sealed record ActRecord(string Action, string SubjectKind, Guid SubjectId, string? Pack);
