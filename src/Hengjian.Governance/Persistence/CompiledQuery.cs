using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence;

/// <summary>
/// A query whose translation is made once and not once a call: for what each act reads. A compiled query holds to one model, of which a process may have one for each
/// database, and to whether its first context tracked what it read: an act that got a reader's query would lose its changes.
/// </summary>
/// <typeparam name="TQuery">The delegate that <see cref="EF.CompileAsyncQuery{TContext,TResult}(System.Linq.Expressions.Expression{Func{TContext,TResult}})"/> gives.</typeparam>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _tracking = [];
    private readonly ConditionalWeakTable<IModel, TQuery> _reading = [];

    public TQuery For(HengjianDbContext db) =>
        (db.ChangeTracker.QueryTrackingBehavior == QueryTrackingBehavior.TrackAll ? _tracking : _reading).GetValue(db.Model, _ => compile());
}
