using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hengjian.Governance.Persistence;

/// <summary>
/// A query whose translation is made once a model and not once a call: for what each act reads. A compiled query holds to one model, and a process may hold one for each
/// database.
/// </summary>
/// <typeparam name="TQuery">The delegate that <see cref="EF.CompileAsyncQuery{TContext,TResult}(System.Linq.Expressions.Expression{Func{TContext,TResult}})"/> gives.</typeparam>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> _byModel = [];

    public TQuery For(HengjianDbContext db) => _byModel.GetValue(db.Model, _ => compile());
}
