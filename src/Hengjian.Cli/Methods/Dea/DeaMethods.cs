namespace Hengjian.Cli.Methods.Dea;

/// <summary>Data envelopment analysis.</summary>
internal static class DeaMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new EnvelopmentMethod(),
        new ScaleMethod(),
        new SuperMethod(),
        new CostMethod(),
        new MalmquistMethod(),
        new BootstrapMethod(),
        new SbmMethod(),
    ];
}
