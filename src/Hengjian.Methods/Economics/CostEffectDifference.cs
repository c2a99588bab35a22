namespace Hengjian.Methods.Economics;

/// <summary>Quadrant of the cost-effectiveness plane: north where it costs no less, east where it helps no less.</summary>
public enum CostEffectQuadrant
{
    /// <summary>Costs no less and helps no less: judge by the ratio.</summary>
    NorthEast,

    /// <summary>Costs no less and helps less: dominated.</summary>
    NorthWest,

    /// <summary>Costs less and helps no less: dominant.</summary>
    SouthEast,

    /// <summary>Costs less and helps less: judge by the ratio, reversed.</summary>
    SouthWest,
}

/// <summary>What one option costs and brings more than another.</summary>
/// <param name="Cost">Difference in cost, in the unit of the costs.</param>
/// <param name="Effect">Difference in effect, in the unit of the effects.</param>
public readonly record struct CostEffectDifference(double Cost, double Effect)
{
    /// <summary>Cost per unit of effect; null where the effects do not differ.</summary>
    public double? Ratio => Effect == 0 ? null : Cost / Effect;

    /// <summary>Where the difference lies on the plane; 0 counts as north and as east.</summary>
    public CostEffectQuadrant Quadrant => (Cost >= 0, Effect >= 0) switch
    {
        (true, true) => CostEffectQuadrant.NorthEast,
        (true, false) => CostEffectQuadrant.NorthWest,
        (false, true) => CostEffectQuadrant.SouthEast,
        (false, false) => CostEffectQuadrant.SouthWest,
    };
}
