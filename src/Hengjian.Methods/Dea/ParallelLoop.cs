using System.Runtime.ExceptionServices;

namespace Hengjian.Methods.Dea;

/// <summary>
/// A parallel loop that throws what its body threw, not a wrapper around it, and runs on the scheduler of the task that calls it, so that a caller can
/// limit the threads.
/// </summary>
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
            var options = new ParallelOptions { CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
            Parallel.For(0, count, options, makeState, (index, _, state) => body(index, state), _ => { });
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
