namespace Hengjian.Cli.Methods.Economics;

/// <summary>Health economics.</summary>
internal static class EconomicsMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new IcerMethod(),
        new PsaMethod(),
        new TornadoMethod(),
        new MarkovCohortMethod(),
    ];
}
