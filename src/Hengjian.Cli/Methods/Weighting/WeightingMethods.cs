namespace Hengjian.Cli.Methods.Weighting;

/// <summary>Weights of criteria, and expert panels.</summary>
internal static class WeightingMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new AhpMethod(),
        new EntropyWeightMethod(),
        new CriticMethod(),
        new GameTheoryWeightsMethod(),
        new DelphiMethod(),
    ];
}
