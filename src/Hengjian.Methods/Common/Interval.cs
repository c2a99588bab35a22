namespace Hengjian.Methods.Common;

/// <summary>A confidence interval, both ends in the unit of the estimate.</summary>
/// <param name="Low">Lower end; never above <paramref name="High"/>.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether <paramref name="value"/> lies in the closed interval.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
