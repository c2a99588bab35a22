namespace Hengjian.Cli.Methods.Agreement;

/// <summary>Kappas, Kendall's W and intraclass correlation.</summary>
internal static class AgreementMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
        new CohenKappaMethod(),
        new FleissKappaMethod(),
        new KendallWMethod(),
        new IccMethod(),
    ];
}
