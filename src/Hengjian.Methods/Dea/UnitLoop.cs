namespace Hengjian.Methods.Dea;

/// <summary>
/// Runs over all units in parallel, in blocks whose bounds depend on the number of units alone. A solver carries its last basis from
/// unit to unit within a block and starts anew with each block, so the result does not depend on the number of threads.
/// </summary>
internal static class UnitLoop
{
    const int LargestBlock = 128;

    public static void Run<TSolver>(
        int count,
        Func<TSolver> makeSolver,
        Action<TSolver> reset,
        Action<TSolver, int> solve,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var block = Math.Clamp(count / 8, 1, LargestBlock);
        var blocks = (count + block - 1) / block;
        var done = 0;
        ParallelLoop.Run(blocks, cancellation, makeSolver, Body);

        TSolver Body(int index, TSolver solver)
        {
            reset(solver);
            var end = Math.Min(count, (index + 1) * block);
            for (var unit = index * block; unit < end; unit++)
            {
                cancellation.ThrowIfCancellationRequested();
                solve(solver, unit);
            }

            progress?.Report((double)Interlocked.Increment(ref done) / blocks);
            return solver;
        }
    }
}
