namespace Hengjian.Methods.Economics;

/// <summary>
/// Sums with the rounding error carried along (A. Neumaier, Z. Angew. Math. Mech. 54 (1974) 39), so that arms of equal mean compare equal
/// whatever the order of their simulations.
/// </summary>
internal static class ExactSum
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var next = sum + value;
            lost += Math.Abs(sum) >= Math.Abs(value) ? sum - next + value : value - next + sum;
            sum = next;
        }

        return (sum + lost) / values.Length;
    }
}
