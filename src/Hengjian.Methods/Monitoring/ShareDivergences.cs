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
            var mixture = (reference + current) / 2;
            sum += Term(reference, mixture) + Term(current, mixture);
        }

        return Math.Max(0, sum / 2);

        static double Term(double share, double mixture) => share > 0 ? share * Math.Log(share / mixture) : 0;
    }

    /// <summary>The distance: square root of the divergence in bits, in [0, 1].</summary>
    public static double DistanceBase2(double divergenceNats) => Math.Sqrt(divergenceNats / Math.Log(2));
}
