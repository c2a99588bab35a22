namespace Hengjian.Cli.Methods.Ranking;

/// <summary>Ranking of alternatives.</summary>
internal static class RankingMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
    ];
}
