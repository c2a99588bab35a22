namespace Hengjian.Cli.Methods.Agreement;

/// <summary>Agreement between raters.</summary>
internal static class AgreementMethods
{
    public static IReadOnlyList<IMethod> All { get; } =
    [
    ];
}
