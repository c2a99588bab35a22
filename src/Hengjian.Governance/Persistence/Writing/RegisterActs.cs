using Hengjian.Governance.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Hengjian.Governance.Persistence.Writing;

/// <summary>Checks a request and fills a row from it; a refusal leaves nothing stored.</summary>
internal delegate Task<Refusal?> Filling<in TRow>(TRow row, WriteScope scope, CancellationToken cancellationToken);

/// <summary>The two acts that every register has: a new record, and a change of the version that the caller has seen.</summary>
internal static class RegisterActs
{
    /// <param name="writer">The writer.</param>
    /// <param name="context">Who acts.</param>
    /// <param name="action">The act's code in the ledger.</param>
    /// <param name="make">The row with what the act alone knows: its keys and instants.</param>
    /// <param name="fill">Fills it from the request.</param>
    /// <param name="cancellationToken">Cancels the act.</param>
    public static Task<Outcome<Created>> RegisterAsync<TRow>(
        this IWriter writer, WriteRequest context, string action, Func<WriteScope, TRow> make, Filling<TRow> fill, CancellationToken cancellationToken)
        where TRow : GovernedRow => writer.WriteAsync<Created>(
        context,
        async (scope, ct) =>
        {
            var row = make(scope);
            if (await fill(row, scope, ct) is { } refusal)
            {
                return refusal;
            }

            scope.Db.Add(row);
            scope.Record(action, typeof(TRow).Name, row.Id);
            return new Created(row.Id);
        },
        cancellationToken);

    /// <param name="writer">The writer.</param>
    /// <param name="rows">The row of that id among those that may be changed so.</param>
    /// <param name="version">The version that the caller has seen; another one stored is <see cref="Stale"/>.</param>
    /// <param name="context">Who acts.</param>
    /// <param name="kind">Kind of the record, for <see cref="NotFound"/>.</param>
    /// <param name="action">The act's code in the ledger.</param>
    /// <param name="fill">Fills the row from the request.</param>
    /// <param name="cancellationToken">Cancels the act.</param>
    /// <param name="partsCount">True where the record has parts in rows of their own: a change of them alone is a change of the record too.</param>
    public static Task<Outcome<Changed>> ChangeAsync<TRow>(
        this IWriter writer,
        Func<HengjianDbContext, IQueryable<TRow>> rows,
        long version,
        WriteRequest context,
        string kind,
        string action,
        Filling<TRow> fill,
        CancellationToken cancellationToken,
        bool partsCount = false)
        where TRow : GovernedRow => writer.WriteAsync<Changed>(
        context,
        async (scope, ct) =>
        {
            if (await rows(scope.Db).FirstOrDefaultAsync(ct) is not { } row)
            {
                return new NotFound(kind);
            }

            if (row.Version != version)
            {
                return new Stale(version, row.Version);
            }

            if (await fill(row, scope, ct) is { } refusal)
            {
                return refusal;
            }

            var entry = scope.Db.Entry(row);
            if (partsCount && entry.State == EntityState.Unchanged)
            {
                entry.State = EntityState.Modified;
            }

            scope.Record(action, typeof(TRow).Name, row.Id);
            return new Changed(row.Id, entry.State == EntityState.Modified ? version + 1 : version);
        },
        cancellationToken);
}
