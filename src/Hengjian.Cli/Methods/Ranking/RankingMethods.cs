namespace Hengjian.Cli.Methods.Ranking;

/// <summary>Rankings of alternatives and how stable they are.</summary>
internal static class RankingMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new TopsisMethod(),
        new GreyRelationalMethod(),
        new RankSumRatioMethod(),
        new FuzzyEvaluationMethod(),
        new RankStabilityMethod(),
    ];
}
