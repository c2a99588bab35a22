namespace Hengjian.Methods.Dea;

/// <summary>How a solution ended.</summary>
internal enum Outcome
{
    Optimal,

    /// <summary>No point satisfies the program.</summary>
    Infeasible,

    /// <summary>Rounding defeated the method.</summary>
    Failed,
}

/// <summary>What counts as rounding, each relative to the terms that a number is the sum of.</summary>
/// <param name="Value">A basic value.</param>
/// <param name="Pivot">A coefficient that might become a pivot.</param>
/// <param name="Dual">A reduced cost.</param>
/// <param name="Face">A reduced cost of the first phase that lets a variable take part in the second.</param>
internal sealed record Tolerances(double Value, double Pivot, double Dual, double Face)
{
    public static Tolerances Fine { get; } = new(1e-11, 1e-10, 1e-12, 1e-10);

    /// <summary>For units so nearly equal that the fine ones cannot tell them apart reliably: they are taken for equal.</summary>
    public static Tolerances Coarse { get; } = new(1e-9, 1e-7, 1e-9, 1e-9);
}
