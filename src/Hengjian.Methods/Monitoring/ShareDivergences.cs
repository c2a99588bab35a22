namespace Hengjian.Methods.Monitoring;

/// <summary>Population stability index: Σ(c−r)ln(c/r). Source: N. Siddiqi, Credit Risk Scorecards (2006); it is Jeffreys' divergence of the shares.</summary>
public static class PopulationStability
{
    /// <summary>The index of the shares, each floored at epsilon and not renormalised; 0 for equal shares, never negative.</summary>
    /// <param name="shares">Shares of either window.</param>
    /// <param name="epsilon">The floor, above 0, so that an empty bin counts finitely.</param>
    public static double Index(IReadOnlyList<SharePair> shares, double epsilon = 1e-4)
    {
        if (!(epsilon > 0))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The floor must be above 0.");
        double sum = 0;
        foreach (var share in shares)
        {
            var reference = Math.Max(share.Reference, epsilon);
            var current = Math.Max(share.Current, epsilon);
            sum += (current - reference) * Math.Log(current / reference);
        }

        return sum;
    }
}

/// <summary>Jensen–Shannon divergence. Source: J. Lin, IEEE Trans. Inf. Theory 37 (1991) 145.</summary>
public static class JensenShannon
{
    /// <summary>The divergence in nats, in [0, ln 2], of the shares as they are; 0·ln 0 = 0.</summary>
    public static double DivergenceNats(IReadOnlyList<SharePair> shares)
    {
        double sum = 0;
        foreach (var (reference, current) in shares)
        {
            var both = reference + current;
            if (both > 0)
                sum += both * Contrast((reference - current) / both);
        }

        return sum / 4;
    }

    /// <summary>(1+u)ln(1+u) + (1−u)ln(1−u), never negative; by its series Σ u²ᵏ/(k(2k−1)) near 0, where the two terms would cancel.</summary>
    static double Contrast(double u)
    {
        if (Math.Abs(u) > 0.1)
            return Term(1 + u) + Term(1 - u);
        double sum = 0, power = 1;
        for (var k = 1; k <= 8; k++)
        {
            power *= u * u;
            sum += power / (k * ((2 * k) - 1));
        }

        return sum;

        static double Term(double t) => t > 0 ? t * Math.Log(t) : 0;
    }

    /// <summary>The distance: square root of the divergence in bits, in [0, 1].</summary>
    public static double DistanceBase2(double divergenceNats) => Math.Sqrt(divergenceNats / Math.Log(2));
}
