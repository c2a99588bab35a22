using System.Runtime.ExceptionServices;

namespace Hengjian.Methods.Dea;

/// <summary>A parallel loop that throws what its body threw, not a wrapper around it.</summary>
internal static class ParallelLoop
{
    public static void Run(int count, CancellationToken cancellation, Action<int> body) =>
        Run(count, cancellation, () => 0, (index, state) =>
        {
            body(index);
            return state;
        });

    /// <summary>With a state that each worker makes once and carries from item to item.</summary>
    public static void Run<TState>(int count, CancellationToken cancellation, Func<TState> makeState, Func<int, TState, TState> body)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, makeState, (index, _, state) => body(index, state), _ => { });
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
