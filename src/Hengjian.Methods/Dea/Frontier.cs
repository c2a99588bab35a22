namespace Hengjian.Methods.Dea;

/// <summary>
/// Leaves out of a large reference set the units that cannot matter: one that is inefficient among a few others is inefficient among
/// all, and replacing it by the point that dominates it improves every program that is not about that unit itself. What remains is
/// the frontier and little else, so that each program has hundreds of columns instead of thousands.
/// </summary>
/// <remarks>Hierarchical decomposition: Barr and Durchholz, Ann. Oper. Res. 73 (1997) 339.</remarks>
internal static class Frontier
{
    const int SmallEnough = 600;
    const int FirstBlock = 250;
    const double ClearlyInefficient = 1 - 1e-6;

    /// <summary>The reference set as a matrix. Not for programs that exclude a unit: without it, those it dominates matter again.</summary>
    public static ReferenceMatrix Of(DeaData data, ReturnsToScale returns, CancellationToken cancellation)
    {
        int[] units = [.. Enumerable.Range(0, data.Count)];
        for (var block = FirstBlock; units.Length > SmallEnough; block *= 4)
        {
            var kept = Survivors(data, units, block, returns, cancellation);
            var isWorthAnotherRound = kept.Length < 0.75 * units.Length && block < units.Length;
            units = kept;
            if (!isWorthAnotherRound)
                break;
        }

        return ReferenceMatrix.From(data, units);
    }

    /// <summary>The units that are efficient among those of their own block.</summary>
    static int[] Survivors(DeaData data, int[] units, int block, ReturnsToScale returns, CancellationToken cancellation)
    {
        // Block b takes every so-many-th unit, because neighbours in a file tend to be alike.
        var blocks = (units.Length + block - 1) / block;
        var survives = new bool[data.Count];
        ParallelLoop.Run(blocks, cancellation, b =>
        {
            int[] members = [.. units.Where((_, index) => index % blocks == b)];
            var solver = new RadialSolver(ReferenceMatrix.From(data, members), returns, Orientation.Input);
            var values = new UnitValues(data);
            foreach (var unit in members)
            {
                cancellation.ThrowIfCancellationRequested();
                values.Load(data, unit);
                survives[unit] = !(solver.Score(values.Inputs, values.Outputs) < ClearlyInefficient);
            }
        });
        return [.. units.Where(unit => survives[unit])];
    }
}
